import { lovelace } from "@/lib/cardano/unit";
import { addressBytes } from "@/lib/cardano/parse-payment-address";
import { minLovelace } from "@/lib/ledger/min-lovelace";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { DatumError } from "@/lib/protocols/datum";
import { readPoolOutput, type FoundPool } from "@/lib/protocols/read-pool";

/** A pool as one transaction left it. */
export interface MadePool {
  readonly index: number;
  readonly pool: FoundPool;
}

/** An output that looks like a pool and is none to take a price from; the reason is in words. */
export interface RefusedPool {
  readonly index: number;
  readonly reason: string;
}

/** Whether the ADA side is less than any such output must hold: what lies there then is no reserve. */
function isDrained({ address, value, datum }: RawOutput, pool: FoundPool): boolean {
  const side = pool.reserves.get(lovelace);
  if (side === undefined) return false;
  const size =
    datum.kind === "inline" ? { inlineBytes: datum.cborHex.length / 2 } : datum.kind === "hash" ? "hash" : "none";
  return side < minLovelace({ addressLength: addressBytes(address).length, value, datum: size });
}

function poolIn(output: RawOutput, tx: RawTx): FoundPool | string | null {
  try {
    const pool = readPoolOutput(output, tx.witnessDatums);
    if (pool === null) return null;
    return isDrained(output, pool) ? "its ADA side is less than an output must hold" : pool;
  } catch (error) {
    if (!(error instanceof DatumError)) throw error;
    return error.message;
  }
}

/** All pools among a transaction's outputs, in their order, and what was refused. */
export function transactionPools(tx: RawTx): { pools: MadePool[]; refused: RefusedPool[] } {
  const read = tx.outputs.map((output) => ({ index: output.index, found: poolIn(output, tx) }));
  return {
    pools: read.flatMap(({ index, found }) =>
      found === null || typeof found === "string" ? [] : [{ index, pool: found }],
    ),
    refused: read.flatMap(({ index, found }) => (typeof found === "string" ? [{ index, reason: found }] : [])),
  };
}

/** The pools that a transaction found: those among its inputs that are known. What cannot be read is none. */
export function spentPools(tx: RawTx): FoundPool[] {
  return tx.inputs.flatMap(({ resolved }) => {
    const found = resolved === null ? null : poolIn(resolved, tx);
    return found === null || typeof found === "string" ? [] : [found];
  });
}
