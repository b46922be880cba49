import "server-only";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import { listTransactions, pageSize, type Subject } from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import { loadForSync, type KnownTx, type Reader } from "@/lib/blockfrost/raw-store";
import { asError, outcomeOf } from "@/lib/sync/as-error";
import { compareListing, isAfter, type Difference, type Position } from "@/lib/sync/compare-listing";
import { fetchTransaction, type FetchedTx } from "@/lib/sync/fetch-transaction";
import { bytesEndAfterMs, listsForMs, readsFromMs, transactionsPerStep } from "@/lib/sync/plan";
import type { Reporter } from "@/lib/sync/progress";
import type { StoredPlace } from "@/lib/sync/sync-job-store";
import type { Sources } from "@/lib/sync/sources";
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
  /** What comes while the entries are read and committed: the source's calls go on meanwhile. */
  readonly late: Promise<readonly HistoryEntry[]>;
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

/** New pages are listed only while fewer transactions than this wait for their turn. */
const lowBacklog = { oneByOne: 20, inBulk: 100 } as const;
/** Pages that are asked for side by side while hardly anything waits: what is listed and not fetched, the next step lists again. */
const pagesAhead = 6;

type Slot = { readonly listed: ListedTx; readonly fetching: Promise<FetchedTx | Error> };

export interface Known {
  /** Position of the last transaction of the contiguous history; null before the first. */
  readonly cursor: Position | null;
  /** Transactions still to come, where an earlier step has counted. */
  readonly remaining?: number | null;
  /** What is stored from where the list is to begin, up to the cursor. */
  readonly stored: readonly StoredPlace[];
  /** Whose history it is; absent where nobody else's could be told from it. */
  readonly reader?: Reader;
}

/** What a step has listed so far, and is fetching. */
interface Listing {
  readonly slots: Slot[];
  readonly relisted: StoredPlace[];
  listedTo: Position | "end" | "nothing";
  total: number | null;
  fetched: number;
  failure: Error | null;
  /** What belongs to the history and is not in the list. */
  besides: Promise<readonly HistoryEntry[] | Error>;
}

/**
 * Lists transactions and fetches those after the cursor side by side until the list, the tokens, the time or the
 * room of a step ends. The list begins at the first stored one, so that what a rollback changed is seen in the same call.
 */
export async function fetchHistory(
  subject: Subject,
  known: Known,
  sources: Sources,
  report: Reporter,
  /** What belongs to the history and is not in the list, asked for when the whole list is known. */
  unlisted: (listed: ReadonlySet<string>) => Promise<readonly HistoryEntry[]> = () => Promise.resolve([]),
): Promise<History> {
  const listing: Listing = {
    slots: [],
    relisted: [],
    listedTo: "nothing",
    total: null,
    fetched: 0,
    failure: null,
    besides: Promise.resolve([]),
  };
  const startedAt = Date.now();
  try {
    await list({ subject, known, sources, report, unlisted }, listing);
  } catch (error) {
    if (!(error instanceof WindowClosed)) listing.failure = asError(error);
  }
  sources.bulk?.flush();
  const { slots, relisted, listedTo, failure, total } = listing;
  const { cursor, stored } = known;
  const difference =
    cursor === null || listedTo === "nothing"
      ? { height: null, missing: [] }
      : compareListing(stored, relisted, cursor, listedTo === "end" ? null : listedTo);
  const listed = { slots, listedAll: listedTo === "end", failure, total };
  // One by one they come until the step's end.
  const isBulk = sources.bulk?.isOn === true;
  const times = isBulk ? { from: startedAt + readsFromMs, end: startedAt + bytesEndAfterMs } : null;
  const history = { ...(await assemble(listed, times)), difference };
  const found = await listing.besides;
  // Not had in this step: the proof asks for them again.
  if (!history.complete || found instanceof Error || found.length === 0) return history;
  return { ...history, entries: [...history.entries, ...found].sort(byPosition) };
}

