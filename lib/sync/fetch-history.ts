import "server-only";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import { listTransactions, pageSize, type Subject } from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import { loadForSync, type KnownTx, type Reader } from "@/lib/blockfrost/raw-store";
import { asError, outcomeOf } from "@/lib/sync/as-error";
import { compareListing, isAfter, type Difference, type Position } from "@/lib/sync/compare-listing";
import { fetchTransaction, type FetchedTx } from "@/lib/sync/fetch-transaction";
import { transactionsPerStep } from "@/lib/sync/plan";
import type { Reporter } from "@/lib/sync/progress";
import type { StoredPlace } from "@/lib/sync/sync-job-store";
import { sizeWithinLimit } from "@/lib/sync/wallet-size";

interface ListedTx extends Position {
  readonly hash: TxHash;
  readonly time: Date;
  /** Addresses that the account's own list names: its own by definition, whatever they look like. */
  readonly addresses: readonly string[];
  /** Found by another way: the list never shows it. */
  readonly isUnlisted: boolean;
}

export interface HistoryEntry {
  readonly listed: ListedTx;
  readonly fetched: FetchedTx;
}

export interface History {
  /** In chain order without a gap: everything up to the first transaction that could not be had in this step. */
  readonly entries: readonly HistoryEntry[];
  /** Fetched beyond the gap: kept, so that no call is lost. */
  readonly ahead: readonly HistoryEntry[];
  /** The list's end was reached and every transaction before it is in `entries`. */
  readonly complete: boolean;
  /** How the list differs from what is stored already. */
  readonly difference: Difference;
  /** Transactions still to come, where the chain told. */
  readonly remaining: number | null;
  /** The first failure that is not merely the end of the step. */
  readonly failure: Error | null;
}

/** Chain order. */
export function byPosition(a: HistoryEntry, b: HistoryEntry): number {
  return a.listed.height - b.listed.height || a.listed.txIndex - b.listed.txIndex;
}

/** New pages are listed only while fewer fetches than this wait for their turn. */
const lowBacklog = 20;

type Slot = { readonly listed: ListedTx; readonly fetching: Promise<FetchedTx | Error> };

export interface Known {
  /** Position of the last transaction of the contiguous history; null before the first. */
  readonly cursor: Position | null;
  /** What is stored from where the list is to begin, up to the cursor. */
  readonly stored: readonly StoredPlace[];
  /** Whose history it is; absent where nobody else's could be told from it. */
  readonly reader?: Reader;
}

/**
 * Lists transactions and fetches those after the cursor side by side until the list, the tokens, the time or the
 * room of a step ends. The list begins at the first stored one, so that what a rollback changed is seen in the same call.
 */
export async function fetchHistory(
  subject: Subject,
  known: Known,
  window: CallWindow,
  report: Reporter,
  /** What belongs to the history and is not in the list, asked for when the whole list is known. */
  unlisted: (listed: ReadonlySet<string>) => Promise<readonly HistoryEntry[]> = () => Promise.resolve([]),
): Promise<History> {
  const { cursor } = known;
  const slots: Slot[] = [];
  const relisted: StoredPlace[] = [];
  let listedTo: Position | "end" | "nothing" = "nothing";
  let failure: Error | null = null;
  let fetchedCount = 0;
  let total: number | null = null;
  let besides: Promise<readonly HistoryEntry[] | Error> = Promise.resolve([]);
  // Asked for beside a new wallet's first page, so that nothing waits for it.
  const counting = cursor === null ? sizeWithinLimit(subject, window) : null;
  counting?.catch(() => undefined); // thrown where it is waited for
  try {
    for await (const page of oneAhead(listPages(subject, known.stored[0] ?? null, window))) {
      // Before anything is fetched: an exchange's address costs two pages and the count.
      if (page.first && counting !== null) {
        total = page.last ? page.rows.length : await counting;
        if (total !== null) report.counted(total);
      }
      const fresh = page.rows.filter((listed) => cursor === null || isAfter(listed, cursor));
      relisted.push(...page.rows.map(placeOf));
      const hashes = fresh.map((listed) => listed.hash);
      const stored = await loadForSync(known.reader ?? null, hashes);
      for (const listed of fresh) {
        const kept = stored.get(listed.hash);
        const fetching = outcomeOf(kept ? storedTx(kept, window) : fetchTransaction(listed.hash, window));
        slots.push({ listed, fetching: fetching.then((result) => (report.fetched(++fetchedCount), result)) });
      }
      listedTo = page.last ? "end" : (page.rows.at(-1) ?? listedTo);
      if (page.last) besides = outcomeOf(unlisted(new Set(slots.map(({ listed }) => listed.hash))));
      else if (slots.length >= transactionsPerStep) break;
      else await backlogBelow(lowBacklog, window, slots);
    }
  } catch (error) {
    if (!(error instanceof WindowClosed)) failure = asError(error);
  }
  const difference =
    cursor === null || listedTo === "nothing"
      ? { height: null, missing: [] }
      : compareListing(known.stored, relisted, cursor, listedTo === "end" ? null : listedTo);
  const history = { ...(await assemble(slots, listedTo === "end", failure, total)), difference };
  const found = await besides;
  // Not had in this step: the proof asks for them again.
  if (!history.complete || found instanceof Error || found.length === 0) return history;
  return { ...history, entries: [...history.entries, ...found].sort(byPosition) };
}

