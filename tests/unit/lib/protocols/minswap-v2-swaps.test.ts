import { describe, expect, it } from "vitest";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import { alternativeAt, intAt } from "@/lib/protocols/datum";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { leastFor, ordersSpent, poolChanges, sidesOf, type PoolChange } from "@/tests/support/recorded-pool-changes";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

/** Swaps as one order each: what was given, and both sides of the pool. */
function oneOrder(change: PoolChange, kind: "swap" | "exact_out") {
  const orders = ordersSpent(change.tx, "minswap-v2");
  const [order] = orders;
  const [x, y] = sidesOf(change);
  if (order === undefined || orders.length > 1 || order.terms.kind !== kind || x === undefined || y === undefined)
    return [];
  const [given, taken] = x.after > x.before ? [x, y] : [y, x];
  return [{ change, given, taken, offered: order.terms.offered?.get(given.unit) ?? 0n }];
}

/** The part of the fee that leaves the reserves at once, and stays in the output for others. */
function sharedFee({ tx, before, after }: PoolChange, amount: bigint, unit: (typeof after)["poolUnit"]): bigint {
  const datum = tx.outputs.find(({ value }) => value.has(after.poolUnit))?.datum;
  const cbor =
    datum?.kind === "hash" ? tx.witnessDatums.get(datum.hash) : datum?.kind === "inline" ? datum.cborHex : "";
  const data = decodePlutusData(cbor ?? "");
  const share = alternativeAt(data, 8) === 0 ? intAt(data, 8, 0) : 0n;
  return (amount * (before.fees.get(unit)?.numerator ?? 0n) * share) / 100_000_000n;
}

describe.skipIf(!isRecordedHere)(`Minswap V2, transactions of one order${unlessRecorded}`, () => {
  const changes = isRecordedHere
    ? poolChanges("prise-dex", "scalus-mainnet-blocks").filter(({ after }) => after.dex === "minswap-v2")
    : [];

  it("356 of 356 swaps pay to the unit what the pool before says, and leave the reserves that follow", () => {
    const swaps = changes.flatMap((change) => oneOrder(change, "swap"));
    const off = swaps.filter(({ change, given, taken, offered }) => {
      const paid = payoutOf(change.before, offered, given.unit, taken.unit);
      const stays = offered - sharedFee(change, offered, given.unit);
      return paid !== taken.before - taken.after || stays !== given.after - given.before;
    });
    expect([swaps.length, off.map(({ change }) => change.tx.hash)]).toEqual([356, []]);
  });

  it("18 of 18 orders of an exact amount give the least that buys it", () => {
    const swaps = changes.flatMap((change) => oneOrder(change, "exact_out"));
    const off = swaps.filter(({ change, given, taken, offered }) => {
      const wanted = taken.before - taken.after;
      const least = leastFor(change.before, wanted, given.unit, taken.unit, offered);
      return given.after - given.before !== least - sharedFee(change, least, given.unit);
    });
    expect([swaps.length, off.map(({ change }) => change.tx.hash)]).toEqual([18, []]);
  });
});
