import "server-only";
import { db, userDb } from "@/lib/db";

/** Rows that one statement takes of what belongs to a wallet. What hangs on a transaction goes with it. */
export const walletTables = {
  transaction: 1_000,
  quarantined_transaction: 500,
  portfolio_holdings_snapshot: 5_000,
  wallet_address: 5_000,
  staking_reward: 5_000,
  active_stake: 5_000,
  chain_breadcrumb: 5_000,
  orphaned_edit: 5_000,
  event_correction: 5_000,
  balance: 5_000,
  history_day: 1_000,
  wanted_price: 5_000,
  due_telling: 1_000,
  sync_job: 1_000,
} as const;

/** And of what belongs to a user. */
const userTables = {
  key_word: 5_000,
  due_correction: 5_000,
  token_mark: 5_000,
  correction_rule: 5_000,
  contract_name: 5_000,
  own_price: 5_000,
  accounting_setting: 1_000,
  export_number: 5_000,
  gains_row: 5_000,
  gains_segment: 50,
  gains_fold: 1_000,
  opening_lot: 5_000,
  address_book: 5_000,
  watch: 5_000,
} as const;

/** What we think of tokens that none of the user's wallets has any more; what a person said of one stays theirs. */
const unused = `x.user_id = $1::uuid AND x.own_spam IS NULL
  AND NOT EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = x.user_id AND f.unit = x.unit)`;

/**
 * Deletes what is left of a user's removed wallets, and of the user where they are gone themselves, one bounded statement
 * after the other while there is time. True when nothing is left; safe to repeat, also side by side.
 */
export async function finishRemovals(userId: string, hasTime: () => boolean): Promise<boolean> {
  const removed = await db().removedWallet.findMany({ where: { userId }, select: { walletId: true } });
  const walletIds = removed.map(({ walletId }) => walletId);
  // As the system: to their user these rows are hidden.
  const ofWallets = (sql: string) => db().$executeRawUnsafe(sql, walletIds);
  for (const [table, batch] of Object.entries(walletTables))
    if (!(await empty(batch, hasTime, () => ofWallets(deletion(table, "x.wallet_id = ANY($1::uuid[])", batch)))))
      return false;
  const own = userDb(userId);
  const unmark = deletion("token_mark", unused, userTables.token_mark);
  if (removed.length > 0 && !(await empty(userTables.token_mark, hasTime, () => own.$executeRawUnsafe(unmark, userId))))
    return false;
  await ofWallets("DELETE FROM wallet WHERE id = ANY($1::uuid[])");
  return finishUser(userId, hasTime);
}

async function finishUser(userId: string, hasTime: () => boolean): Promise<boolean> {
  const gone = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "user" u WHERE u.id = ${userId}::uuid AND u.removed_at IS NOT NULL`;
  if (gone.length === 0) return true;
  const own = userDb(userId);
  for (const [table, batch] of Object.entries(userTables)) {
    const sql = deletion(table, "x.user_id = $1::uuid", batch);
    if (!(await empty(batch, hasTime, () => own.$executeRawUnsafe(sql, userId)))) return false;
  }
  await own.user.deleteMany({ where: { id: userId } });
  return true;
}

function deletion(table: string, due: string, batch: number): string {
  return `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT x.ctid FROM ${table} x WHERE ${due} LIMIT ${batch}))`;
}

/** False where time was over before the last row. */
async function empty(batch: number, hasTime: () => boolean, deleteSome: () => Promise<number>): Promise<boolean> {
  for (let deleted = batch; deleted === batch;) {
    if (!hasTime()) return false;
    deleted = await deleteSome();
  }
  return true;
}

/** Users with something removed whose rows are still there, though whoever was at work on it has had time enough. */
export async function usersWithRemovals(): Promise<string[]> {
  const rows = await db().$queryRaw<{ userId: string }[]>`
    SELECT user_id AS "userId" FROM removed_wallet WHERE removed_at < now() - interval '5 minutes'
    UNION SELECT id FROM "user" WHERE removed_at < now() - interval '5 minutes'
    LIMIT 500`;
  return rows.map(({ userId }) => userId);
}
