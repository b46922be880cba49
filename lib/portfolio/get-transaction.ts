import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { listContracts } from "@/lib/corrections/contracts";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { countedAlike, transactionDetail, type TransactionDetail } from "@/lib/contract/transaction-detail";
import { knownId } from "@/lib/contract/known-id";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { tellAmounts, unitsTold } from "@/lib/ledger/wording";
import { ordersOf } from "@/lib/portfolio/action-groups";
import { completeInputs } from "@/lib/portfolio/complete-inputs";
import { detailView, spentOutput, type DetailContext } from "@/lib/portfolio/detail-view";
import { readEvents } from "@/lib/portfolio/event-rows";
import { orderView } from "@/lib/portfolio/order-view";
import { placesOf } from "@/lib/portfolio/own-addresses";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { tellerOf } from "@/lib/portfolio/token-name";
import { readScope } from "@/lib/sync/wallet-scopes";
import type { StoredWord } from "@/lib/contract/stored-words";
import { transactionColumns, withFlows, type TransactionRow } from "@/lib/portfolio/transaction-rows";

type Correction = TransactionDetail["correction"];

interface DetailRow extends TransactionRow {
  readonly trace: unknown;
  readonly validBy: StoredWord<"transaction.valid_by"> | null;
  readonly correction: Correction;
  readonly scripts: string[];
}

const nothing = { inputs: [], outputs: [], certificates: [], metadata: [] };

/**
 * One of the user's transactions with its inputs and outputs, from the chain's own bytes that are stored. Where these do not
 * tell what an input held, the chain is asked, once for all who look. Throws `not_found` for anybody else's.
 */
export async function getTransaction(userId: string, id: string): Promise<TransactionDetail> {
  const row = await readRow(userId, knownId(id, "transaction"));
  if (row === undefined) throw notFound("transaction");
  const { trace, validBy, correction, scripts, ...rest } = row;
  const hash = row.txHash as TxHash;
  const [transactions, { events, count }, raws, orders, contracts] = await Promise.all([
    withFlows(userId, [rest]),
    readEvents(userId, row.id),
    loadRawTransactions([hash]),
    readOrders(userId, row.id),
    scripts.length === 0 ? [] : listContracts(userId, scripts),
  ]);
  const [transaction] = transactions;
  if (transaction === undefined) throw notFound("transaction");
  const raw = raws.get(hash);
  const parts = raw === undefined ? nothing : await readParts(userId, row.walletId, raw);
  const { facts, ...rule } = transactionDetail.shape.trace.parse(trace);
  const tell = tellerOf(await readTokenColumns(facts.flatMap(unitsTold)));
  return {
    ...transaction,
    trace: { ...rule, facts: [...facts.map((fact) => tellAmounts(fact, tell)), ...validityFacts(rest.valid, validBy)] },
    events: [...events],
    eventCount: count,
    orders,
    ...parts,
    contracts,
    correction,
  };
}

const validityWords = {
  list: "the wallet's list of transactions names what only their success touches",
  chain: "the chain's own answer about this transaction says so",
  proof: "its bytes say so, and the wallet's sums equal the chain's",
} as const satisfies Record<NonNullable<DetailRow["validBy"]>, string>;

/** What the hash of a transaction does not cover. */
function validityFacts(valid: boolean, by: DetailRow["validBy"]): string[] {
  return by === null ? [] : [`its scripts ${valid ? "succeeded" : "failed"}: ${validityWords[by]}`];
}

async function readOrders(userId: string, id: string): Promise<TransactionDetail["orders"]> {
  const known = await ordersOf(userId, [id]);
  const mine = known.filter(({ members }) => members.some((member) => member.id === id));
  const units = mine.flatMap(({ order: { gave, got, locked } }) =>
    [gave, got, locked].flatMap((sums) => [...sums.keys()]),
  );
  const tokens = await readTokenColumns(units);
  return mine.map(({ id: orderId, order, members }) => ({
    id: orderId,
    ...orderView(order, tokens),
    members: [...members],
  }));
}

async function readParts(userId: string, walletId: string, raw: RawTx) {
  const sources = await loadRawTransactions(sourcesOf(raw));
  const isKnown = (input: RawTx["inputs"][number]) => spentOutput(input, sources) !== null;
  const tx = raw.inputs.every(isKnown) ? raw : await completeInputs(userId, raw);
  return detailView(tx, await readContext(userId, walletId, tx, sources));
}

function sourcesOf(tx: RawTx): TxHash[] {
  return [...new Set(tx.inputs.filter(({ resolved }) => resolved === null).map(({ ref }) => ref.txHash))];
}

async function readRow(userId: string, id: string): Promise<DetailRow | undefined> {
  const [row] = await userDb(userId).$queryRaw<DetailRow[]>`
    SELECT ${transactionColumns}, t.trace, t.valid_by AS "validBy", t.scripts,
      jsonb_build_object('classifiedAction', coalesce(t.classified_action, t.action), 'ownAction', t.own_action, 'ownSpam', t.own_spam,
        'alike', jsonb_build_object(
          'action', (SELECT count(*) FROM (SELECT 1 FROM transaction a WHERE a.user_id = ${userId}::uuid AND a.id <> t.id AND a.action_key = t.action_key LIMIT ${countedAlike}) c),
          'spam', (SELECT count(*) FROM (SELECT 1 FROM transaction a WHERE a.user_id = ${userId}::uuid AND a.id <> t.id AND a.spam_key = t.spam_key LIMIT ${countedAlike}) c))) AS correction
    FROM transaction t JOIN wallet w ON w.id = t.wallet_id AND w.user_id = t.user_id
    WHERE t.user_id = ${userId}::uuid AND t.id = ${id}::uuid`;
  return row;
}

async function readContext(
  userId: string,
  walletId: string,
  tx: RawTx,
  sources: DetailContext["sources"],
): Promise<DetailContext> {
  const outputs = [...tx.inputs.flatMap((input) => spentOutput(input, sources) ?? []), ...tx.outputs];
  const [scope, tokens] = await Promise.all([
    readScope(userId, walletId),
    readTokenColumns(outputs.flatMap(({ value }) => [...value.keys()])),
  ]);
  const addresses = [...new Set(outputs.map(({ address }) => address))];
  return { sources, places: placesOf(addresses, scope), tokens };
}
