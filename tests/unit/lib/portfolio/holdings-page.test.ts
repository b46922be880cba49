import { expect, test } from "vitest";
import type { AllHoldings } from "@/lib/contract/holdings";
import { foldHoldings } from "@/lib/portfolio/fold-holdings";
import { holdingsPage } from "@/lib/portfolio/holdings-page";

const unitOf = (at: number) => "ab".repeat(28) + Buffer.from(String(at).padStart(5, "0")).toString("hex");
const nothing = {
  fingerprint: null,
  tokenName: null,
  ticker: null,
  decimals: 0,
  kind: null,
  picture: null,
  spam: false,
};

function all(count: number): AllHoldings {
  const rows = Array.from({ length: count }, (_, at) => ({ ...nothing, unit: unitOf(at), quantity: "1" })).map(
    (row) => ({ ...row, place: "wallet" as const, credential: null }),
  );
  return {
    ...{
      asOf: "2026-01-01T00:00:00.000Z",
      currency: "ADA",
      total: { value: "0", priced: 0, unpriced: count, change24h: null },
    },
    holdings: foldHoldings(rows),
    places: rows.map(({ unit, quantity, place, credential }) => ({ unit, quantity, place, credential })),
    rewards: null,
  };
}

test("few holdings are one answer, with the places of what adds up to nothing", () => {
  const held = all(3);
  const gone = (["5", "-5"] as const).map((quantity, at) => ({
    ...{ unit: unitOf(9), quantity, credential: null },
    place: at === 0 ? ("wallet" as const) : ("contract" as const),
  }));
  const withGone = { ...held, places: [...held.places, ...gone] };
  expect(holdingsPage(withGone, undefined)).toEqual({ ...withGone, nextCursor: null });
  expect(holdingsPage({ ...held, holdings: [], places: [] }, undefined).nextCursor).toBeNull();
});

test("the next answer begins where the last one ended, also where that is gone by now", () => {
  const before = all(2_000);
  const first = holdingsPage(before, undefined);
  const last = first.holdings.at(-1)?.unit;
  const count = first.holdings.length;
  const cursor = first.nextCursor ?? "";
  const next = (held: AllHoldings) => holdingsPage(held, cursor).holdings[0]?.unit;
  const without = (unit: string | undefined) => ({
    ...before,
    holdings: before.holdings.filter((holding) => holding.unit !== unit),
  });
  expect([next(before), next(without(last)), next(without(unitOf(0)))]).toEqual(Array(3).fill(unitOf(count)));
  expect(JSON.stringify(first).length).toBeLessThan(260_000);
});
