import "server-only";
import { randomUUID } from "node:crypto";
import { userDb } from "@/lib/db";
import { limitReached } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { stepMessage, watchdogDelayMs } from "@/lib/sync/messages";
import { dispatchFirst } from "@/lib/sync/start-sync";
import { resolveSubject } from "@/lib/wallets/resolve-subject";

export interface AddedWallet {
  readonly walletId: string;
  /** False where the user has this wallet already. */
  readonly created: boolean;
}

/** Adds a wallet with its first sync in one statement, then hands the first message to the queue. Throws `limit_reached`. */
export async function addWallet(
  userId: string,
  entered: { address: string; label?: string | undefined },
): Promise<AddedWallet> {
  const { kind, subject, address } = await resolveSubject(userId, entered.address);
  const { CARDANO_NETWORK: network, MAX_WALLETS_PER_USER: most } = env();
  const jobId = randomUUID();
  const outboxId = randomUUID();
  const payload = JSON.stringify(stepMessage({ jobId, seq: 0, epoch: 0 }, 0).payload);
  const created = await userDb(userId).$queryRaw<{ walletId: string; watchdogAt: Date }[]>`
    WITH wallet AS (
      INSERT INTO wallet (user_id, network, kind, subject, address, label)
      SELECT ${userId}::uuid, ${network}, ${kind}, ${subject}, ${address}, ${entered.label ?? null}
      WHERE (SELECT count(*) FROM wallet w WHERE w.user_id = ${userId}::uuid) < ${most}
      ON CONFLICT (user_id, network, subject) DO NOTHING
      RETURNING id, user_id
    ), job AS (
      INSERT INTO sync_job (id, user_id, wallet_id, active_wallet_id, status, stage, messages, db_statements, scheduled_at, progressed_at, watchdog_at)
      SELECT ${jobId}::uuid, user_id, id, id, 'queued', 'listing', 2, 2, now(), now(), now() + make_interval(secs => ${watchdogDelayMs / 1000}::float8) FROM wallet
      RETURNING id, user_id, wallet_id, watchdog_at
    ), outbox AS (
      INSERT INTO outbox_message (id, user_id, job_id, name, payload, not_before, created_at)
      SELECT ${outboxId}::uuid, user_id, id, 'sync-wallet', ${payload}::jsonb, now(), now() FROM job
    )
    SELECT wallet_id AS "walletId", watchdog_at AS "watchdogAt" FROM job`;
  const [row] = created;
  if (row === undefined) {
    const existing = await userDb(userId).wallet.findFirst({ where: { userId, network, subject } });
    if (existing === null) throw limitReached(`${most} wallets`, "Remove one that you do not need first.");
    return { walletId: existing.id, created: false };
  }
  await dispatchFirst({ id: jobId, watchdogAt: row.watchdogAt }, outboxId);
  return { walletId: row.walletId, created: true };
}
