import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";
import { dateOf, dayMs } from "@/lib/rates/instants";

/** What a whole UTC day changed in a wallet. */
export interface HistoryDay {
  readonly walletId: string;
  /** ms since the epoch: its beginning. */
  readonly day: number;
  /** Of units, with commas between them: unit and net change. */
  readonly changes: string;
  /** The same of transfers: unit, ms of the last one, quantity, and `t` where that was to or from another wallet of theirs, else `f`. */
  readonly transfers: string;
}

/** With what tells whether it has changed since. */
interface ToldDay extends HistoryDay {
  readonly version: number;
  readonly others: string;
}

/**
 * All days of a user's wallets, or of one. Sums are kept with the day, so that they are told anew only of days that something
 * changed: at first and after a sync by what changed, else by nothing. Half a thousand short rows of a wallet of 100,000 transactions.
 */
export async function readHistoryDays(userId: string, walletId: string | null): Promise<readonly HistoryDay[]> {
  const known = await readDays(userId, walletId);
  const fresh = known.flatMap(({ changes, transfers, ...day }) =>
    changes === null || transfers === null ? [] : [{ ...day, changes, transfers }],
  );
  if (fresh.length === known.length) return fresh;
  const told = await tellDays(
    userId,
    walletId,
    known.filter(({ changes }) => changes === null),
  );
  if (told.length > 0) await keepDays(userId, told);
  const isAnother = new Set(told.map(keyOf));
  return [...fresh.filter((day) => !isAnother.has(keyOf(day))), ...told];
}

const keyOf = ({ walletId, day }: Pick<HistoryDay, "walletId" | "day">) => `${walletId} ${String(day)}`;

const ms = (at: Prisma.Sql): Prisma.Sql => Prisma.sql`(extract(epoch FROM ${at}) * 1000)::float8`;

/** `day`: with the addresses of the user's other wallets, by which a transfer may be one within what is theirs. */
const days = (userId: string, walletId: string | null): Prisma.Sql => Prisma.sql`
  addresses AS MATERIALIZED (
    SELECT w.id AS wallet_id, (SELECT coalesce(sum(hashtextextended(a.address, 0)::numeric), 0) FROM wallet_address a WHERE a.wallet_id = w.id) AS sum
    FROM wallet w WHERE w.user_id = ${userId}::uuid
  ),
  others AS MATERIALIZED (SELECT wallet_id, (SELECT sum(sum) FROM addresses) - sum AS sum FROM addresses),
  day AS (
    SELECT h.*, o.sum AS others, h.told_version IS NOT DISTINCT FROM h.version AND h.told_others IS NOT DISTINCT FROM o.sum AS is_told
    FROM history_day h JOIN others o USING (wallet_id)
    WHERE h.user_id = ${userId}::uuid ${walletId === null ? Prisma.empty : Prisma.sql`AND h.wallet_id = ${walletId}::uuid`}
  )`;

function readDays(userId: string, walletId: string | null) {
  return userDb(userId).$queryRaw<
    { walletId: string; day: number; changes: string | null; transfers: string | null }[]
  >`
    WITH ${days(userId, walletId)}
    SELECT wallet_id AS "walletId", ${ms(Prisma.sql`day`)} AS day, CASE WHEN is_told THEN changes END AS changes, CASE WHEN is_told THEN transfers END AS transfers FROM day`;
}

/** Whatever a wallet gets or gives for nothing. Of one wallet, the person's other ones are others, too. */
export const transferActions = ["receive", "send", "bridge_in", "bridge_out", "internal_transfer"] as const;

type DayOf = Pick<HistoryDay, "walletId" | "day">;

/** Times in which a wallet's days are looked up: a day each, or more of them together where there are many. */
const mostTimes = 16;

function timesOf(asked: readonly DayOf[]): { readonly since: Date; readonly until: Date }[] {
  const sorted = [...new Set(asked.map(({ day }) => day))].toSorted((a, b) => a - b);
  const each = Math.ceil(sorted.length / mostTimes);
  return Array.from({ length: Math.ceil(sorted.length / each) }, (_, nth) => {
    const some = sorted.slice(nth * each, (nth + 1) * each);
    return { since: new Date(some[0] ?? 0), until: new Date((some.at(-1) ?? 0) + dayMs) };
  });
}

/**
 * The sums of some days, with the version that they are of: all of one moment. The database may know nothing yet of how much a user
 * has, as after their first sync, and would look through all of it for each row: so it is told how many days there are, each of which
 * has a row at least (hence LEFT JOIN), and OFFSET keeps the times a few look-ups.
 */
