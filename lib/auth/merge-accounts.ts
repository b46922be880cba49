import "server-only";
import { deleteAccount } from "@/lib/auth/delete-account";
import { makeDue } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { AppError } from "@/lib/contract/app-error";
import { db } from "@/lib/db";
import { makeAllToTell } from "@/lib/sync/due-telling";
import { retellNow } from "@/lib/sync/run-retelling";
import { env } from "@/lib/env";
import { Prisma } from "@/lib/generated/prisma/client";
import { mostWallets } from "@/lib/wallets/most-wallets";

/**
 * Hands everything of an account without keys to another in one statement, then ends the first, with its sessions and its
 * recovery key. An account that has keys is never moved: `conflict`. More wallets than one may have: `limit_reached`.
 * A wallet that both follow stays once; what a person wrote to it by hand is kept where the other has nothing, until
 * the other has read that far, and its recorded past is joined.
 * The rows below a wallet follow it by their foreign keys (ON UPDATE CASCADE).
 */
export async function mergeAccounts(from: string, into: string): Promise<void> {
  const most = await mostWallets(into);
  await refuseUnlessMovable(from, into, most);
  // What newer rules would change hangs on both its look and its transactions, and is looked at again in a moment.
  await db().relabel.deleteMany({ where: { userId: from } });
  // Nobody, should the account have got a key meanwhile, or the one that it comes into be over, or filled by others.
  const source = Prisma.sql`(SELECT id FROM source)`;
  // Labels follow what comes along: its wallets, its rules, its marks.
  const come = Prisma.sql`
    SELECT ${into}::uuid, 'wallet', w.id::text, NULL::int FROM wallet w WHERE w.user_id = ${source}
    UNION ALL SELECT ${into}::uuid, 'wallet', s.into_id::text, NULL FROM shared s
    UNION ALL SELECT ${into}::uuid, CASE WHEN r.action IS NULL THEN 'spam_key' ELSE 'action_key' END, r.key, NULL FROM correction_rule r WHERE r.user_id = ${source}
    UNION ALL SELECT ${into}::uuid, 'unit', m.unit, NULL FROM token_mark m WHERE m.user_id = ${source} AND (m.lure IS NOT NULL OR m.suspicion IS NOT NULL OR m.own_spam IS NOT NULL)`;
  const moved = await db().$queryRaw<unknown[]>`
    WITH source AS MATERIALIZED (
      SELECT u.id FROM "user" u WHERE u.id = ${from}::uuid AND u.removed_at IS NULL AND u.kind = 'guest'
        AND NOT EXISTS (SELECT FROM sign_in_key k WHERE k.user_id = u.id)
        AND EXISTS (SELECT FROM "user" i WHERE i.id = ${into}::uuid AND i.removed_at IS NULL)
        AND count_wallets_in_turn(${into}::uuid) - (SELECT count(*) FROM removed_wallet r WHERE r.user_id = ${into}::uuid)
          + (${newWallets(from, into)}) <= ${most}
      FOR UPDATE
    ), shared AS (
      SELECT f.id AS from_id, f.label, i.id AS into_id FROM wallet f
      JOIN wallet i ON i.network = f.network AND i.subject = f.subject AND i.user_id = ${into}::uuid
      WHERE f.user_id = ${source}
    ), staying AS (
      SELECT from_id AS id FROM shared UNION SELECT wallet_id FROM removed_wallet WHERE user_id = ${source}
    ), labels AS (
      UPDATE wallet w SET label = coalesce(w.label, s.label) FROM shared s WHERE w.id = s.into_id
    ), edits AS (
      UPDATE transaction t
      SET own_action = coalesce(t.own_action, e.own_action), own_spam = coalesce(t.own_spam, e.own_spam), note = coalesce(t.note, e.note),
        tags = CASE WHEN t.tags = '{}' THEN e.tags ELSE t.tags END, classified_action = coalesce(t.classified_action, t.action)
      FROM shared s JOIN transaction e ON e.wallet_id = s.from_id AND e.edited
      WHERE t.wallet_id = s.into_id AND t.tx_hash = e.tx_hash
    ), legs AS (
      INSERT INTO event_correction AS o (user_id, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, action, note, kind, value, basis, currency)
      SELECT ${into}::uuid, s.into_id, c.tx_hash, c.role, c.unit, c.incoming, c.order_ref, c.ordinal, c.action, c.note, c.kind, c.value, c.basis, c.currency
      FROM shared s JOIN event_correction c ON c.wallet_id = s.from_id
      ON CONFLICT (wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal) DO UPDATE SET
        action = coalesce(o.action, excluded.action), note = coalesce(o.note, excluded.note),
        kind = CASE WHEN coalesce(o.kind, o.currency) IS NULL THEN excluded.kind ELSE o.kind END,
        value = CASE WHEN coalesce(o.kind, o.currency) IS NULL THEN excluded.value ELSE o.value END,
        basis = CASE WHEN coalesce(o.kind, o.currency) IS NULL THEN excluded.basis ELSE o.basis END,
        currency = CASE WHEN coalesce(o.kind, o.currency) IS NULL THEN excluded.currency ELSE o.currency END
    ), unread AS (
      INSERT INTO orphaned_edit (user_id, wallet_id, tx_hash, action, note, tags, spam)
      SELECT ${into}::uuid, s.into_id, e.tx_hash, e.own_action, e.note, e.tags, e.own_spam
      FROM shared s JOIN transaction e ON e.wallet_id = s.from_id AND e.edited
      WHERE NOT EXISTS (SELECT FROM transaction t WHERE t.wallet_id = s.into_id AND t.tx_hash = e.tx_hash)
      UNION ALL
      SELECT ${into}::uuid, s.into_id, e.tx_hash, e.action, e.note, e.tags, e.spam
      FROM shared s JOIN orphaned_edit e ON e.wallet_id = s.from_id
      ON CONFLICT DO NOTHING
    ), seen AS (
      UPDATE quarantined_transaction q SET status = e.status
      FROM shared s JOIN quarantined_transaction e ON e.wallet_id = s.from_id AND e.status = 'dismissed'
      WHERE q.wallet_id = s.into_id AND q.tx_hash = e.tx_hash
    ), history AS (
      INSERT INTO portfolio_holdings_snapshot (user_id, wallet_id, as_of, unit, quantity, value)
      SELECT ${into}::uuid, s.into_id, e.as_of, e.unit, e.quantity, e.value
      FROM shared s JOIN portfolio_holdings_snapshot e ON e.wallet_id = s.from_id
      ON CONFLICT DO NOTHING
    ), rules AS (
      UPDATE correction_rule r SET user_id = ${into}::uuid WHERE r.user_id = ${source} AND NOT EXISTS (
        SELECT 1 FROM correction_rule o WHERE o.user_id = ${into}::uuid AND o.key = r.key AND (o.action IS NULL) = (r.action IS NULL))
    ), marks AS (
      INSERT INTO token_mark (user_id, unit, suspicion, own_spam, lure, judged_with, judged_of)
      SELECT ${into}::uuid, unit, suspicion, own_spam, lure, judged_with, judged_of FROM token_mark WHERE user_id = ${source}
      ON CONFLICT (user_id, unit) DO UPDATE SET own_spam = coalesce(token_mark.own_spam, excluded.own_spam)
    ), names AS (
      INSERT INTO contract_name (user_id, credential, name)
      SELECT ${into}::uuid, credential, name FROM contract_name WHERE user_id = ${source}
      ON CONFLICT (user_id, credential) DO NOTHING
    ), prices AS (
      INSERT INTO own_price (user_id, unit, is_day, at, price, currency, decimals)
      SELECT ${into}::uuid, unit, is_day, at, price, currency, decimals FROM own_price WHERE user_id = ${source}
      ON CONFLICT (user_id, unit, is_day, at) DO NOTHING
    ), accounting AS (
      INSERT INTO accounting_setting AS o (user_id, settings, accepted, changed_at)
      SELECT ${into}::uuid, settings, accepted, changed_at FROM accounting_setting WHERE user_id = ${source}
      ON CONFLICT (user_id) DO UPDATE SET
        settings = coalesce(o.settings, excluded.settings),
        accepted = CASE WHEN o.accepted = '[]' THEN excluded.accepted ELSE o.accepted END,
        changed_at = CASE WHEN o.settings IS NULL THEN excluded.changed_at ELSE o.changed_at END
    ), numbers AS (
      INSERT INTO export_number (user_id, unit, number) SELECT ${into}::uuid, unit, number FROM export_number
      WHERE user_id = ${source} AND NOT EXISTS (SELECT FROM export_number n WHERE n.user_id = ${into}::uuid)
    ), lots AS (
      INSERT INTO opening_lot (user_id, unit, quantity, acquired_at, cost, currency, note)
      SELECT ${into}::uuid, unit, quantity, acquired_at, cost, currency, note FROM opening_lot WHERE user_id = ${source}
    ), book AS (
      INSERT INTO address_book (user_id, address, kind, label)
      SELECT ${into}::uuid, address, kind, label FROM address_book WHERE user_id = ${source}
      ON CONFLICT (user_id, address) DO NOTHING
    ), watches AS (
      INSERT INTO watch (user_id, unit, watched_at) SELECT ${into}::uuid, unit, watched_at FROM watch WHERE user_id = ${source}
      ON CONFLICT (user_id, unit) DO NOTHING
    ), said AS (
      INSERT INTO key_word (user_id, credential, word, said_by, said_at)
      SELECT ${into}::uuid, credential, word, said_by, said_at FROM key_word WHERE user_id = ${source}
      ON CONFLICT (user_id, credential) DO NOTHING
    ), moved AS (
      UPDATE wallet SET user_id = ${into}::uuid
      WHERE user_id = ${source} AND id NOT IN (SELECT id FROM staying)
    ), due AS (${makeDue(come)}
    )
    SELECT id FROM source`;
  if (moved.length === 0) {
    await refuseUnlessMovable(from, into, most);
    throw hasKeys();
  }
  await deleteAccount(from);
  await makeAllToTell(into);
  await retellNow(into);
  await correctNow(into);
}

