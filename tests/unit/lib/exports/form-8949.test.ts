import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { DisposalOutcome, LotUse } from "@/lib/accounting/outcome";
import { readForm8949 } from "@/tests/support/export-readers";
import { exported } from "@/tests/support/exported";
import { settingsOf } from "@/tests/support/exported-history";

const money = (text: string) => new Fraction(text);

function lot(acquired: string | null, quantity: bigint, costBasis: string, gain: string): LotUse {
  const acquiredAt = acquired === null ? null : Date.parse(acquired);
  return { lotId: acquired, acquiredAt, quantity, costBasis: money(costBasis), gain: money(gain), term: null };
}

const disposal = (
  sold: string,
  quantity: bigint,
  lots: readonly LotUse[],
  costBasis: string,
  gain: string,
): DisposalOutcome => ({
  ...{ eventId: "e", at: Date.parse(sold), asset: "lovelace", quantity, matches: [], lots },
  ...{ proceeds: money(costBasis).add(gain), costBasis: money(costBasis), gain: money(gain) },
});

async function linesOf(...disposals: DisposalOutcome[]) {
  const sold = disposals.map((each) => ({ disposal: each, token: { ticker: null, decimals: 6 } }));
  return readForm8949((await exported("form-8949", { disposals: sold }, settingsOf([]))).bytes).map((line) =>
    [line.amount, line.symbol, line.acquired, line.sold, line.proceeds, line.basis, line.gain, line.box].join(" "),
  );
}

test("each lot is a line whose cents sum up, with its own term", async () => {
  const lots = [
    lot("2023-05-01T00:00:00Z", 10_000_000n, "3.333333", "1.006"),
    lot("2024-04-30T23:00:00Z", 2_500_000n, "1", "-0.5"),
  ];
  expect(await linesOf(disposal("2024-05-02T10:00:00Z", 12_500_000n, lots, "4.333333", "0.506"))).toEqual([
    "10 ADA 05/01/2023 05/02/2024 4.34 3.33 1.01 L",
    "2.5 ADA 04/30/2024 05/02/2024 0.5 1 -0.5 I",
  ]);
});

test.each([
  ["2023-05-01T23:59:59Z", "2024-05-01T23:59:59Z", "I"],
  ["2023-05-01T23:59:59Z", "2024-05-02T00:00:00Z", "L"],
  ["2024-02-29T00:00:00Z", "2025-02-28T23:59:59Z", "I"],
  ["2024-02-29T00:00:00Z", "2025-03-01T00:00:00Z", "L"],
  ["2023-12-31T00:00:00Z", "2024-12-31T23:59:59Z", "I"],
  ["2023-12-31T00:00:00Z", "2025-01-01T00:00:00Z", "L"],
])("bought %s and sold %s is %s", async (bought, sold, box) => {
  const [line] = await linesOf(disposal(sold, 1n, [lot(bought, 1n, "1", "1")], "1", "1"));
  expect(line?.at(-1)).toBe(box);
});

test("what was never bought has no date and no cost, what comes out of a pool has various, and neither a box", async () => {
  const short = disposal(
    "2024-05-02T10:00:00Z",
    3_000_000n,
    [lot("2024-05-01T00:00:00Z", 1_000_000n, "1", "1")],
    "1",
    "5",
  );
  const pooled = disposal("2024-05-02T10:00:00Z", 1_000_000n, [lot(null, 1_000_000n, "1", "1")], "1", "1");
  expect(await linesOf(short, pooled)).toEqual([
    "1 ADA 05/01/2024 05/02/2024 2 1 1 I",
    "2 ADA  05/02/2024 4 0 4 ",
    "1 ADA VARIOUS 05/02/2024 2 1 1 ",
  ]);
});

test("what nobody knows is left empty", async () => {
  const unknown = { ...lot("2024-05-01T00:00:00Z", 1n, "1", "1"), gain: null };
  expect(
    await linesOf({ ...disposal("2024-05-02T00:00:00Z", 1n, [unknown], "1", "1"), gain: null, proceeds: null }),
  ).toEqual(["0.000001 ADA 05/01/2024 05/02/2024  1  I"]);
});
