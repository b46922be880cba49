import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAmount } from "@/lib/cardano/amount";
import { identityOf, lineDecimal, lineText, totalGain, type IdentityParts } from "@/app/words/performance-identity";

const parts: IdentityParts = {
  ...{ startValue: "448.50984", deposits: "1309.382156", withdrawals: "242.488563", income: "33.800445" },
  ...{ fees: "4.467952", realised: "66.693527", unrealised: "-391.560332", endValue: "1219.869121" },
};

it("is summed up line by line, what went with a minus", () => {
  const { lines, end, isExact } = identityOf(parts);
  const shown = lines.map(({ name, isMoved, change, before, after }) => [
    name,
    isMoved,
    ...[change, before, after].map(lineDecimal),
  ]);
  expect(shown).toEqual([
    ["Start", true, "448.50984", "0", "448.50984"],
    ["Deposits", true, "1309.382156", "448.50984", "1757.891996"],
    ["Withdrawals", true, "-242.488563", "1757.891996", "1515.403433"],
    ["Income", false, "33.800445", "1515.403433", "1549.203878"],
    ["Fees", false, "-4.467952", "1549.203878", "1544.735926"],
    ["Realised gain", false, "66.693527", "1544.735926", "1611.429453"],
    ["Unrealised gain", false, "-391.560332", "1611.429453", "1219.869121"],
  ]);
  expect([lineDecimal(end), isExact]).toEqual(["1219.869121", true]);
  expect(lines.every(({ meaning }) => meaning.endsWith("."))).toBe(true);
});

it("what lay there has no sign, what came has a plus", () => {
  const [start, deposits, withdrawals] = identityOf(parts).lines.map((line) =>
    lineText(line, lineDecimal(line.change)),
  );
  expect([start, deposits, withdrawals]).toEqual(["448.50984", "+1309.382156", "-242.488563"]);
});

it("a millionth that is missing is found", () => {
  expect(identityOf({ ...parts, endValue: "1219.86912" }).isExact).toBe(false);
});

it("the gain is what neither came nor went: the end less the start and what was paid in, more what was taken out", () => {
  expect(totalGain(parts)).toBe("-295.534312");
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  fc.assert(
    fc.property(
      fc.tuple(amount, amount, amount, amount, amount, amount, amount),
      ([start, come, gone, earned, paid, realised, unrealised]) => {
        const end = start + come - gone + earned - paid + realised + unrealised;
        const decimal = (value: bigint) => formatAmount(value, 6);
        const random = {
          ...{ startValue: decimal(start), deposits: decimal(come), withdrawals: decimal(gone) },
          ...{ income: decimal(earned), fees: decimal(paid), realised: decimal(realised) },
          ...{ unrealised: decimal(unrealised), endValue: decimal(end) },
        };
        expect(identityOf(random).isExact).toBe(true);
        expect(totalGain(random)).toBe(decimal(end - start - come + gone));
      },
    ),
  );
});
