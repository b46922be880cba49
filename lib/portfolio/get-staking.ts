import "server-only";
import type { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { epochAt, epochStart } from "@/lib/cardano/epoch";
import { env } from "@/lib/env";
import {
  rewardKinds,
  stakingAnswer,
  type StakingAccount,
  type StakingAnswer,
  type stakingQuery,
} from "@/lib/contract/staking";
import { lookupPools } from "@/lib/stake-pools/lookup-pools";
import { lookupRetirements } from "@/lib/stake-pools/lookup-retirements";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { stakingAccount } from "@/lib/portfolio/staking-account";
import { readStaking } from "@/lib/portfolio/staking-rows";

/**
 * The staking of the user's accounts: where they are delegated, every reward with when it was earned, spendable and
 * withdrawn, and what certificates did. Throws `not_found` for anybody else's wallet.
 */
export async function getStaking(userId: string, query: z.output<typeof stakingQuery>): Promise<StakingAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  return derived(userId, `staking:${walletId ?? "all"}`, stakingAnswer, () => answer(userId, walletId, new Date()));
}

async function answer(userId: string, walletId: string | null, now: Date): Promise<StakingAnswer> {
  const [rows, deposits] = await Promise.all([readStaking(userId, walletId), readOpenDeposits(userId)]);
  const delegatedTo = rows.accounts.flatMap(({ poolId }) => poolId ?? []);
  const poolIds = [...delegatedTo, ...[...rows.delegations, ...rows.rewards].flatMap(({ poolId }) => poolId ?? [])];
  const names = await lookupPools(userId, poolIds);
  const retirements = await lookupRetirements(userId, delegatedTo, now);
  const network = env().CARDANO_NETWORK;
  const number = epochAt(network, now);
  const context = { names, retirements, deposits, epoch: number };
  const accounts = rows.accounts.map((account) => stakingAccount(account, rows, context));
  const sum = (name: "total" | "withdrawn" | "withdrawable" | "upcoming") =>
    accounts.reduce((total, account) => total + BigInt(account[name]), 0n).toString();
  return {
    epoch: {
      number,
      from: epochStart(network, number).toISOString(),
      until: epochStart(network, number + 1).toISOString(),
    },
    total: sum("total"),
    withdrawn: sum("withdrawn"),
    withdrawable: sum("withdrawable"),
    byKind: byKindOf(accounts),
    upcoming: sum("upcoming"),
    accounts,
  };
}

function byKindOf(accounts: readonly StakingAccount[]): StakingAnswer["byKind"] {
  const sum = (parts: readonly string[]) => parts.reduce((total, part) => total + BigInt(part), 0n).toString();
  return rewardKinds.flatMap((kind) => {
    const of = accounts.flatMap(({ byKind }) => byKind.filter((each) => each.kind === kind));
    const [totals, standing] = [of.map(({ total }) => total), of.map(({ withdrawable }) => withdrawable)];
    return of.length === 0 ? [] : [{ kind, total: sum(totals), withdrawable: sum(standing) }];
  });
}
