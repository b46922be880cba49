import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { HistoryEntry } from "@/lib/sync/fetch-history";
import type { LedgerWallet } from "@/lib/sync/interpret";
import { knowledgeColumns } from "@/lib/sync/wallet-scopes";

/** A stored transaction by its place in the chain. */
export interface StoredRow {
  readonly txHash: TxHash;
  readonly blockHeight: number;
  readonly txIndex: number;
  readonly txTimestamp: Date;
  readonly blockHash: string | null;
  readonly listed: boolean;
}

/** The columns of a `StoredRow`, of `transaction t`. */
export const storedColumns = Prisma.sql`t.tx_hash AS "txHash", t.block_height AS "blockHeight", t.tx_index AS "txIndex",
      t.tx_timestamp AS "txTimestamp", t.block_hash AS "blockHash", t.listed`;

export interface StoredPage {
  readonly wallet: LedgerWallet;
  /** Those of the rows whose bytes are stored. */
  readonly entries: readonly HistoryEntry[];
}

/** Stored transactions of one wallet, in chain order, as a sync comes upon them. */
export async function storedPage(userId: string, walletId: string, rows: readonly StoredRow[]): Promise<StoredPage> {
  const raws = await loadRawTransactions(rows.map(({ txHash }) => txHash));
  const spent = [...raws.values()].flatMap(({ inputs }) => inputs.map(({ ref }) => ref.txHash));
  const wallet = await readWallet(userId, walletId, [...new Set(spent)]);
  const entries = rows.flatMap((row): HistoryEntry[] => {
    const rawTx = raws.get(row.txHash);
    if (rawTx === undefined) return [];
    const { txHash: hash, blockHeight: height, txIndex, txTimestamp: time, blockHash } = row;
    const listed = { hash, height, txIndex, time, addresses: [], isUnlisted: !row.listed };
    return [{ listed, fetched: { kind: "read", rawTx, cbor: null, json: null, blockHash } }];
  });
  return { wallet, entries };
}

/** Payment keys of the wallet's addresses with the lowest height that something is known of them from. */
const since = (height: Prisma.Sql, which: Prisma.Sql) => Prisma.sql`
      (SELECT coalesce(jsonb_object_agg(k.credential, k.height), '{}') FROM (
        SELECT a.credential, min(${height}) AS height FROM wallet_address a
        WHERE a.wallet_id = w.id AND ${which} AND a.payment_kind = 'key' AND a.credential IS NOT NULL GROUP BY 1
      ) k)`;

/**
 * The wallet as a sync comes upon it, each transaction with the keys that were known when it came. Of `sources`, which the page spends
 * from, those that are not stored count as quarantined: they are the wallet's and cannot be read, not somebody else's.
 */
async function readWallet(userId: string, walletId: string, sources: readonly TxHash[]): Promise<LedgerWallet> {
  const [wallet] = await userDb(userId).$queryRaw<LedgerWallet[]>`
    SELECT w.id AS "walletId", w.scope_version AS "scopeVersion", ${knowledgeColumns}, coalesce(w.cursor_height, 0) AS "cursorHeight",
      ARRAY[]::text[] AS "verifiedKeys", ARRAY[]::text[] AS "claimedKeys",
      jsonb_build_object('verified', ${since(Prisma.sql`coalesce(a.verified_height, a.first_seen_height)`, Prisma.sql`a.verified`)},
        'claimed', ${since(Prisma.sql`a.first_seen_height`, Prisma.sql`true`)}) AS "keysSince",
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
