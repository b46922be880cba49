import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { HistoryEntry } from "@/lib/sync/fetch-history";
import type { LedgerWallet } from "@/lib/sync/interpret";
import type { RelabelRow } from "@/lib/relabel/relabel-store";

/** How many transactions a page holds: read, labelled and committed in well under a second. */
const pageSize = 200;

/** A transaction as it is labelled now. */
export interface StaleRow {
  readonly id: string;
  readonly walletId: string;
  readonly txHash: TxHash;
  readonly blockHeight: number;
  readonly txIndex: number;
  readonly txTimestamp: Date;
  readonly blockHash: string | null;
  readonly listed: boolean;
  readonly action: string;
  readonly subtype: string | null;
  readonly direction: string;
  readonly protocol: string | null;
  readonly counterparty: string | null;
  readonly summary: string;
}

export interface Page {
  /** In chain order, all of one wallet. */
  readonly rows: readonly StaleRow[];
  readonly wallet: LedgerWallet;
  /** Those of the rows whose bytes are stored. */
  readonly entries: readonly HistoryEntry[];
}

/** The next transactions of one wallet that other rules have labelled, after the cursor; null where there are none left. */
export async function readPage(run: RelabelRow): Promise<Page | null> {
  const rows = await readStale(run);
  const [first] = rows;
  if (first === undefined) return null;
  const ofWallet = rows.filter(({ walletId }) => walletId === first.walletId);
  const raws = await loadRawTransactions(ofWallet.map(({ txHash }) => txHash));
  const spent = [...raws.values()].flatMap(({ inputs }) => inputs.map(({ ref }) => ref.txHash));
  const wallet = await readWallet(run.userId, first.walletId, [...new Set(spent)]);
  const entries = ofWallet.flatMap((row): HistoryEntry[] => {
    const rawTx = raws.get(row.txHash);
    if (rawTx === undefined) return [];
    const { txHash: hash, blockHeight: height, txIndex, txTimestamp: time, blockHash } = row;
    const listed = { hash, height, txIndex, time, addresses: [], isUnlisted: !row.listed };
    return [{ listed, fetched: { kind: "read", rawTx, cbor: null, json: null, blockHash } }];
  });
  return { rows: ofWallet, wallet, entries };
}

function readStale(run: RelabelRow): Promise<StaleRow[]> {
  const after =
    run.cursorWallet === null
      ? Prisma.empty
      : Prisma.sql`AND (t.wallet_id, t.block_height, t.tx_index) > (${run.cursorWallet}::uuid, ${run.cursorHeight}::int, ${run.cursorIndex}::int)`;
  return userDb(run.userId).$queryRaw<StaleRow[]>`
    SELECT t.id, t.wallet_id AS "walletId", t.tx_hash AS "txHash", t.block_height AS "blockHeight", t.tx_index AS "txIndex",
      t.tx_timestamp AS "txTimestamp", t.block_hash AS "blockHash", t.listed, coalesce(t.classified_action, t.action) AS action,
      t.subtype, t.direction, t.protocol, t.counterparty, t.summary
    FROM transaction t
    WHERE t.user_id = ${run.userId}::uuid AND t.labelled_with IS DISTINCT FROM ${run.fingerprint} ${after}
    ORDER BY t.wallet_id, t.block_height, t.tx_index LIMIT ${pageSize}`;
}

/**
 * The wallet as a sync comes upon it, each transaction with the keys that were known when it came. Of `sources`, which the page spends
 * from, those that are not stored count as quarantined: they are the wallet's and cannot be read, not somebody else's.
 */
async function readWallet(userId: string, walletId: string, sources: readonly TxHash[]): Promise<LedgerWallet> {
  const [wallet] = await userDb(userId).$queryRaw<LedgerWallet[]>`
    SELECT w.id AS "walletId", w.kind, w.subject, w.address, coalesce(w.cursor_height, 0) AS "cursorHeight",
      ARRAY[]::text[] AS "verifiedKeys",
      (SELECT coalesce(jsonb_object_agg(k.credential, k.height), '{}') FROM (
        SELECT a.credential, min(coalesce(a.verified_height, a.first_seen_height)) AS height FROM wallet_address a
        WHERE a.wallet_id = w.id AND a.verified AND a.credential IS NOT NULL GROUP BY 1
      ) k) AS "keysSince",
      ARRAY(SELECT a.address FROM wallet_address a WHERE a.wallet_id = w.id AND a.address ~ '^addr(_test)?1[g2]') AS "listedAddresses",
      ARRAY(
        SELECT q.tx_hash FROM quarantined_transaction q WHERE q.wallet_id = w.id
        UNION
        SELECT t.tx_hash FROM transaction t LEFT JOIN raw_transaction r ON r.hash = t.tx_hash
        WHERE t.user_id = w.user_id AND t.wallet_id = w.id AND t.tx_hash = ANY(${[...sources]}::text[]) AND t.listed AND r.cbor IS NULL AND r.json IS NULL
      ) AS quarantined
    FROM wallet w WHERE w.id = ${walletId}::uuid AND w.user_id = ${userId}::uuid`;
  if (wallet === undefined) throw new Error("a transaction without a wallet");
  return wallet;
}
