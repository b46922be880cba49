import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import { epochAt } from "@/lib/cardano/epoch";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { allPages, isGoneWithout, noLists, readAccountLists, type AccountLists } from "@/lib/sync/account-lists";
import type { ListedReward } from "@/lib/sync/read-all-rewards";

/** What the chain itself says of the wallet: compared with our sums, and what its transaction list misses. */
export interface FinishFacts extends AccountLists {
  readonly tip: { readonly height: number; readonly hash: string };
  readonly unspent: readonly UnspentOutput[];
  readonly account: Account | null;
}

export type UnspentOutput = NonNullable<Awaited<ReturnType<typeof chain.listUnspent>>>[number];
type Account = NonNullable<Awaited<ReturnType<typeof chain.account>>>;

/** All of it side by side; throws `WindowClosed` when the step ends first. `attempts`: how often the step was tried. */
export async function fetchFinishFacts(
  subject: chain.Subject,
  window: CallWindow,
  attempts: number,
): Promise<FinishFacts> {
  const stake = subject.kind === "account" ? subject.subject : null;
  const [tip, unspent, account, lists] = await Promise.all([
    window.call(() => chain.latestBlock()),
    allPages(window, (page) => chain.listUnspent(subject, page)),
    stake === null ? null : window.call(() => chain.account(stake)),
    stake === null ? noLists : readAccountLists(stake, { window, attempts }),
  ]);
  if (tip === null)
    throw new AppError({
      code: "chain_unavailable",
      detail: "Blockfrost knows no latest block.",
      retryable: true,
      retryAfterSeconds: 10,
    });
  const hasInstant = account !== null && (account.reserves_sum ?? 0n) + (account.treasury_sum ?? 0n) > 0n;
  if (!hasInstant || stake === null) return { ...lists, tip, unspent, account };
  const instant = await instantRewards(stake, potOf(account), { window, attempts });
  const { rewards, unread } = lists;
  return {
    ...lists,
    ...(instant === null ? { unread: [...unread, "instant_rewards"] } : { rewards: [...rewards, ...instant] }),
    tip,
    unspent,
    account,
  };
}

/** Which pot instant payments came from; `mir` where it may be either. */
function potOf({ reserves_sum: reserves, treasury_sum: treasury }: Account): "mir" | "reserves" | "treasury" {
  if ((reserves ?? 0n) > 0n && (treasury ?? 0n) > 0n) return "mir";
  return (treasury ?? 0n) > 0n ? "treasury" : "reserves";
}

/**
 * Payments from reserves and treasury, which the list of rewards misses; asked for only where the account has any. Null
 * where they cannot be read.
 */
async function instantRewards(
  stake: string,
  type: string,
  { window, attempts }: { readonly window: CallWindow; readonly attempts: number },
): Promise<ListedReward[] | null> {
  try {
    const rows = await allPages(window, (page) => chain.listMirs(stake, page));
    return rows.flatMap(({ block_time: time, amount }) =>
      time == null ? [] : [{ epoch: epochAt(env().CARDANO_NETWORK, time), type, pool_id: null, amount }],
    );
  } catch (error) {
    if (!isGoneWithout(error, attempts)) throw error;
    return null;
  }
}
