import type { Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import type { OutRef, RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import type { OrderTerms } from "@/lib/protocols/order-terms";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { readPoolOutput, type FoundPool } from "@/lib/protocols/read-pool";
import { matchScript, type ProtocolId } from "@/lib/protocols/registry";
import { recordedTxs } from "@/tests/support/recorded-explained";

/** A pool that a recorded transaction spent and made anew. */
export interface PoolChange {
  readonly tx: RawTx;
  readonly before: FoundPool;
  readonly after: FoundPool;
}

const poolsIn = (outputs: readonly RawOutput[], { witnessDatums }: RawTx): FoundPool[] =>
  outputs.flatMap((output) => readPoolOutput(output, witnessDatums) ?? []);

/** All pools among a transaction's outputs; throws where one cannot be read. */
export const poolsMade = (tx: RawTx): FoundPool[] => poolsIn(tx.outputs, tx);

export function poolChanges(...folders: readonly string[]): PoolChange[] {
  return folders.flatMap(recordedTxs).flatMap(({ tx }) => {
    const spent = poolsIn(
      tx.inputs.flatMap(({ resolved }) => resolved ?? []),
      tx,
    );
    return poolsMade(tx).flatMap((after) => {
      const before = spent.find(({ poolUnit }) => poolUnit === after.poolUnit);
      return before === undefined ? [] : [{ tx, before, after }];
    });
  });
}

/** Both assets and what became of them, in the pool's order. */
export function sidesOf({ before, after }: PoolChange): { unit: Unit; before: bigint; after: bigint }[] {
  return [...before.reserves].map(([unit, reserve]) => ({
    unit,
    before: reserve,
    after: after.reserves.get(unit) ?? 0n,
  }));
}

/** An order of a protocol's that a transaction spent. */
export interface SpentOrder {
  readonly ref: OutRef;
  readonly terms: OrderTerms;
}

/** The orders of a protocol among the inputs, in the ledger's order. */
export function ordersSpent(tx: RawTx, protocol: ProtocolId): SpentOrder[] {
  return tx.inputs.flatMap(({ ref, resolved }) => {
    const payment = resolved === null ? null : parsePaymentAddress(resolved.address)?.payment;
    const match = payment?.kind === "script" ? matchScript(payment.hash) : null;
    const readOrder = match?.protocol.readOrder;
    if (resolved === null || match?.id !== protocol || match.fact.role !== "order" || readOrder === undefined)
      return [];
    const { datum, value } = resolved;
    const hashed = datum.kind === "hash" ? tx.witnessDatums.get(datum.hash) : undefined;
    const cbor = datum.kind === "inline" ? datum.cborHex : hashed;
    if (cbor === undefined) throw new Error(`an order of ${tx.hash} has no datum`);
    return [{ ref, terms: readOrder({ data: decodePlutusData(cbor), value, network: "mainnet", kind: null }) }];
  });
}

/** A pool after a swap of which `leaves` is set apart for others as soon as it comes in. */
export function afterSwap(pool: FoundPool, amount: bigint, given: Unit, taken: Unit, leaves = 0n): FoundPool {
  const paid = payoutOf(pool, amount, given, taken);
  if (paid === null) throw new Error("the pool does not trade this pair");
  const reserves = new Map(pool.reserves);
  reserves.set(given, (reserves.get(given) ?? 0n) + amount - leaves);
  reserves.set(taken, (reserves.get(taken) ?? 0n) - paid);
  return { ...pool, reserves };
}

/** The least amount that is paid as much for. */
export function leastFor(pool: FoundPool, paid: bigint, given: Unit, taken: Unit, atMost: bigint): bigint {
  let [fails, buys] = [0n, atMost];
  while (buys - fails > 1n) {
    const middle = (buys + fails) / 2n;
    if ((payoutOf(pool, middle, given, taken) ?? 0n) >= paid) buys = middle;
    else fails = middle;
  }
  return buys;
}

/** The other asset of a pair. */
export function otherUnit(pool: FoundPool, unit: Unit): Unit {
  const [other] = [...pool.reserves.keys()].filter((each) => each !== unit);
  if (other === undefined) throw new Error("the pool has no other asset");
  return other;
}
