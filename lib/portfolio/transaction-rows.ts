import "server-only";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";
import type { Currency } from "@/lib/contract/rates";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Transaction } from "@/lib/contract/transactions";
import { tellWithdrawal } from "@/lib/ledger/withdrawal-words";
import { tellAmounts, unitsTold } from "@/lib/ledger/wording";
import { actionGroups } from "@/lib/portfolio/action-groups";
import { place, placeCredential, placeJoin } from "@/lib/portfolio/place-sql";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { readWithdrawn } from "@/lib/portfolio/read-reward-accounts";
import type { Payment } from "@/lib/portfolio/reward-kinds";
import { worthNow, type WorthNow } from "@/lib/portfolio/worth-now";
import { worthThen, type Moved, type WorthThen } from "@/lib/portfolio/worth-then";
import { labelOf, tellerOf, type TokenColumns } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";

/** Rows younger than this many blocks may still be rolled back. */
const settledDepth = 100;

export interface TransactionRow {
  readonly id: string;
  readonly txHash: string;
  readonly walletId: string;
  readonly blockHeight: number;
  readonly blockHash: string | null;
  readonly txIndex: number;
  readonly txTimestamp: Date;
  readonly action: Transaction["action"];
  readonly direction: Transaction["direction"];
  readonly protocol: string | null;
  readonly counterparty: string | null;
  readonly summary: string;
  readonly netLovelace: string;
  readonly fee: string | null;
  readonly deposit: string;
  readonly withdrawal: string;
  readonly valid: boolean;
  readonly note: string | null;
  readonly tags: string[];
  readonly spam: boolean;
  readonly edited: boolean;
  /** What the person calls the first of its scripts that they named. */
  readonly contractName: string | null;
  readonly settled: boolean;
}

interface FlowRow extends TokenColumns {
  readonly transactionId: string;
  readonly unit: string;
  readonly place: Transaction["flows"][number]["place"];
  readonly credential: string | null;
  readonly netChange: string;
}

/** The columns of a `TransactionRow`, of `transaction t JOIN wallet w`. A first sync knows no tip yet: then a day, in which the chain makes thousands of blocks, settles too. */
export const transactionColumns = Prisma.sql`
  t.id, t.tx_hash AS "txHash", t.wallet_id AS "walletId", t.block_height AS "blockHeight", t.block_hash AS "blockHash",
  t.tx_index AS "txIndex", t.tx_timestamp AS "txTimestamp", t.action, t.direction, t.protocol, t.counterparty, t.summary,
  t.net_lovelace::text AS "netLovelace", t.fee::text AS fee, t.deposit::text AS deposit, t.withdrawal::text AS withdrawal,
  t.valid, t.note, t.tags, t.spam, t.edited,
  (SELECT n.name FROM contract_name n WHERE n.user_id = t.user_id AND n.credential = ANY(t.scripts) ORDER BY array_position(t.scripts, n.credential) LIMIT 1) AS "contractName",
  coalesce(w.tip_height - t.block_height >= ${settledDepth}::int, t.tx_timestamp < now() - interval '1 day') AS settled`;

/** The transactions as the contract shows them; flows and orders of all of them are read at once. Without a currency nothing is valued. */
export async function withFlows(
  userId: string,
  rows: readonly TransactionRow[],
  currency: Currency | null,
): Promise<Transaction[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [flows, groups, withdrawn] = await Promise.all([
    readFlows(userId, ids),
    actionGroups(userId, ids),
    rows.some(({ withdrawal }) => withdrawal !== "0") ? readWithdrawn(userId) : new Map<string, Payment[]>(),
  ]);
  const [tokens, worths] = await Promise.all([
    readToldTokens(rows, flows),
    currency === null || env().MARKET === "off" ? null : readWorths(userId, rows, flows, currency),
  ]);
  const byTransaction = new Map<string, FlowRow[]>(ids.map((id) => [id, []]));
  for (const flow of flows) byTransaction.get(flow.transactionId)?.push(flow);
  const summaryOf = (row: TransactionRow) =>
    tellAmounts(tellWithdrawal(row.summary, withdrawn.get(row.id) ?? []), tellerOf(tokens));
  return rows.map((row) => ({
    ...transactionView(row, byTransaction.get(row.id) ?? [], groups.get(row.id) ?? null, worths),
    summary: summaryOf(row),
  }));
}

