import "server-only";
import type { Ask } from "@/lib/blockfrost/call-allowance";
import { listStakeHistory, pageSize } from "@/lib/blockfrost/chain";
import { userDb } from "@/lib/db";
import type { ActiveStake } from "@/lib/portfolio/audit-rewards";

/** What is known of the stake of an account that counted. */
export interface KnownStakes {
  /** By epoch. */
  readonly stakes: ReadonlyMap<number, ActiveStake>;
  /** Up to this epoch these are all; null where nobody has asked yet. */
  readonly until: number | null;
}

interface Row {
  readonly walletId: string;
  readonly epoch: number;
  readonly poolId: string | null;
  readonly lovelace: string;
}

/** What is kept of the stake of these wallets, by wallet. */
export async function readActiveStakes(
  userId: string,
  walletIds: readonly string[],
): Promise<Map<string, KnownStakes>> {
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT wallet_id AS "walletId", epoch, pool_id AS "poolId", lovelace::text AS lovelace FROM active_stake
    WHERE user_id = ${userId}::uuid AND wallet_id = ANY(${walletIds}::uuid[]) ORDER BY epoch`;
  return new Map(
    walletIds.map((id) => {
      const own = rows.filter(({ walletId }) => walletId === id);
      const stakes = own.flatMap(({ epoch, poolId, lovelace }): [number, ActiveStake][] =>
        poolId === null ? [] : [[epoch, { poolId, lovelace: BigInt(lovelace) }]],
      );
      return [id, { stakes: new Map(stakes), until: own.at(-1)?.epoch ?? null }];
    }),
  );
}

export interface Account {
  readonly walletId: string;
  readonly stakeAddress: string;
}

/**
 * Reads on in the history of an account's stake and keeps each page at once, as `fetchPoolEpochs` does. Where none counted in the
 * last epoch that is settled, a row without a pool says that all before is known.
 */
export async function fetchActiveStakes(
  userId: string,
  { walletId, stakeAddress }: Account,
  known: KnownStakes | undefined,
  settled: number,
  ask: Ask,
): Promise<void> {
  const own = { userId, walletId };
  for (let page = Math.floor((known?.stakes.size ?? 0) / pageSize) + 1, isLast = false; !isLast; page += 1) {
    const rows = (await ask(() => listStakeHistory(stakeAddress, page))) ?? [];
    const kept = rows.filter(({ active_epoch: epoch }) => epoch <= settled);
    isLast = kept.length < pageSize;
    const end =
      isLast && kept.at(-1)?.active_epoch !== settled ? [{ ...own, epoch: settled, poolId: null, lovelace: 0 }] : [];
    const found = kept.map(({ active_epoch: epoch, pool_id: poolId, amount }) => ({
      ...{ ...own, epoch, poolId },
      lovelace: amount.toString(),
    }));
    await userDb(userId).activeStake.createMany({ data: [...found, ...end], skipDuplicates: true });
  }
}

/** When the stake keys of these wallets were deregistered, by wallet. */
export async function readDeregistrations(userId: string, walletIds: readonly string[]): Promise<Map<string, Date[]>> {
  const rows = await userDb(userId).$queryRaw<{ walletId: string; at: Date }[]>`
    SELECT e.wallet_id AS "walletId", t.tx_timestamp AS at
    FROM delegation_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = ${userId}::uuid
    WHERE e.user_id = ${userId}::uuid AND e.wallet_id = ANY(${walletIds}::uuid[]) AND e.kind = 'stake_deregistration'`;
  return new Map(walletIds.map((id) => [id, rows.filter(({ walletId }) => walletId === id).map(({ at }) => at)]));
}
