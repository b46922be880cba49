import "server-only";
import type { CallWindow } from "@/lib/blockfrost/call-window";
import * as chain from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import { epochAt } from "@/lib/cardano/epoch";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";

/** What the chain itself says of the wallet: compared with our sums, and what its transaction list misses. */
export interface FinishFacts {
  readonly tip: { readonly height: number; readonly hash: string };
  readonly unspent: readonly UnspentOutput[];
  readonly account: Account | null;
  readonly rewards: readonly Reward[];
  readonly withdrawals: readonly TxHash[];
  /** Transactions with a certificate of the stake key. */
  readonly certified: readonly TxHash[];
}

type Rows<T extends (...args: never[]) => Promise<unknown[] | null>> = NonNullable<Awaited<ReturnType<T>>>[number];
export type UnspentOutput = Rows<typeof chain.listUnspent>;
type Reward = Rows<typeof chain.listRewards>;
type Account = NonNullable<Awaited<ReturnType<typeof chain.account>>>;

/** All of it side by side; throws `WindowClosed` when the step ends first. */
export async function fetchFinishFacts(subject: chain.Subject, window: CallWindow): Promise<FinishFacts> {
  const stake = subject.subject;
  const ofAccount = <T>(read: () => Promise<T[]>) => (subject.kind === "account" ? read() : Promise.resolve([]));
  const [tip, unspent, account, rewards, withdrawals, registrations, delegations] = await Promise.all([
    window.call(() => chain.latestBlock()),
    allPages(window, (page) => chain.listUnspent(subject, page)),
    subject.kind === "account" ? window.call(() => chain.account(stake)) : Promise.resolve(null),
    ofAccount(() => allPages(window, (page) => chain.listRewards(stake, page))),
    ofAccount(() => allPages(window, (page) => chain.listWithdrawals(stake, page))),
    ofAccount(() => allPages(window, (page) => chain.listRegistrations(stake, page))),
    ofAccount(() => allPages(window, (page) => chain.listDelegations(stake, page))),
  ]);
  if (tip === null)
    throw new AppError({
      code: "chain_unavailable",
      detail: "Blockfrost knows no latest block.",
      retryable: true,
      retryAfterSeconds: 10,
    });
  const instant =
    account !== null && account.reserves_sum + account.treasury_sum > 0n ? await instantRewards(stake, window) : [];
  return {
    tip,
    unspent,
    account,
    rewards: [...rewards, ...instant],
    withdrawals: withdrawals.map((row) => row.tx_hash),
    certified: [...registrations, ...delegations].map((row) => row.tx_hash),
  };
}

/** Payments from reserves and treasury, which the list of rewards misses; asked for only where the account has any. */
async function instantRewards(stakeAddress: string, window: CallWindow): Promise<Reward[]> {
  const rows = await allPages(window, (page) => chain.listMirs(stakeAddress, page));
  return rows.flatMap(({ block_time, amount }) =>
    block_time === undefined
      ? []
      : [{ epoch: epochAt(env().CARDANO_NETWORK, block_time), type: "mir", pool_id: null, amount }],
  );
}

async function allPages<T>(window: CallWindow, read: (page: number) => Promise<T[] | null>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const rows = (await window.call(() => read(page))) ?? [];
    all.push(...rows);
    if (rows.length < chain.pageSize) return all;
  }
}
