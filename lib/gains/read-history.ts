import "server-only";
import type { AccountedLeg } from "@/lib/accounting/deal";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { BookKind } from "@/lib/contract/address-book";
import type { EventWord } from "@/lib/contract/transaction-events";
import { correctionJoin, saidWord, unsaidAction } from "@/lib/corrections/event-action-sql";
import { userDb } from "@/lib/db";
import { readAddressBook } from "@/lib/gains/address-book";
import { kindWith, partiesOf } from "@/lib/gains/known-parties";
import { Prisma } from "@/lib/generated/prisma/client";

/** Where a transaction stands on the chain. */
export interface Place {
  readonly height: number;
  readonly index: number;
}

export const beforeAll: Place = { height: -1, index: -1 };

/** A leg with what the person says of it, in their own currency. */
export interface HistoricLeg extends Omit<AccountedLeg, "word"> {
  readonly said: EventWord | null;
}

/** What a transaction did for each of the person's wallets. */
export interface HistoricTransaction extends Place {
  readonly hash: string;
  readonly at: Date;
  readonly wallets: readonly {
    readonly wallet: string;
    readonly transactionId: string;
    readonly legs: readonly HistoricLeg[];
  }[];
}

/** Action, subtype, protocol, role, unit, quantity, location, orderRef, said; counterparty of what was sent or received. */
type LegRow = readonly [
  ...[AccountedLeg["action"], AccountedLeg["subtype"], AccountedLeg["protocol"], AccountedLeg["role"]],
  ...[Unit, string, AccountedLeg["location"], string | null, EventWord | null, string | null],
];

interface Row extends Place {
  readonly hash: string;
  readonly at: Date;
  readonly wallet: string;
  readonly transactionId: string;
  readonly legs: readonly LegRow[] | null;
}

/**
 * The first transactions of all of the person's wallets, or of one, behind a place, in the chain's order, with their legs as they are called
 * now: a person's word, their address book and moves between own wallets count. What is spam, by the rules or by their word, is left out. Two round trips at once.
 */
export async function readHistory(
  userId: string,
  walletId: string | null,
  after: Place,
  limit: number,
): Promise<HistoricTransaction[]> {
  const [rows, book] = await Promise.all([readRows(userId, walletId, after, limit), readAddressBook(userId)]);
  const partyOf = partiesOf(book);
  const read = (row: LegRow) => legOf(row, partyOf);
  return byTransaction(rows, walletId === null ? read : (row) => seenAlone(read(row)));
}

function readRows(userId: string, walletId: string | null, after: Place, limit: number): Promise<Row[]> {
  const isAsked = Prisma.sql`(${walletId}::uuid IS NULL OR t.wallet_id = ${walletId}::uuid)`;
  return userDb(userId).$queryRaw<Row[]>`
    WITH page AS (
      SELECT DISTINCT block_height, tx_index, tx_hash FROM transaction t
      WHERE user_id = ${userId}::uuid AND (block_height, tx_index) > (${after.height}::int, ${after.index}::int) AND ${isAsked}
      ORDER BY block_height, tx_index, tx_hash LIMIT ${limit}
    )
    SELECT t.tx_hash AS hash, t.block_height AS height, t.tx_index AS index, t.tx_timestamp AS at, t.wallet_id AS wallet, t.id AS "transactionId", l.legs
    FROM page p JOIN transaction t ON t.user_id = ${userId}::uuid AND t.block_height = p.block_height AND t.tx_index = p.tx_index AND t.tx_hash = p.tx_hash AND ${isAsked}
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(coalesce(c.action, said.action), e.subtype, e.protocol, e.role, e.unit, e.quantity::text,
        CASE WHEN e.location LIKE 'unverified:%' THEN 'wallet' ELSE e.location END, e.order_ref, ${saidWord},
        CASE WHEN coalesce(c.action, said.action) IN ('send', 'receive', 'airdrop') THEN e.counterparty END) ORDER BY e.event_index) AS legs
      FROM transaction_event e CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
      WHERE e.transaction_id = t.id AND e.user_id = t.user_id AND (e.unit = ${lovelace} OR NOT EXISTS (
        SELECT FROM token_mark m WHERE m.user_id = e.user_id AND m.unit = e.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL)))
    ) l
    ORDER BY t.block_height, t.tx_index, t.tx_hash, t.wallet_id`;
}

function byTransaction(rows: readonly Row[], legOf: (row: LegRow) => HistoricLeg): HistoricTransaction[] {
  const transactions = new Map<string, HistoricTransaction & { wallets: HistoricTransaction["wallets"][number][] }>();
  for (const { wallet, transactionId, legs, ...row } of rows) {
    const known = transactions.get(row.hash) ?? { ...row, wallets: [] };
    transactions.set(row.hash, known);
    known.wallets.push({ wallet, transactionId, legs: (legs ?? []).map(legOf) });
  }
  return [...transactions.values()];
}

function legOf(
  [action, subtype, protocol, role, unit, text, location, orderRef, own, counterparty]: LegRow,
  partyOf: ReturnType<typeof partiesOf>,
): HistoricLeg {
  const quantity = BigInt(text);
  const party = counterparty === null ? null : partyOf(counterparty);
  const said = party === null ? own : saidWith(party.kind, quantity > 0n, own);
  return { action, subtype, protocol, role, unit, quantity, location, orderRef, said };
}

/** What the person says of the leg goes before what their book says of the address. */
function saidWith(party: BookKind, isIn: boolean, own: EventWord | null): EventWord | null {
  const kind = own?.kind ?? kindWith(party, isIn);
  return kind === null ? own : { value: null, basis: null, currency: null, ...own, kind };
}

/** To one wallet the person's others are somebody else. */
function seenAlone(leg: HistoricLeg): HistoricLeg {
  if (leg.action !== "internal_transfer") return leg;
  return { ...leg, action: leg.quantity < 0n ? "send" : "receive" };
}

/** All units that moved behind a place up to another one, spam too. */
export async function readUnits(userId: string, after: Place, until: Place): Promise<string[]> {
  const rows = await userDb(userId).$queryRaw<{ unit: string }[]>`
    SELECT DISTINCT e.unit FROM transaction t JOIN transaction_event e ON e.transaction_id = t.id AND e.user_id = t.user_id
    WHERE t.user_id = ${userId}::uuid AND (t.block_height, t.tx_index) > (${after.height}::int, ${after.index}::int)
      AND (t.block_height, t.tx_index) <= (${until.height}::int, ${until.index}::int)`;
  return rows.map(({ unit }) => unit);
}
