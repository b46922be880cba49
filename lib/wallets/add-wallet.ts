import "server-only";
import { randomUUID } from "node:crypto";
import { userDb } from "@/lib/db";
import { limitReached } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { Prisma } from "@/lib/generated/prisma/client";
import { assertAllowance } from "@/lib/queue/allowance";
import { makeTellingDue } from "@/lib/sync/due-telling";
import { create } from "@/lib/sync/job-state";
import { dispatchFirst } from "@/lib/sync/start-sync";
import { resolveSubject } from "@/lib/wallets/resolve-subject";
import { mostWallets } from "@/lib/wallets/most-wallets";

export interface AddedWallet {
  readonly walletId: string;
  /** False where the user has this wallet already. */
  readonly created: boolean;
}

/**
 * Adds a wallet with its first sync in one statement, then hands the first message to the queue. Of those who add at the same
 * time one waits for the other, so that both do not find the last place free. Throws `limit_reached` or `rate_limited`.
 */
export async function addWallet(
  userId: string,
  entered: { address: string; label?: string | undefined },
): Promise<AddedWallet> {
  await assertAllowance();
  const { kind, subject, address } = await resolveSubject(userId, entered.address);
  const { CARDANO_NETWORK: network } = env();
  const [most, jobId, own] = [await mostWallets(userId), randomUUID(), userDb(userId)];
  const [row] = await own.$queryRaw<{ walletId: string; watchdogAt: Date }[]>`
    WITH wallet AS (
      INSERT INTO wallet (user_id, network, kind, subject, address, label)
      SELECT ${userId}::uuid, ${network}, ${kind}, ${subject}, ${address}, ${entered.label ?? null}
      WHERE count_wallets_in_turn(${userId}::uuid) < ${most}
      ON CONFLICT (user_id, network, subject) DO NOTHING
      RETURNING id, user_id
    ), accounts AS (
      -- A pointer address that is followed by itself is not its account's too.
      SELECT a.user_id, a.wallet_id, a.first_seen_height FROM wallet JOIN wallet_address a ON a.user_id = wallet.user_id AND a.address = ${subject}
      WHERE ${kind} = 'address'
    ), raised AS (
      UPDATE wallet w SET scope_version = w.scope_version + 1 FROM accounts WHERE w.id = accounts.wallet_id
    ), due AS (
      ${makeTellingDue(Prisma.sql`SELECT user_id, wallet_id, 'all', first_seen_height - 1 FROM accounts`)}
    ), job AS (
      ${create({ jobId }, Prisma.sql`wallet`)}
      RETURNING wallet_id, watchdog_at
    )
    SELECT wallet_id AS "walletId", watchdog_at AS "watchdogAt" FROM job`;
  if (row === undefined) {
    const existing = await own.wallet.findFirst({ where: { userId, network, subject } });
    if (existing === null) throw limitReached(`${most} wallets`, "Remove one that you do not need first.");
    return { walletId: existing.id, created: false };
  }
  await dispatchFirst({ id: jobId, watchdogAt: row.watchdogAt });
  return { walletId: row.walletId, created: true };
}