interface Wanted {
  readonly subject: Subject;
  readonly known: Known;
  readonly sources: Sources;
  readonly report: Reporter;
  readonly unlisted: (listed: ReadonlySet<string>) => Promise<readonly HistoryEntry[]>;
}

async function list({ subject, known, sources, report, unlisted }: Wanted, listing: Listing): Promise<void> {
  const { window, bulk } = sources;
  const way = bulk === null ? "oneByOne" : "inBulk";
  const most = transactionsPerStep[way];
  const listsUntil = bulk === null ? Infinity : Date.now() + listsForMs;
  // Asked for beside a new wallet's first page, so that nothing waits for it.
  const counting = known.cursor === null ? sizeWithinLimit(subject, window) : null;
  counting?.catch(() => undefined); // thrown where it is waited for
  const atLeast = () => Math.min(most, listing.total ?? known.remaining ?? 0);
  const ahead = () => (backlogOf(sources) < lowBacklog[way] / 2 ? pagesAhead : 1);
  for await (const page of oneAhead(listPages(subject, known.stored[0] ?? null, window, { atLeast, ahead }))) {
    // Before anything is fetched: an exchange's address costs two pages and the count.
    if (page.first && counting !== null) {
      listing.total = page.last ? page.rows.length : await counting;
      if (listing.total !== null) report.counted(listing.total);
    }
    await fetchPage(page, known, sources, listing, report);
    listing.listedTo = page.last ? "end" : (page.rows.at(-1) ?? listing.listedTo);
    const { slots } = listing;
    if (page.last) listing.besides = outcomeOf(unlisted(new Set(slots.map(({ listed }) => listed.hash))));
    else if (slots.length >= most || Date.now() >= listsUntil || bulk?.stop !== undefined) break;
    else await backlogBelow(lowBacklog[way], sources, slots);
  }
}

/** Begins to fetch what of a page is new. */
async function fetchPage(
  { rows }: Page,
  { cursor, reader }: Known,
  sources: Sources,
  listing: Listing,
  report: Reporter,
): Promise<void> {
  listing.relisted.push(...rows.map(placeOf));
  const fresh = rows.filter((listed) => cursor === null || isAfter(listed, cursor));
  const stored = await loadForSync(
    reader ?? null,
    fresh.map(({ hash }) => hash),
  );
  for (const listed of fresh) {
    const { hash, time } = listed;
    const kept = stored.get(hash);
    const fetching = outcomeOf(kept ? storedTx(hash, kept, sources) : fetchTransaction(hash, time, sources));
    listing.slots.push({
      listed,
      fetching: fetching.then((result) => {
        listing.fetched += 1;
        report.fetched(listing.fetched);
        return result;
      }),
    });
  }
}

