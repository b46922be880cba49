import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { transactionDetail, type TransactionDetail } from "@/lib/http/contract";
import { knownId } from "@/lib/http/known-id";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { detailView, spentOutput, type DetailContext } from "@/lib/portfolio/detail-view";
import { placesOf } from "@/lib/portfolio/own-addresses";
import type { TokenColumns } from "@/lib/portfolio/token-name";
import { transactionColumns, withFlows, type TransactionRow } from "@/lib/portfolio/transaction-rows";
import { lookupTokens } from "@/lib/tokens/lookup";

type Correction = TransactionDetail["correction"];

interface DetailRow extends TransactionRow {
  readonly trace: unknown;
  readonly correction: Correction;
}

const nothing = { inputs: [], outputs: [], certificates: [], metadata: [] };

/**
 * One of the user's transactions with its inputs and outputs, from the chain's own bytes that are stored: no call to
 * the chain. Throws `not_found` for anybody else's.
 */
export async function getTransaction(userId: string, id: string): Promise<TransactionDetail> {
  const row = await readRow(userId, knownId(id, "transaction"));
  if (row === undefined) throw notFound("transaction");
  const { trace, correction, ...rest } = row;
  const hash = row.txHash as TxHash;
  const [transactions, raws] = await Promise.all([withFlows(userId, [rest]), loadRawTransactions([hash])]);
  const [transaction] = transactions;
  if (transaction === undefined) throw notFound("transaction");
  const raw = raws.get(hash);
  const parts = raw === undefined ? nothing : detailView(raw, await readContext(userId, row.walletId, raw));
  return { ...transaction, trace: transactionDetail.shape.trace.parse(trace), ...parts, correction };
}

async function readRow(userId: string, id: string): Promise<DetailRow | undefined> {
  const [row] = await userDb(userId).$queryRaw<DetailRow[]>`
    SELECT ${transactionColumns}, t.trace,
      jsonb_build_object('classifiedAction', coalesce(t.classified_action, t.action), 'ownAction', t.own_action, 'ownSpam', t.own_spam,
        'alike', jsonb_build_object(
          'action', (SELECT count(*) FROM transaction a WHERE a.user_id = t.user_id AND a.id <> t.id AND a.action_key = t.action_key),
          'spam', (SELECT count(*) FROM transaction a WHERE a.user_id = t.user_id AND a.id <> t.id AND a.spam_key = t.spam_key))) AS correction
    FROM transaction t JOIN wallet w ON w.id = t.wallet_id AND w.user_id = t.user_id
    WHERE t.user_id = ${userId}::uuid AND t.id = ${id}::uuid`;
  return row;
}

async function readContext(userId: string, walletId: string, tx: RawTx): Promise<DetailContext> {
  const open = tx.inputs.filter(({ resolved }) => resolved === null);
  const [stored, addresses] = await Promise.all([
    loadRawTransactions([...new Set(open.map(({ ref }) => ref.txHash))]),
    userDb(userId).walletAddress.findMany({
      where: { userId, walletId },
      select: { address: true, paymentKind: true, verified: true },
    }),
  ]);
  return { sources: stored, places: placesOf(addresses), tokens: await readTokens(tx, stored) };
}

async function readTokens(tx: RawTx, sources: DetailContext["sources"]): Promise<Map<string, TokenColumns>> {
  const spent = tx.inputs.flatMap((input) => spentOutput(input, sources) ?? []);
  const units = [...spent, ...tx.outputs].flatMap(({ value }) => [...value.keys()]);
  const tokens = await lookupTokens(units.filter((unit) => unit !== "lovelace"));
  return new Map(
    [...tokens].map(([unit, { name, ticker, decimals }]) => [unit, { tokenName: name, ticker, decimals }]),
  );
}
