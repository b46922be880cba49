import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { listContracts } from "@/lib/corrections/contracts";
import type { Currency } from "@/lib/contract/rates";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { env } from "@/lib/env";
import { worthThen } from "@/lib/portfolio/worth-then";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { countedAlike, transactionDetail, type TransactionDetail } from "@/lib/contract/transaction-detail";
import { knownId } from "@/lib/contract/known-id";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { tellAmounts, unitsTold } from "@/lib/ledger/wording";
import { ordersOf, type KnownOrder } from "@/lib/portfolio/action-groups";
import { completeInputs } from "@/lib/portfolio/complete-inputs";
import { detailView, type DetailContext } from "@/lib/portfolio/detail-view";
import { readEvents } from "@/lib/portfolio/event-rows";
import { executionView } from "@/lib/portfolio/execution-view";
import { orderView } from "@/lib/portfolio/order-view";
import { readExecutions } from "@/lib/portfolio/read-executions";
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
export async function getTransaction(
  userId: string,
  id: string,
  currency: Currency = "ADA",
): Promise<TransactionDetail> {
  const row = await readRow(userId, knownId(id, "transaction"));
  if (row === undefined) throw notFound("transaction");
  const { trace, validBy, correction, scripts, ...rest } = row;
  const hash = row.txHash as TxHash;
  const [transactions, { events, count }, raw, known, contracts] = await Promise.all([
    withFlows(userId, [rest], currency),
    readEvents(userId, row.id),
    readComplete(userId, hash),
    ordersOf(userId, [row.id]),
    scripts.length === 0 ? [] : listContracts(userId, scripts),
  ]);
  const [transaction] = transactions;
  if (transaction === undefined) throw notFound("transaction");
  const mine = known.filter(({ members }) => members.some((member) => member.id === row.id));
  const [parts, orders] = await Promise.all([
    raw === null ? nothing : readParts(userId, row.walletId, raw),
    readOrders(userId, mine, hash, raw),
  ]);
  const { facts, ...rule } = transactionDetail.shape.trace.parse(trace);
  const tell = tellerOf(await readTokenColumns(facts.flatMap(unitsTold)));
  return {
    ...transaction,
    trace: { ...rule, facts: [...facts.map((fact) => tellAmounts(fact, tell)), ...validityFacts(rest.valid, validBy)] },
    events: await valued(userId, row, events, currency),
    eventCount: count,
    orders,
    ...parts,
    contracts,
    correction,
  };
}

/** The legs with what each was worth; what moves between the person's own wallets, and what moved nothing, is worth nothing. */
async function valued(
  userId: string,
  { id, walletId, txTimestamp: at }: DetailRow,
  events: readonly TransactionEventView[],
  currency: Currency,
): Promise<TransactionEventView[]> {
  if (env().MARKET === "off" || events.length === 0) return [...events];
  const worthOf = await worthThen(userId, [{ id, walletId, at, units: events.map(({ unit }) => unit) }], currency);
  return events.map((event) => {
    const isValued = event.action !== "internal_transfer" && event.quantity !== "0";
    return { ...event, worth: isValued ? worthOf(id, event.unit, event.quantity) : null };
  });
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

/** From the chain's own bytes, with what it spends; null where they are not stored. */
async function readComplete(userId: string, hash: TxHash): Promise<RawTx | null> {
  const raw = (await loadRawTransactions([hash])).get(hash);
  return raw === undefined ? null : completeInputs(userId, raw);
}

async function readOrders(
  userId: string,
  mine: readonly KnownOrder[],
  hash: TxHash,
  raw: RawTx | null,
): Promise<TransactionDetail["orders"]> {
  const units = mine.flatMap(({ order: { gave, got, locked } }) =>
    [gave, got, locked].flatMap((sums) => [...sums.keys()]),
  );
  const orders = mine.map(({ order }) => order);
  const [tokens, executions] = await Promise.all([
    readTokenColumns(units),
    readExecutions(orders, hash, (fill) => (fill === hash ? raw : readComplete(userId, fill))),
  ]);
  return mine.map(({ id: orderId, order, members }) => {
    const execution = executions.get(order.id);
    return {
      id: orderId,
      ...orderView(order, tokens),
      execution: execution === undefined ? null : executionView(execution),
      members: [...members],
    };
  });
}

async function readParts(userId: string, walletId: string, tx: RawTx) {
  return detailView(tx, await readContext(userId, walletId, tx));
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

async function readContext(userId: string, walletId: string, tx: RawTx): Promise<DetailContext> {
  const outputs = [...tx.inputs.flatMap(({ resolved }) => resolved ?? []), ...tx.outputs];
  const [scope, tokens] = await Promise.all([
    readScope(userId, walletId),
    readTokenColumns(outputs.flatMap(({ value }) => [...value.keys()])),
  ]);
  const addresses = [...new Set(outputs.map(({ address }) => address))];
  return { places: placesOf(addresses, scope), tokens };
}
