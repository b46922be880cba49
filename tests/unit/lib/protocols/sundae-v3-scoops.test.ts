import { describe, expect, it } from "vitest";
import { decodePlutusData, type PlutusData } from "@/lib/cardano/plutus-data";
import { outRefKey, type OutRef } from "@/lib/ledger/raw-tx";
import { at, DatumError, intAt, itemsAt } from "@/lib/protocols/datum";
import { payoutOf } from "@/lib/protocols/pool-payout";
import {
  afterSwap,
  leastFor,
  ordersSpent,
  otherUnit,
  poolChanges,
  type PoolChange,
} from "@/tests/support/recorded-pool-changes";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

/** `PoolScoop(signatory, scooper, [(place among the inputs, strategy, …), …])`, wrapped in the redeemer of a spend. */
function placesIn(redeemer: PlutusData): number[] | null {
  try {
    return itemsAt(at(redeemer, 0, 2)).map((entry) => Number(intAt(entry, 0)));
  } catch (error) {
    if (!(error instanceof DatumError)) throw error;
    return null;
  }
}

const inOrder = (a: OutRef, b: OutRef) => (a.txHash === b.txHash ? a.index - b.index : a.txHash < b.txHash ? -1 : 1);

/** The orders of a scoop as its redeemer puts them. */
function ordersOf({ tx }: PoolChange) {
  const spends = tx.redeemers.filter(({ purpose }) => purpose === "spend");
  const [places] = spends.flatMap(({ dataCborHex }) => {
    const found = placesIn(decodePlutusData(dataCborHex));
    return found === null ? [] : [found];
  });
  const inputs = tx.inputs.map(({ ref }) => ref).sort(inOrder);
  const orders = new Map(ordersSpent(tx, "sundae-v3").map(({ ref, terms }) => [outRefKey(ref), terms]));
  return (places ?? []).map((place) => {
    const ref = inputs[place];
    const terms = ref === undefined ? undefined : orders.get(outRefKey(ref));
    if (terms === undefined) throw new Error(`${tx.hash} names an input that is no order`);
    return terms;
  });
}

describe.skipIf(!isRecordedHere)(`SundaeSwap V3 scoops${unlessRecorded}`, () => {
  const scoops = isRecordedHere
    ? poolChanges("amaru-treasury", "scalus-mainnet-blocks").filter(({ after }) => after.dex === "sundae-v3")
    : [];

  it("40 of 40 replay exactly, order by order as their redeemers say, 176 orders in all, 32 scoops of up to seven", () => {
    const replayed = scoops.map((change) => {
      const orders = ordersOf(change);
      const after = orders.reduce((pool, { offered }) => {
        const [[unit, amount] = []] = offered ?? [];
        if (unit === undefined || amount === undefined) throw new Error("an order that offers nothing");
        // What rounding would leave with the pool goes back: it takes the least that is paid as much for.
        const taken = otherUnit(pool, unit);
        const paid = payoutOf(pool, amount, unit, taken) ?? 0n;
        return afterSwap(pool, leastFor(pool, paid, unit, taken, amount), unit, taken);
      }, change.before);
      return { hash: change.tx.hash, orders: orders.length, got: after.reserves, wanted: change.after.reserves };
    });
    expect(
      replayed.filter(({ got, wanted }) => String([...got]) !== String([...wanted])).map(({ hash }) => hash),
    ).toEqual([]);
    expect([
      replayed.length,
      replayed.filter(({ orders }) => orders <= 7).length,
      replayed.reduce((sum, { orders }) => sum + orders, 0),
    ]).toEqual([40, 32, 176]);
  });
});
