import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { lureColumns, unjudged, type ReadToken, type TokenLure } from "@/lib/corrections/judge-tokens";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Usage } from "@/lib/meter";
import { beginOf } from "@/lib/prices/valuation-store";
import type { FinishFacts } from "@/lib/sync/finish-facts";
import type { Balances, Comparison } from "@/lib/sync/prove";
import { claimed, complete, completeQuietly as quietly } from "@/lib/sync/job-state";
import { finalDepth, type ClaimedJob } from "@/lib/sync/sync-job-store";
import { unspentFacts } from "@/lib/sync/unspent-facts";
import { scopesOf } from "@/lib/sync/wallet-scopes";
import { lookupDue } from "@/lib/tokens/token-lookup";

export interface StoredSums {
  readonly balances: Balances;
  readonly withdrawn: bigint;
  readonly quarantined: number;
  /** Of the hashes asked for, those that the wallet has no row of. */
  readonly missing: TxHash[];
  /** Tokens of the wallet whose words are to be read. */
  readonly unjudged: ReadToken[];
  /** Labels of the user's transactions are still to be brought in line. */
  readonly isDue: boolean;
  /** Rows of the user's are still to be told again. */
  readonly isToTell: boolean;
  /** Rows of the wallet are of code that counted only proven keys. */
  readonly isOld: boolean;
}

/** The balances of a wallet over all places, what it withdrew, which of some transactions it does not have, and what its labels wait for; one statement. */
export async function readSums(
  job: Pick<ClaimedJob, "userId" | "walletId">,
  hashes: readonly string[],
): Promise<StoredSums> {
  const [row] = await userDb(job.userId).$queryRaw<
    {
      balances: Record<string, string>;
      withdrawn: string;
      quarantined: number;
      missing: TxHash[];
      unjudged: ReadToken[];
      isDue: boolean;
      isToTell: boolean;
      isOld: boolean;
    }[]
  >`
    SELECT
      (SELECT coalesce(jsonb_object_agg(b.unit, b.quantity::text), '{}') FROM (
        SELECT unit, sum(quantity) AS quantity FROM balance WHERE user_id = ${job.userId}::uuid AND wallet_id = ${job.walletId}::uuid AND quantity <> 0 GROUP BY unit
      ) b) AS balances,
      (SELECT coalesce(sum(withdrawn), 0)::text FROM wallet WHERE user_id = ${job.userId}::uuid AND id = ${job.walletId}::uuid) AS withdrawn,
      (SELECT count(*)::int FROM quarantined_transaction WHERE user_id = ${job.userId}::uuid AND wallet_id = ${job.walletId}::uuid) AS quarantined,
      ARRAY(
        SELECT h FROM unnest(${[...hashes]}::text[]) h
        WHERE NOT EXISTS (SELECT 1 FROM transaction t WHERE t.user_id = ${job.userId}::uuid AND t.wallet_id = ${job.walletId}::uuid AND t.tx_hash = h)
          AND NOT EXISTS (SELECT 1 FROM quarantined_transaction q WHERE q.wallet_id = ${job.walletId}::uuid AND q.tx_hash = h)
      ) AS missing,
      (${unjudged(job.userId, job.walletId)}) AS unjudged,
      EXISTS (SELECT 1 FROM due_correction WHERE user_id = ${job.userId}::uuid) AS "isDue",
      EXISTS (SELECT 1 FROM due_telling WHERE user_id = ${job.userId}::uuid) AS "isToTell",
      EXISTS (SELECT 1 FROM asset_flow WHERE user_id = ${job.userId}::uuid AND wallet_id = ${job.walletId}::uuid AND place = 'unverified') AS "isOld"`;
  if (row === undefined) throw new Error("an aggregate without a row");
  const balances = Object.fromEntries(Object.entries(row.balances).map(([unit, quantity]) => [unit, BigInt(quantity)]));
  return { ...row, balances, withdrawn: BigInt(row.withdrawn) };
}

export interface Completion {
  readonly facts: FinishFacts;
  readonly comparison: Comparison;
  readonly balances: Balances;
  readonly lures: readonly TokenLure[];
  readonly processed: number;
  readonly callLatencyMs: number;
  readonly usage: Usage;
}

export interface Completed {
  /** Of the look-up of names that is due from now on; null where there is nothing to name. */
  readonly lookupSeq: number | null;
  /** Of the valuation of the wallet's past that is due from now on; null where the market is off. */
  readonly valuationSeq: number | null;
}

