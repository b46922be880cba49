import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { publish } from "@/lib/queue/publish";
import { fetchTokensMessage } from "@/lib/tokens/messages";

/** A look-up of names begins anew, as the SET clause of a row `l`: the message of one that was under way is stale. */
export const lookupDue = Prisma.sql`seq = l.seq + 1, round = 0, skipped = '{}', due_at = now()`;

interface ClaimedLookup {
  /** Rounds before this one. */
  readonly round: number;
  /** Units whose answers made no sense in them. */
  readonly skipped: readonly string[];
}

/** The look-up that this message is of, whose coming shows that it was published. Null where it is stale. */
export async function claimLookup(walletId: string, seq: number): Promise<ClaimedLookup | null> {
  const rows = await db().$queryRaw<ClaimedLookup[]>`
    UPDATE token_lookup l SET published_seq = greatest(l.published_seq, l.seq)
    WHERE l.wallet_id = ${walletId}::uuid AND l.seq = ${seq} AND l.due_at IS NOT NULL RETURNING l.round, coalesce(l.skipped, '{}') AS skipped`;
  return rows[0] ?? null;
}

interface RoundEnd {
  /** Until the next round; null where there is none. */
  readonly delayMs: number | null;
  readonly skipped: readonly string[];
}

/**
 * Ends a round; the next one is due after a delay, or none is where it is null. Returns the number of the next one's
 * message, null where there is none or somebody else has gone on.
 */
export async function endRound(walletId: string, seq: number, end: RoundEnd): Promise<number | null> {
  const { delayMs, skipped } = end;
  const rows = await db().$queryRaw<{ seq: number }[]>`
    UPDATE token_lookup l SET seq = l.seq + 1, round = l.round + 1, skipped = ${[...skipped]}::text[], due_at = now() + make_interval(secs => ${delayMs === null ? null : delayMs / 1000}::float8)
    WHERE l.wallet_id = ${walletId}::uuid AND l.seq = ${seq} RETURNING l.seq`;
  return delayMs === null ? null : (rows[0]?.seq ?? null);
}

/** Publishes the message of a look-up again that is committed and not known to be published. Throws `queue_unavailable`. */
export async function publishLookupAgain(walletId: string): Promise<void> {
  const [due] = await db().$queryRaw<{ seq: number; delayMs: number }[]>`
    SELECT l.seq, greatest(0, extract(epoch FROM l.due_at - now()) * 1000)::float8 AS "delayMs" FROM token_lookup l
    WHERE l.wallet_id = ${walletId}::uuid AND l.due_at IS NOT NULL AND l.published_seq < l.seq`;
  if (due !== undefined) await publish([fetchTokensMessage({ walletId, seq: due.seq }, due.delayMs)]);
}

/** Begins a wallet's look-up anew: its message was lost, or is of another version. Throws `queue_unavailable`. */
export async function beginLookup(walletId: string): Promise<void> {
  const [begun] = await db().$queryRaw<{ seq: number }[]>`
    INSERT INTO token_lookup AS l (wallet_id, user_id, due_at) SELECT w.id, w.user_id, now() FROM wallet w WHERE w.id = ${walletId}::uuid
    ON CONFLICT (wallet_id) DO UPDATE SET ${lookupDue} RETURNING seq`;
  if (begun !== undefined) await publish([fetchTokensMessage({ walletId, seq: begun.seq }, 0)]);
}

/** A round takes seconds; one that is due for so long has lost its message. */
const silentAfter = Prisma.sql`interval '10 minutes'`;
const sweptAtOnce = 200;

/** Begins look-ups anew that went silent; resolves with how many. Throws `queue_unavailable`. */
export async function sweepLookups(): Promise<number> {
  const silent = await db().$queryRaw<{ walletId: string }[]>`
    SELECT wallet_id AS "walletId" FROM token_lookup WHERE due_at < now() - ${silentAfter} ORDER BY due_at LIMIT ${sweptAtOnce}`;
  for (const { walletId } of silent) {
    log.warn("tokens.revived", { walletId });
    await beginLookup(walletId);
  }
  return silent.length;
}
