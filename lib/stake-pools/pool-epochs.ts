import "server-only";
import type { Ask } from "@/lib/blockfrost/call-allowance";
import { listPoolHistory, pageSize } from "@/lib/blockfrost/chain";
import { db, userDb } from "@/lib/db";

/** What a pool did in an epoch, and what it was paid for it, in lovelace. */
export interface PoolEpoch {
  readonly blocks: number;
  readonly delegators: number;
  /** Of all its delegators. */
  readonly activeStake: bigint;
  /** Paid to operator and members together: what a delegator would have got that had left is not in it. */
  readonly rewards: bigint;
  /** The operator's part of these, by cost and margin. */
  readonly fees: bigint;
}

export interface PoolAndEpoch {
  readonly poolId: string;
  readonly epoch: number;
}

export type PoolEpochs = (poolId: string, epoch: number) => PoolEpoch | null;

interface Row extends PoolAndEpoch {
  readonly blocks: number;
  readonly delegators: number;
  readonly activeStake: string;
  readonly rewards: string;
  readonly fees: string;
}

/** What is kept of these pools in these epochs, for all users; null of what nobody has asked for yet. */
export async function readPoolEpochs(userId: string, wanted: readonly PoolAndEpoch[]): Promise<PoolEpochs> {
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT p.pool_id AS "poolId", p.epoch, p.blocks, p.delegators, p.active_stake::text AS "activeStake",
      p.rewards::text AS rewards, p.fees::text AS fees
    FROM (SELECT DISTINCT * FROM unnest(${wanted.map(({ poolId }) => poolId)}::text[], ${wanted.map(({ epoch }) => epoch)}::int[])) AS w(pool_id, epoch)
    JOIN pool_epoch p ON p.pool_id = w.pool_id AND p.epoch = w.epoch`;
  const known = new Map(rows.map((row) => [`${row.poolId} ${String(row.epoch)}`, poolEpochOf(row)]));
  return (poolId, epoch) => known.get(`${poolId} ${String(epoch)}`) ?? null;
}

function poolEpochOf({ blocks, delegators, activeStake, rewards, fees }: Row): PoolEpoch {
  return { blocks, delegators, activeStake: BigInt(activeStake), rewards: BigInt(rewards), fees: BigInt(fees) };
}

/**
 * Reads on in a pool's history and keeps each page at once, so that whoever asks next goes on from there: the list only grows at
 * its end, and the number of rows that are kept says which page is next.
 */
export async function fetchPoolEpochs(poolId: string, settled: number, ask: Ask): Promise<void> {
  const known = await db().poolEpoch.count({ where: { poolId } });
  for (let page = Math.floor(known / pageSize) + 1, isLast = false; !isLast; page += 1) {
    const rows = (await ask(() => listPoolHistory(poolId, page))) ?? [];
    const kept = rows.filter(({ epoch }) => epoch <= settled);
    await db().poolEpoch.createMany({
      data: kept.map(({ epoch, blocks, delegators_count: delegators, active_stake, rewards, fees }) => ({
        ...{ poolId, epoch, blocks, delegators },
        ...{ activeStake: active_stake.toString(), rewards: rewards.toString(), fees: fees.toString() },
      })),
      skipDuplicates: true,
    });
    isLast = kept.length < pageSize;
  }
}
