import { expect, it } from "vitest";
import { assetRows, protocolRows } from "@/app/words/performance-rows";

const nothing = {
  ...{ startValue: "0", endValue: "0", deposits: "0", withdrawals: "0", income: "0", fees: "0" },
  ...{ realised: "0", unrealised: "0", exchanged: "0" },
};
const asset = (ticker: string, parts: Partial<typeof nothing>) => ({
  ...{ unit: ticker.toLowerCase().repeat(60), name: null, ticker, ...nothing },
  ...parts,
});

it("assets come by what they are worth or brought, whichever is more; those of less than one are apart", () => {
  const rows = [
    asset("A", { endValue: "0.999999", deposits: "500" }),
    asset("B", { endValue: "12", unrealised: "-3" }),
    asset("C", { realised: "-20", income: "0.5", fees: "1" }),
    asset("D", { endValue: "1" }),
    asset("F", { unrealised: "0.4", income: "0.7" }),
    asset("E", { endValue: "1" }),
    asset("G", { fees: "0.000001" }),
  ];
  const { shown, small } = assetRows(rows);
  expect(shown.map(({ ticker }) => ticker)).toEqual(["C", "B", "F", "D", "E"]);
  expect(small.map(({ ticker }) => ticker)).toEqual(["A", "G"]);
});

it("protocols come by all that came and went, and what none had a part in last", () => {
  const row = (protocol: string | null, parts: Partial<Record<"deposits" | "income" | "realised", string>>) => ({
    ...{ protocol, protocolName: protocol, deposits: "0", withdrawals: "0", income: "0", fees: "0", realised: "0" },
    ...parts,
  });
  const rows = [
    row(null, { deposits: "1000" }),
    row("a", { income: "3" }),
    row("c", { realised: "-5" }),
    row("b", { deposits: "3" }),
  ];
  expect(protocolRows(rows).map(({ protocol }) => protocol)).toEqual(["c", "a", "b", null]);
});