function tellDays(userId: string, walletId: string | null, asked: readonly DayOf[]): Promise<ToldDay[]> {
  const times = timesOf(asked);
  const wallets = asked.map((each) => each.walletId);
  const askedDays = asked.map(({ day }) => dateOf(day));
  return userDb(userId).$queryRaw<ToldDay[]>`
    WITH ${days(userId, walletId)},
    asked AS MATERIALIZED (SELECT * FROM unnest(${wallets}::uuid[], ${askedDays}::date[]) AS a(wallet_id, day)),
    stale AS MATERIALIZED (SELECT d.wallet_id, d.day, d.version, d.others FROM asked a JOIN day d USING (wallet_id, day)),
    t AS MATERIALIZED (
      SELECT * FROM asked a LEFT JOIN (
        SELECT t.*, (t.tx_timestamp AT TIME ZONE 'UTC')::date AS day
        FROM unnest(${times.map(({ since }) => since)}::timestamptz[], ${times.map(({ until }) => until)}::timestamptz[]) AS r(since, until) CROSS JOIN LATERAL (
          SELECT t.id, t.user_id, t.wallet_id, t.tx_hash, t.tx_timestamp, t.action, t.classified_action FROM transaction t
          WHERE t.user_id = ${userId}::uuid AND t.tx_timestamp >= r.since AND t.tx_timestamp < r.until
          OFFSET 0
        ) t
      ) x USING (wallet_id, day)
    ),
    change AS MATERIALIZED (
      SELECT wallet_id, day, string_agg(concat_ws(' ', unit, change), ',') AS said FROM (
        SELECT t.wallet_id, t.day, f.unit, sum(f.net_change) AS change
        FROM t LEFT JOIN asset_flow f ON f.transaction_id = t.id AND f.user_id = ${userId}::uuid GROUP BY 1, 2, 3
      ) f WHERE change <> 0 GROUP BY 1, 2
    ),
    transfer AS MATERIALIZED (
      SELECT wallet_id, day, string_agg(concat_ws(' ', unit, at::bigint, quantity, is_within), ',') AS said FROM (
        SELECT t.wallet_id, t.day, e.unit, x.action = 'internal_transfer' AS is_within, ${ms(Prisma.sql`max(t.tx_timestamp)`)} AS at, sum(e.quantity) AS quantity
        FROM t CROSS JOIN LATERAL (
          SELECT e.* FROM transaction_event e WHERE e.transaction_id = t.id AND e.user_id = ${userId}::uuid AND e.role = 'principal' OFFSET 0
        ) e
        CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin} CROSS JOIN LATERAL (SELECT coalesce(c.action, said.action) AS action) x
        WHERE x.action = ANY (${transferActions}) GROUP BY 1, 2, 3, 4
      ) e GROUP BY 1, 2
    )
    SELECT s.wallet_id AS "walletId", ${ms(Prisma.sql`s.day`)} AS day, s.version, s.others::text AS others, coalesce(c.said, '') AS changes, coalesce(r.said, '') AS transfers
    FROM stale s LEFT JOIN change c USING (wallet_id, day) LEFT JOIN transfer r USING (wallet_id, day)`;
}

/** Where nothing has changed meanwhile. Whose row somebody else is writing is left as it is: nobody waits for a reader. */
async function keepDays(userId: string, told: readonly ToldDay[]): Promise<void> {
  const data = JSON.stringify(told.map(({ day, ...row }) => ({ ...row, day: new Date(day).toISOString() })));
  await userDb(userId).$executeRaw`
    WITH told AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${data}::jsonb) AS t("walletId" uuid, day date, version int, others numeric, changes text, transfers text)
    ),
    unchanged AS MATERIALIZED (
      SELECT h.wallet_id, h.day FROM history_day h JOIN told t ON t."walletId" = h.wallet_id AND t.day = h.day AND t.version = h.version
      WHERE h.user_id = ${userId}::uuid FOR UPDATE OF h SKIP LOCKED
    )
    UPDATE history_day h SET told_version = t.version, told_others = t.others, changes = t.changes, transfers = t.transfers
    FROM unchanged u JOIN told t ON t."walletId" = u.wallet_id AND t.day = u.day
    WHERE h.user_id = ${userId}::uuid AND h.wallet_id = u.wallet_id AND h.day = u.day AND h.version = t.version`;
}