/** From our own store; what somebody else's wallet brought there takes as long as if it were not. */
function storedTx({ rawTx, isOthers }: KnownTx, window: CallWindow): Promise<FetchedTx> {
  const read: FetchedTx = { kind: "read", rawTx, cbor: null, json: null, blockHash: null };
  return isOthers ? window.asIfAsked(read) : Promise.resolve(read);
}

function placeOf({ hash, height, txIndex, time }: ListedTx): StoredPlace {
  return { hash, height, txIndex, time: time.getTime() / 1000 };
}

interface Page {
  /** One for each transaction, none that an earlier page had. */
  readonly rows: readonly ListedTx[];
  readonly first: boolean;
  readonly last: boolean;
}

/**
 * Pages by the inclusive position of the last row, since a page number shifts when a block arrives. The last transaction
 * of a full page may go on over its edge, so it is yielded with the next page, which brings all of its rows.
 */
async function* listPages(subject: Subject, start: Position | null, window: CallWindow): AsyncGenerator<Page> {
  let from = start;
  let page = 1;
  let carried: readonly ListRow[] = [];
  const seen = new Set<string>();
  for (let first = true; ; first = false) {
    const position = { from, page };
    const answer = (await window.call(() => listTransactions(subject, position))) ?? [];
    const rows = [...carried, ...answer];
    const last = answer.length < pageSize;
    const groups = groupRows(rows).filter((listed) => !seen.has(listed.hash));
    const whole = last ? groups : groups.slice(0, -1);
    for (const listed of whole) seen.add(listed.hash);
    yield { rows: whole, first, last };
    const end = answer.at(-1);
    if (last || end === undefined) return;
    const moved = from === null || end.block_height !== from.height || end.tx_index !== from.txIndex;
    from = { height: end.block_height, txIndex: end.tx_index };
    // A page full of one transaction's rows: its position would bring the same page again.
    page = moved ? 1 : page + 1;
    carried = moved ? [] : rows;
  }
}

/** Asks for each page before the transactions of the one before it: behind them, all would wait for its answer in the end. */
async function* oneAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = pages.next();
  for (;;) {
    const page = await coming;
    if (page.done === true) return;
    coming = pages.next();
    coming.catch(() => undefined); // thrown in its turn
    yield page.value;
  }
}

type ListRow = { tx_hash: TxHash; tx_index: number; block_height: number; block_time: Date; address?: string };

function groupRows(rows: readonly ListRow[]): ListedTx[] {
  const byHash = new Map<TxHash, ListedTx & { addresses: string[] }>();
  for (const row of rows) {
    const listed = byHash.get(row.tx_hash);
    if (listed) listed.addresses.push(row.address ?? "");
    else
      byHash.set(row.tx_hash, {
        hash: row.tx_hash,
        height: row.block_height,
        txIndex: row.tx_index,
        time: row.block_time,
        addresses: row.address === undefined ? [] : [row.address],
        isUnlisted: false,
      });
  }
  return [...byHash.values()];
}

async function backlogBelow(limit: number, window: CallWindow, slots: readonly Slot[]): Promise<void> {
  for (const slot of slots) {
    if (window.backlog < limit) return;
    await slot.fetching;
  }
}

async function assemble(
  slots: readonly Slot[],
  listedAll: boolean,
  listFailure: Error | null,
  total: number | null,
): Promise<Omit<History, "difference">> {
  const entries: HistoryEntry[] = [];
  const ahead: HistoryEntry[] = [];
  let failure = listFailure;
  let gap = false;
  for (const { listed, fetching } of slots) {
    const fetched = await fetching;
    if (fetched instanceof Error) {
      gap = true;
      if (!(fetched instanceof WindowClosed)) failure ??= fetched;
    } else (gap ? ahead : entries).push({ listed, fetched });
  }
  const remaining = listedAll
    ? slots.length - entries.length
    : total === null
      ? null
      : Math.max(slots.length, total) - entries.length;
  return { entries, ahead, complete: listedAll && !gap, remaining, failure };
}
