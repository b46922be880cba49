import "server-only";
import type { Ask, CallAllowance } from "@/lib/blockfrost/call-allowance";
import { pool } from "@/lib/blockfrost/chain";
import { lookUp } from "@/lib/blockfrost/look-up";
import { fetchActiveStakes, readActiveStakes, type Account, type KnownStakes } from "@/lib/portfolio/active-stakes";
import { fetchPoolEpochs, readPoolEpochs, type PoolAndEpoch, type PoolEpochs } from "@/lib/stake-pools/pool-epochs";

/** What the chain tells of accounts' stake and their pools, as far as it is known. */
export interface AuditedFacts {
  /** By wallet. */
  readonly stakes: ReadonlyMap<string, KnownStakes>;
  readonly poolEpoch: PoolEpochs;
  /** Some of it could not be asked for now. */
  readonly later: boolean;
}

const countedIn = (stakes: Iterable<KnownStakes>): PoolAndEpoch[] =>
  [...stakes].flatMap(({ stakes: own }) => [...own].map(([epoch, { poolId }]) => ({ epoch, poolId })));

async function readFacts(userId: string, accounts: readonly Account[]) {
  const stakes = await readActiveStakes(
    userId,
    accounts.map(({ walletId }) => walletId),
  );
  return { stakes, poolEpoch: await readPoolEpochs(userId, countedIn(stakes.values())) };
}

type Facts = Awaited<ReturnType<typeof readFacts>>;

/**
 * The facts of these accounts up to a settled epoch: what is kept, and what is missing of it from the chain, as far as the
 * allowance and a look's seconds go.
 */
export async function gatherFacts(
  userId: string,
  accounts: readonly Account[],
  settled: number,
  calls: CallAllowance,
): Promise<AuditedFacts> {
  const kept = await readFacts(userId, accounts);
  const lacking = new Map(
    accounts.flatMap((account) => (isWhole(account, settled, kept) ? [] : [[account.walletId, account] as const])),
  );
  if (lacking.size === 0) return { ...kept, later: false };
  const asked = new Map<string, Promise<void>>();
  const found = await lookUp(userId, [...lacking.keys()], async (walletId, window) => {
    const account = lacking.get(walletId);
    if (account !== undefined) await fetchFacts(userId, account, { settled, ask: calls.through(window), asked });
  });
  return { ...(await readFacts(userId, accounts)), later: found.size < lacking.size };
}

function isWhole({ walletId }: Account, settled: number, { stakes, poolEpoch }: Facts): boolean {
  const known = stakes.get(walletId);
  if (known?.until == null || known.until < settled) return false;
  return countedIn([known]).every(({ poolId, epoch }) => poolEpoch(poolId, epoch) !== null);
}

interface Fetching {
  readonly settled: number;
  readonly ask: Ask;
  /** Pools that are being asked for, each once for all accounts. */
  readonly asked: Map<string, Promise<void>>;
}

async function fetchFacts(userId: string, account: Account, { settled, ask, asked }: Fetching): Promise<void> {
  const { stakes, poolEpoch } = await readFacts(userId, [account]);
  const known = stakes.get(account.walletId);
  const isStakeKnown = known?.until != null && known.until >= settled;
  if (!isStakeKnown) await fetchActiveStakes(userId, account, known, settled, ask);
  const now = isStakeKnown ? { stakes, poolEpoch } : await readFacts(userId, [account]);
  const missing = countedIn(now.stakes.values()).filter(({ poolId, epoch }) => now.poolEpoch(poolId, epoch) === null);
  const pools = [...new Set(missing.map(({ poolId }) => poolId))];
  for (const poolId of pools) if (!asked.has(poolId)) asked.set(poolId, fetchPoolEpochs(poolId, settled, ask));
  const ended = await Promise.allSettled(pools.flatMap((poolId) => asked.get(poolId) ?? []));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

/** The accounts of these pools' owners as they are now, by pool; without those that could not be asked for. */
export async function askOwners(
  userId: string,
  poolIds: readonly string[],
  calls: CallAllowance,
): Promise<Map<string, readonly string[]>> {
  const answers = await lookUp(userId, [...new Set(poolIds)], (poolId, window) =>
    calls.through(window)(() => pool(poolId)),
  );
  return new Map([...answers].map(([poolId, answer]) => [poolId, answer?.owners ?? []]));
}
