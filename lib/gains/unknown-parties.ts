import "server-only";
import type { AddressBookAnswer, UnknownParty } from "@/lib/contract/address-book";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";
import { userDb } from "@/lib/db";
import { readAddressBook } from "@/lib/gains/address-book";
import { partiesOf } from "@/lib/gains/known-parties";

/** That many are read, the most frequent ones, and of those that the book does not know so many are told. */
const [partiesRead, partiesTold] = [600, 20];

/** The person's book, and with whom else they deal. */
export async function getAddressBook(userId: string): Promise<AddressBookAnswer> {
  const [entries, parties] = await Promise.all([readAddressBook(userId), readParties(userId)]);
  const knownOf = partiesOf(entries);
  const unknown = parties.filter(({ address }) => knownOf(address) === null).slice(0, partiesTold);
  return { entries, unknown };
}

/** By the transactions of which the person said nothing else; spam is left out. */
async function readParties(userId: string): Promise<UnknownParty[]> {
  const rows = await userDb(userId).$queryRaw<(Omit<UnknownParty, "lastAt"> & { lastAt: Date })[]>`
    SELECT e.counterparty AS address, count(DISTINCT e.transaction_id) FILTER (WHERE e.quantity < 0)::int AS sends,
      count(DISTINCT e.transaction_id) FILTER (WHERE e.quantity > 0)::int AS receives, max(t.tx_timestamp) AS "lastAt"
    FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
    WHERE e.user_id = ${userId}::uuid AND e.counterparty IS NOT NULL AND e.role = 'principal' AND NOT t.spam AND c.kind IS NULL
      AND coalesce(c.action, said.action) IN ('send', 'receive', 'airdrop')
    GROUP BY 1 ORDER BY count(DISTINCT e.transaction_id) DESC, 1 LIMIT ${partiesRead}`;
  return rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() }));
}