/** How many wallets of the one the other does not follow. */
function newWallets(from: string, into: string): Prisma.Sql {
  return Prisma.sql`
    SELECT count(*) FROM wallet f WHERE f.user_id = ${from}::uuid
      AND NOT EXISTS (SELECT FROM removed_wallet r WHERE r.wallet_id = f.id)
      AND NOT EXISTS (SELECT FROM wallet i WHERE i.user_id = ${into}::uuid AND i.network = f.network AND i.subject = f.subject)`;
}

async function refuseUnlessMovable(from: string, into: string, most: number): Promise<void> {
  const { CARDANO_NETWORK: network } = env();
  const [row] = await db().$queryRaw<{ isOver: boolean; keys: number; wallets: number }[]>`
    SELECT NOT EXISTS (SELECT FROM "user" u WHERE u.id = ${into}::uuid AND u.removed_at IS NULL) AS "isOver",
      (SELECT count(*)::int FROM sign_in_key k WHERE k.user_id = ${from}::uuid) AS keys,
      (SELECT count(DISTINCT w.subject)::int FROM wallet w WHERE w.user_id IN (${from}::uuid, ${into}::uuid) AND w.network = ${network}
        AND NOT EXISTS (SELECT FROM removed_wallet r WHERE r.wallet_id = w.id)) AS wallets`;
  if (row?.isOver === true)
    throw new AppError({ code: "conflict", detail: "The account that this would go into has just been deleted." });
  if (row === undefined || row.keys > 0) throw hasKeys();
  if (row.wallets > most) {
    throw new AppError({
      code: "limit_reached",
      detail: `Together that would be ${row.wallets} wallets, and there can be ${most}. Remove some that you do not need first.`,
    });
  }
}

function hasKeys(): AppError {
  return new AppError({
    code: "conflict",
    detail:
      "Both accounts have keys of their own, and such an account is never moved into another one. Sign in to the one to be moved, make a recovery key and remove its keys there; then sign in with a key of the other.",
  });
}