/** Ends a job: proof, snapshot, rewards, breadcrumb and the wallet's state in one fenced statement. Null when fenced out. */
export async function completeSync(job: ClaimedJob, done: Completion): Promise<Completed | null> {
  const { facts, comparison } = done;
  const { own } = scopesOf(job);
  const data = JSON.stringify({
    tip: facts.tip,
    account: facts.account && {
      withdrawable: facts.account.withdrawable_amount.toString(),
      treasury: facts.account.treasury_sum?.toString() ?? null,
      pool: facts.account.pool_id,
      drep: facts.account.drep_id,
    },
    proof: {
      ...comparison,
      status: comparison.proven ? "proven" : "diverged",
      unspent: unspentFacts(facts.unspent, own),
    },
    holdings: Object.entries(done.balances)
      .filter(([, quantity]) => quantity !== 0n)
      .map(([unit, quantity]) => ({ unit, quantity: quantity.toString() })),
    lures: done.lures,
    rewards: facts.rewards.map((reward) => ({
      epoch: reward.epoch,
      type: reward.type,
      pool_id: reward.pool_id ?? "",
      amount: reward.amount.toString(),
    })),
    unread: facts.unread,
    keepsRewards: facts.unread.some((list) => list === "rewards" || list === "instant_rewards"),
    blocks: facts.unspent.flatMap(({ tx_hash, block }) => (block == null ? [] : [{ tx_hash, block }])),
  });
  const result = await userDb(job.userId).$queryRaw<
    { completed: bigint; lookupSeq: number | null; valuationSeq: number | null }[]
  >`
    WITH input AS (SELECT ${data}::jsonb AS d),
    job AS (
      UPDATE sync_job j SET ${complete({ processed: done.processed, callLatencyMs: done.callLatencyMs }, done.usage)}
      FROM input WHERE ${claimed(job)}
      RETURNING j.id, j.user_id, j.wallet_id, d
    ),
    wallet_state AS (
      UPDATE wallet w SET last_synced_at = now(), tip_height = (d #>> '{tip,height}')::int,
        withdrawable = (d #>> '{account,withdrawable}')::numeric, treasury_paid = (d #>> '{account,treasury}')::numeric, pool_id = d #>> '{account,pool}', drep_id = d #>> '{account,drep}',
        unread_lists = ARRAY(SELECT jsonb_array_elements_text(d -> 'unread'))
      FROM job WHERE w.id = job.wallet_id
    ),
    proof AS (
      INSERT INTO wallet_proof (wallet_id, user_id, status, height, block_hash, checked_at, assets, withdrawals, first_divergence, unspent, scope_version)
      SELECT wallet_id, user_id, d #>> '{proof,status}', (d #>> '{tip,height}')::int, d #>> '{tip,hash}', now(), d #> '{proof,assets}',
        nullif(d #> '{proof,withdrawals}', 'null'), nullif(d #> '{proof,firstDivergence}', 'null'), d #> '{proof,unspent}', ${job.scopeVersion}::int
      FROM job
      ON CONFLICT (wallet_id) DO UPDATE SET status = excluded.status, height = excluded.height, block_hash = excluded.block_hash,
        checked_at = excluded.checked_at, assets = excluded.assets, withdrawals = excluded.withdrawals, first_divergence = excluded.first_divergence,
        unspent = excluded.unspent, scope_version = excluded.scope_version
    ),
    snapshot AS (
      INSERT INTO portfolio_holdings_snapshot (user_id, wallet_id, as_of, unit, quantity)
      SELECT user_id, wallet_id, now(), h.unit, h.quantity FROM job, jsonb_to_recordset(d -> 'holdings') AS h(unit text, quantity numeric)
      ON CONFLICT DO NOTHING
    ),
    lures AS (
      INSERT INTO token_mark (user_id, unit, lure, judged_with, judged_of)
      SELECT job.user_id, l.unit, l.lure, l.judged_with, l.judged_of FROM job, jsonb_to_recordset(d -> 'lures') AS l${lureColumns}
      ON CONFLICT (user_id, unit) DO UPDATE SET lure = excluded.lure, judged_with = excluded.judged_with, judged_of = excluded.judged_of
    ),
    rewards AS (
      INSERT INTO staking_reward (user_id, wallet_id, epoch, type, pool_id, amount)
      SELECT user_id, wallet_id, r.epoch, r.type, r.pool_id, sum(r.amount)
      FROM job, jsonb_to_recordset(d -> 'rewards') AS r(epoch int, type text, pool_id text, amount numeric)
      GROUP BY user_id, wallet_id, r.epoch, r.type, r.pool_id
      ON CONFLICT (wallet_id, epoch, type, pool_id) DO UPDATE SET amount = excluded.amount
    ),
    -- Apart from the change, which would take all of d along for each row.
    synced AS MATERIALIZED (SELECT wallet_id, (d #>> '{tip,height}')::int AS tip_height, (d ->> 'keepsRewards')::bool AS keeps_rewards FROM job),
    listed_reward AS MATERIALIZED (SELECT r.* FROM job, jsonb_to_recordset(d -> 'rewards') AS r(epoch int, type text, pool_id text)),
    placed_in AS MATERIALIZED (SELECT DISTINCT x.tx_hash, x.block FROM job, jsonb_to_recordset(d -> 'blocks') AS x(tx_hash text, block text)),
    vanished_rewards AS (
      DELETE FROM staking_reward s USING synced WHERE s.wallet_id = synced.wallet_id AND NOT keeps_rewards AND NOT EXISTS (
        SELECT 1 FROM listed_reward r WHERE r.epoch = s.epoch AND r.type = s.type AND r.pool_id = s.pool_id)
    ),
    breadcrumb AS (
      INSERT INTO chain_breadcrumb (user_id, wallet_id, height, hash, seen_at)
      SELECT user_id, wallet_id, (d #>> '{tip,height}')::int, d #>> '{tip,hash}', now() FROM job
      ON CONFLICT (wallet_id, height) DO UPDATE SET hash = excluded.hash, seen_at = excluded.seen_at
    ),
    final_breadcrumbs AS (
      DELETE FROM chain_breadcrumb b USING synced WHERE b.wallet_id = synced.wallet_id AND b.height < (
        SELECT max(f.height) FROM chain_breadcrumb f WHERE f.wallet_id = synced.wallet_id AND f.height <= tip_height - ${finalDepth}::int)
    ),
    token_lookup_due AS (
      INSERT INTO token_lookup AS l (wallet_id, user_id, due_at) SELECT wallet_id, user_id, now() FROM job
      WHERE EXISTS (SELECT 1 FROM asset_flow f WHERE f.wallet_id = job.wallet_id AND f.unit < 'lovelace') -- tokens' units are hex
        OR EXISTS (SELECT 1 FROM transaction_event e WHERE e.wallet_id = job.wallet_id AND e.role = 'mint')
      ON CONFLICT (wallet_id) DO UPDATE SET ${lookupDue}
      RETURNING seq
    ),
    valuation_due AS (${beginOf(Prisma.sql`job`)}),
    -- A block that a rollback could still take when it was last named, and that nobody names now, is not known any more.
    unnamed AS MATERIALIZED (
      SELECT t.tx_hash, NULL::text AS block FROM synced JOIN wallet_proof p ON p.wallet_id = synced.wallet_id
      JOIN transaction t ON t.wallet_id = synced.wallet_id AND t.block_height > p.height - ${finalDepth}::int
      WHERE t.block_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM placed_in x WHERE x.tx_hash = t.tx_hash)
    ),
    blocks AS (
      UPDATE transaction t SET block_hash = b.block
      FROM synced, (SELECT * FROM placed_in UNION ALL SELECT * FROM unnamed) b
      WHERE t.wallet_id = synced.wallet_id AND t.tx_hash = b.tx_hash AND t.block_hash IS DISTINCT FROM b.block
    )
    SELECT count(*) AS completed, (SELECT seq FROM token_lookup_due) AS "lookupSeq", (SELECT seq FROM valuation_due) AS "valuationSeq" FROM job`;
  const [row] = result;
  return row?.completed === 1n ? { lookupSeq: row.lookupSeq, valuationSeq: row.valuationSeq } : null;
}

/** Ends a job that found nothing new: the last proof stands. False when fenced out. */
export async function completeQuietly(job: ClaimedJob, usage: Usage): Promise<boolean> {
  const rows = await userDb(job.userId).$queryRaw<{ id: string }[]>`
    WITH job AS (
      UPDATE sync_job j SET ${quietly(usage)} WHERE ${claimed(job)}
      RETURNING j.id, j.wallet_id
    )
    UPDATE wallet w SET last_synced_at = now() FROM job WHERE w.id = job.wallet_id RETURNING job.id`;
  return rows.length === 1;
}