/** What is known of all tokens that sentences tell: of those too that only passed, as what was minted for somebody else. */
async function readToldTokens(rows: readonly TransactionRow[], flows: readonly FlowRow[]) {
  const moved = new Map<string, TokenColumns>(flows.map((flow) => [flow.unit, flow]));
  const others = rows.flatMap(({ summary }) => unitsTold(summary)).filter((unit) => !moved.has(unit));
  return others.length === 0 ? moved : new Map([...moved, ...(await readTokenColumns(others))]);
}

function readFlows(userId: string, transactionIds: readonly string[]): Promise<FlowRow[]> {
  return userDb(userId).$queryRaw<FlowRow[]>`
    WITH flow AS (
      SELECT f.transaction_id, f.unit, ${place} AS place, ${placeCredential} AS credential, sum(f.net_change) AS net_change
      FROM asset_flow f ${placeJoin}
      WHERE f.user_id = ${userId}::uuid AND f.transaction_id = ANY(${transactionIds}::uuid[])
      GROUP BY 1, 2, 3, 4 HAVING sum(f.net_change) <> 0
    )
    SELECT flow.transaction_id AS "transactionId", flow.unit, flow.place, flow.credential,
      flow.net_change::text AS "netChange", k.name AS "tokenName", k.ticker, k.decimals
    FROM flow LEFT JOIN token k ON k.unit = flow.unit
    ORDER BY flow.unit <> 'lovelace', flow.unit COLLATE "C",
      array_position(ARRAY['wallet', 'contract'], flow.place), flow.credential COLLATE "C"`;
}

function transactionView(
  row: TransactionRow,
  flows: readonly FlowRow[],
  actionGroup: Transaction["actionGroup"],
  worths: Worths | null,
): Transaction {
  const { txTimestamp, settled, contractName, ...rest } = row;
  return {
    ...rest,
    protocolName: row.protocol === null ? contractName : protocolName(row.protocol),
    timestamp: txTimestamp.toISOString(),
    flows: flows.map((flow) => flowView(flow, row, worths)),
    actionGroup,
    status: settled ? "settled" : "settling",
  };
}

/** What movements were worth at their time, and what the same is worth now. */
interface Worths {
  readonly before: WorthThen;
  readonly now: WorthNow;
}

async function readWorths(
  userId: string,
  rows: readonly TransactionRow[],
  flows: readonly FlowRow[],
  currency: Currency,
): Promise<Worths> {
  const units = flows.map(({ unit }) => unit);
  const [before, now] = await Promise.all([
    worthThen(userId, movedIn(rows, flows), currency),
    worthNow(userId, units, currency),
  ]);
  return { before, now };
}

/** What is valued: each transaction with the units that it moved. */
function movedIn(rows: readonly TransactionRow[], flows: readonly FlowRow[]): Moved[] {
  const units = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  for (const { transactionId, unit } of flows) units.get(transactionId)?.push(unit);
  return rows.map(({ id, walletId, txTimestamp: at }) => ({ id, walletId, at, units: units.get(id) ?? [] }));
}

function flowView(flow: FlowRow, { id, action }: TransactionRow, worths: Worths | null) {
  const { unit, place, credential, netChange } = flow;
  const view: Transaction["flows"][number] = { unit, place, credential, netChange, ...labelOf(unit, flow) };
  if (worths === null) return view;
  if (action === "internal_transfer") return { ...view, worth: null, worthNow: null, worthNowClass: null };
  const now = worths.now(unit, netChange);
  const worth = worths.before(id, unit, netChange);
  return { ...view, worth, worthNow: now.value, worthNowClass: now.priceClass };
}
