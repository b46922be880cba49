import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import { lastPoolUpdate, pool, txPoolRetires } from "@/lib/blockfrost/chain";
import { lookUp } from "@/lib/blockfrost/look-up";
import { epochAt } from "@/lib/cardano/epoch";
import { db, userDb } from "@/lib/db";
import { env } from "@/lib/env";
import { poolIdPattern, poolsPerView } from "@/lib/stake-pools/lookup-pools";

/** Whether a pool has retired; or that it announced it. */
export interface Retirement {
  readonly isRetired: boolean;
  /** In which epoch it retires or retired; null where nobody tells. */
  readonly epoch: number | null;
}

/** What the chain said: null for a pool that neither retired nor is about to. */
type Answer = { readonly epoch: number | null; readonly hasNoStake: boolean } | null;

/**
 * The retirements of pools, by pool id, kept for all users: each pool is asked for once a day. One that is not in the map
 * did not announce any, or could not be asked for now.
 */
export async function lookupRetirements(
  userId: string,
  poolIds: readonly string[],
  now: Date,
): Promise<Map<string, Retirement>> {
  const wanted = [...new Set(poolIds)].filter((id) => poolIdPattern.test(id));
  if (wanted.length === 0) return new Map();
  const stored = await readStates(userId, wanted);
  const fresh = new Set(stored.filter(({ isFresh }) => isFresh).map((row) => row.poolId));
  const asked = await lookUp(userId, wanted.filter((id) => !fresh.has(id)).slice(0, poolsPerView), askFor);
  const said = [...asked].map(([poolId, answer]) => ({
    poolId,
    retired: answer === null ? false : answer.epoch === null ? answer.hasNoStake : null,
    retiringEpoch: answer?.epoch ?? null,
  }));
  if (said.length > 0) await saveStates(said);
  const epoch = epochAt(env().CARDANO_NETWORK, now);
  const known = new Map([...stored, ...said].map((state) => [state.poolId, state]));
  return new Map([...known].flatMap(([id, state]) => retirementOf(id, state, epoch)));
}

function retirementOf(id: string, { retired, retiringEpoch }: State, epoch: number): (readonly [string, Retirement])[] {
  if (retiringEpoch !== null) return [[id, { isRetired: retiringEpoch <= epoch, epoch: retiringEpoch }]];
  return retired === true ? [[id, { isRetired: true, epoch: null }]] : [];
}

/** An announcement counts unless a registration came after it. */
async function askFor(id: string, window: CallWindow): Promise<Answer> {
  const answer = await window.call(() => pool(id));
  const announced = answer?.retirement?.at(-1);
  if (announced === undefined) return null;
  const [last] = (await window.call(() => lastPoolUpdate(id))) ?? [];
  if (last?.action === "registered") return null;
  const retires = await window.call(() => txPoolRetires(last?.tx_hash ?? announced));
  const own = retires?.find(({ pool_id: of }) => of === id || of == null);
  return { epoch: own?.retiring_epoch ?? null, hasNoStake: answer?.active_stake === 0n };
}

interface State {
  readonly poolId: string;
  readonly retired: boolean | null;
  readonly retiringEpoch: number | null;
}

const keptHours = 24;

const readStates = (userId: string, poolIds: readonly string[]) => userDb(userId).$queryRaw<
  (State & { readonly isFresh: boolean })[]
>`
  SELECT pool_id AS "poolId", retired, retiring_epoch AS "retiringEpoch",
    coalesce(state_at > now() - make_interval(hours => ${keptHours}::int), false) AS "isFresh"
  FROM stake_pool WHERE pool_id = ANY(${poolIds})`;

/** Of a pool whose name nobody asked for yet it becomes the first that is known. */
async function saveStates(states: readonly State[]): Promise<void> {
  await db().$executeRaw`
    INSERT INTO stake_pool (pool_id, fetched_at, retired, retiring_epoch, state_at)
    SELECT s."poolId", 'epoch'::timestamptz, s.retired, s."retiringEpoch", now()
    FROM jsonb_to_recordset(${JSON.stringify(states)}::jsonb) AS s("poolId" text, retired bool, "retiringEpoch" int)
    ON CONFLICT (pool_id) DO UPDATE SET retired = excluded.retired, retiring_epoch = excluded.retiring_epoch, state_at = excluded.state_at`;
}