/** From our own store; what somebody else's wallet brought there takes as long as if it were not. */
async function storedTx(hash: TxHash, { rawTx, isOthers }: KnownTx, { window, bulk }: Sources): Promise<FetchedTx> {
  const read: FetchedTx = { kind: "read", rawTx, cbor: null, json: null, blockHash: null };
  if (!isOthers) return read;
  const inBulk = await bulk?.asIfLoaded(hash);
  return inBulk?.kind === "absent" ? read : window.asIfAsked(read);
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
 * Pages behind one position, where new transactions only come at the end: those that are sure to come are asked for side by
 * side. What a rollback takes away meanwhile, so that a row slips to the page before, the next list shows, which begins at
 * the last transaction that is final. The last transaction of a full page may go on over its edge, so it is yielded with the
 * next page, which brings all of its rows.
 * @param options.atLeast transactions that are still to come, as far as is known by then
 * @param options.ahead pages that may be under way
 */
async function* listPages(
  subject: Subject,
  from: Position | null,
  window: CallWindow,
  { atLeast, ahead }: { readonly atLeast: () => number; readonly ahead: () => number },
): AsyncGenerator<Page> {
  const asked: Promise<readonly ListRow[]>[] = [];
  const ask = (page: number) => {
    const answer = window.call(() => listTransactions(subject, { from, page })).then((rows) => rows ?? []);
    answer.catch(() => undefined); // thrown in its turn
    return answer;
  };
  let carried: readonly ListRow[] = [];
  const seen = new Set<string>();
  // An account's list has a row for each address that a transaction touches.
  let rowsEach = 1;
  for (let page = 1; ; page += 1) {
    const sure = Math.floor((atLeast() * rowsEach) / pageSize);
    while (asked.length < Math.max(page, Math.min(sure, page + ahead() - 1))) asked.push(ask(asked.length + 1));
    const answer = (await asked[page - 1]) ?? [];
    const rows = [...carried, ...answer];
    const last = answer.length < pageSize;
    const groups = groupRows(rows);
    const whole = (last ? groups : groups.slice(0, -1)).filter((listed) => !seen.has(listed.hash));
    for (const listed of whole) seen.add(listed.hash);
    rowsEach = Math.max(1, (0.9 * page * pageSize) / Math.max(1, seen.size));
    yield { rows: whole, first: page === 1, last };
    if (last) return;
    const edge = groups.at(-1)?.hash;
    carried = rows.filter(({ tx_hash: hash }) => hash === edge);
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

const backlogOf = ({ window, bulk }: Sources) => Math.max(window.backlog, bulk?.backlog ?? 0);

async function backlogBelow(limit: number, sources: Sources, slots: readonly Slot[]): Promise<void> {
  for (const slot of slots) {
    if (backlogOf(sources) < limit) return;
    await slot.fetching;
  }
}

interface Listed {
  readonly slots: readonly Slot[];
  readonly listedAll: boolean;
  readonly failure: Error | null;
  readonly total: number | null;
}

/** @param times when reading begins with what has come by then, and when nothing more comes; null where it begins with all of it */
async function assemble(
  { slots, listedAll, failure: listFailure, total }: Listed,
  times: { readonly from: number; readonly end: number } | null,
): Promise<Omit<History, "difference">> {
  const entries: HistoryEntry[] = [];
  const ahead: HistoryEntry[] = [];
  const late: Slot[] = [];
  let failure = listFailure;
  let gap = false;
  const byThen = await comeBy(slots, times?.from ?? Infinity);
  // What the next one waits for may take a whole step.
  const come = byThen[0] === undefined ? await comeBy(slots, Infinity) : byThen;
  for (const [index, slot] of slots.entries()) {
    const { listed } = slot;
    const fetched = come[index];
    if (fetched === undefined) late.push(slot);
    else if (fetched instanceof Error) {
      if (!(fetched instanceof WindowClosed)) failure ??= fetched;
    } else {
      (gap ? ahead : entries).push({ listed, fetched });
      continue;
    }
    gap = true;
  }
  const remaining = listedAll
    ? slots.length - entries.length
    : total === null
      ? null
      : Math.max(slots.length, total) - entries.length;
  return { entries, ahead, late: entriesOf(late, times?.end ?? 0), complete: listedAll && !gap, remaining, failure };
}

async function entriesOf(slots: readonly Slot[], until: number): Promise<readonly HistoryEntry[]> {
  const come = await comeBy(slots, until);
  return slots.flatMap(({ listed }, index) => {
    const fetched = come[index];
    return fetched === undefined || fetched instanceof Error ? [] : [{ listed, fetched }];
  });
}

/** What has come by a time (ms since the epoch); undefined for what has not. */
async function comeBy(slots: readonly Slot[], until: number): Promise<(FetchedTx | Error | undefined)[]> {
  const all = slots.map(({ fetching }) => fetching);
  if (until === Infinity || all.length === 0) return Promise.all(all);
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((isOver) => {
    timer = setTimeout(() => isOver(undefined), Math.max(0, until - Date.now()));
  });
  try {
    return await Promise.all(all.map((fetching) => Promise.race([fetching, end])));
  } finally {
    clearTimeout(timer);
  }
}
