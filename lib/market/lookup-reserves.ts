import "server-only";
import { z } from "zod";
import type { CallWindow } from "@/lib/budget/call-window";
import { datumCbor, listUnspentWith } from "@/lib/blockfrost/chain";
import { lookUp } from "@/lib/blockfrost/look-up";
import { fromCache } from "@/lib/cache/from-cache";
import type { Unit } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { isUnit } from "@/lib/cardano/unit";
import { redisKey, withRedis } from "@/lib/redis";
import { DatumError } from "@/lib/protocols/datum";
import type { SharedReserves } from "@/lib/protocols/pool";
import { readPool, type FoundPool } from "@/lib/protocols/read-pool";
import { matchUnit } from "@/lib/protocols/registry";

/** Reserves change with each block; a share of them is worth showing some minutes long. */
const keptSeconds = 300;
const oncePerView = 12;

export interface SeenPool extends SharedReserves {
  /** When the chain was asked. */
  readonly at: string;
  /** Its two sides are worth the same. */
  readonly isEven: boolean;
}

const digits = z.string().regex(/^\d+$/).transform(BigInt);
const cachedPool = z
  .object({
    at: z.iso.datetime(),
    isEven: z.boolean(),
    supply: digits,
    reserves: z.array(z.tuple([z.string().refine(isUnit), digits])).transform((entries) => new Map(entries)),
  })
  .nullable();

/** The pools behind LP tokens, by LP unit, cached for all users. One that could not be found for certain is not in the map. */
export async function lookupReserves(userId: string, lpUnits: readonly Unit[]): Promise<Map<Unit, SeenPool>> {
  const wanted = [...new Set(lpUnits)].filter((unit) => matchUnit(unit)?.protocol.pools !== undefined);
  if (wanted.length === 0) return new Map();
  const cached = await readCache(wanted);
  const missing = wanted.filter((unit) => !cached.has(unit)).slice(0, oncePerView);
  const asked = await lookUp(userId, missing, askPool);
  if (asked.size > 0) await writeCache(asked);
  return new Map(
    [...cached, ...asked].flatMap(([unit, pool]): [Unit, SeenPool][] => (pool === null ? [] : [[unit, pool]])),
  );
}

/** Null unless exactly one output at the protocol's pool scripts holds what names the pool. */
async function askPool(lp: Unit, window: CallWindow): Promise<SeenPool | null> {
  const match = matchUnit(lp);
  const reader = match?.protocol.pools;
  const unit = reader?.poolUnit(lp) ?? null;
  if (match === null || reader === undefined || unit === null) return null;
  const scripts = match.protocol.scripts.filter(({ role, use }) => role === "pool" && use === undefined);
  for (const script of scripts.flatMap(({ hashes }) => hashes.map(parseCredentialHash))) {
    const outputs = (await window.call(() => listUnspentWith(script, unit))) ?? [];
    const [output] = outputs;
    if (output === undefined) continue;
    if (outputs.length > 1) return null;
    const datum = output.inline_datum ?? (await datumBehind(output.data_hash ?? null, window));
    const value = new Map(output.amount.map((amount) => [amount.unit, amount.quantity]));
    const pool = readable(() => readPool(script, value, datum));
    if (pool?.supply == null || (pool.lpUnit !== null && pool.lpUnit !== lp)) return null;
    const isEven = pool.curve.kind === "product" && pool.reserves.size === 2;
    return { supply: pool.supply, reserves: pool.reserves, at: new Date().toISOString(), isEven };
  }
  return null;
}

/** Anybody can pay to a pool's script: what cannot be read there is not the pool. */
function readable(read: () => FoundPool | null): FoundPool | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DatumError)) throw error;
    return null;
  }
}

async function datumBehind(hash: string | null, window: CallWindow): Promise<string | null> {
  if (hash === null) return null;
  return (await window.call(() => datumCbor(hash)))?.cbor ?? null;
}

const keyOf = (unit: Unit) => redisKey("pool", unit);

/** Null stands for a pool that was looked for in vain. */
async function readCache(units: readonly Unit[]): Promise<Map<Unit, SeenPool | null>> {
  const values = await fromCache(() => withRedis(1, (redis) => redis.mget<(string | null)[]>(...units.map(keyOf))));
  return new Map(
    (values ?? []).flatMap((value, index): [Unit, SeenPool | null][] => {
      const unit = units[index];
      const kept = value === null ? undefined : cachedPool.safeParse(parsed(value)).data;
      return unit === undefined || kept === undefined ? [] : [[unit, kept]];
    }),
  );
}

async function writeCache(pools: ReadonlyMap<Unit, SeenPool | null>): Promise<void> {
  await fromCache(() =>
    withRedis(pools.size, (redis) => {
      const pipeline = redis.pipeline();
      for (const [unit, pool] of pools) pipeline.set(keyOf(unit), JSON.stringify(stored(pool)), { ex: keptSeconds });
      return pipeline.exec();
    }),
  );
}

function stored(pool: SeenPool | null): z.input<typeof cachedPool> {
  if (pool === null) return null;
  const { at, isEven, supply, reserves } = pool;
  return {
    at,
    isEven,
    supply: supply.toString(),
    reserves: [...reserves].map(([asset, reserve]): [string, string] => [asset, reserve.toString()]),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
