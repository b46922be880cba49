import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import { datumCbor, listOutputsOf, pageSize, txPlace } from "@/lib/blockfrost/chain";
import type { CredentialHash } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { adaOf } from "@/lib/market/market-token";
import { poolIn, type PoolOutput } from "@/lib/market/pool-output";
import type { StoredPool } from "@/lib/market/pool-store";
import { protocols } from "@/lib/protocols/registry";

/** A DEX with a script for each of its pools has hundreds: they are walked once a day and not looked at between. */
const scriptsOfOneDex = 8;

const poolScripts = protocols
  .filter((protocol) => "pools" in protocol)
  .map(({ scripts }) =>
    scripts.flatMap((fact) => (fact.role === "pool" && !("use" in fact) ? fact.hashes.map(parseCredentialHash) : [])),
  );

/** Scripts whose newest outputs show what was traded since the last look. */
export const lookedAtScripts: readonly CredentialHash[] = poolScripts
  .filter(({ length }) => length <= scriptsOfOneDex)
  .flat();

/** Every script that holds pools. */
export const walkedScripts: readonly CredentialHash[] = poolScripts.flat();

interface Page {
  readonly pools: readonly StoredPool[];
  readonly isLast: boolean;
}

/** The pools on one page of a script's unspent outputs, the newest first. */
export async function pollPools(script: CredentialHash, page: number, window: CallWindow): Promise<Page> {
  const seenAt = Date.now();
  const rows = (await window.call(() => listOutputsOf(script, page))) ?? [];
  return { pools: await poolsIn(script, rows, seenAt, window), isLast: rows.length < pageSize };
}

type OutputRow = NonNullable<Awaited<ReturnType<typeof listOutputsOf>>>[number];

/** The pools among some of a script's outputs. */
export async function poolsIn(
  script: CredentialHash,
  rows: readonly OutputRow[],
  seenAt: number,
  window: CallWindow,
): Promise<StoredPool[]> {
  const read = await Promise.all(
    rows.map(async ({ tx_hash, output_index, amount, inline_datum, data_hash }) => {
      const output: PoolOutput = {
        script,
        txHash: tx_hash,
        index: output_index,
        height: null,
        at: null,
        value: amount.map(({ unit, quantity }) => [unit, quantity.toString()]),
        datum: inline_datum ?? null,
      };
      return storedPool(await withDatum(output, data_hash ?? null, window), seenAt);
    }),
  );
  return onePerPool(read.flat());
}

/** Anybody can send a copy of what names a pool to its script, where that is its LP token: the deepest output is the pool. */
function onePerPool(pools: readonly StoredPool[]): StoredPool[] {
  const deepest = new Map<string, StoredPool>();
  for (const pool of pools) {
    const known = deepest.get(pool.poolUnit);
    if (known === undefined || adaOf(pool.output) > adaOf(known.output)) deepest.set(pool.poolUnit, pool);
  }
  return [...deepest.values()];
}

/** Some DEXes leave only the hash of a datum in the output, and not all of them need it. */
async function withDatum(output: PoolOutput, hash: string | null, window: CallWindow): Promise<PoolOutput> {
  if (hash === null || output.datum !== null || poolIn(output) !== null) return output;
  const datum = (await window.call(() => datumCbor(hash)))?.cbor ?? null;
  return { ...output, datum };
}

/** The pool in an output, with what it is found by; none where it is no pool. */
export function storedPool(output: PoolOutput, seenAt: number): StoredPool[] {
  const pool = poolIn(output);
  if (pool === null) return [];
  return [{ poolUnit: pool.poolUnit, dex: pool.dex, units: [...pool.reserves.keys()], output, seenAt, bornAt: null }];
}

/** The same pool with the block of its transaction; as it was where the chain does not tell. */
export async function withPlace(pool: StoredPool, window: CallWindow): Promise<StoredPool> {
  const place = await window.call(() => txPlace(pool.output.txHash));
  if (place?.block_height == null || place.block_time == null) return pool;
  return { ...pool, output: { ...pool.output, height: place.block_height, at: place.block_time.toISOString() } };
}
