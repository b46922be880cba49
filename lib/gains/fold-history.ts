import "server-only";
import { PeriodFold } from "@/lib/accounting/fold-periods";
import { InsufficientLots } from "@/lib/accounting/outcome";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { AppError, limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { userDb } from "@/lib/db";
import { readFoldInputs, rulesUntil, toldBy, type FoldInputs } from "@/lib/gains/fold-inputs";
import {
  claimFold,
  cutFold,
  endFold,
  readFold,
  readSegments,
  readSegmentSums,
  readState,
  releaseFold,
  saveSegment,
  type SegmentEvents,
  type SegmentHead,
} from "@/lib/gains/fold-store";
import { datedOf, happenedRows, lotRows } from "@/lib/gains/gain-rows";
import { gainSums, mergeSums } from "@/lib/gains/gain-sums";
import { beforeAll } from "@/lib/gains/read-history";
import { priceChangesSince } from "@/lib/prices/price-changes";
import { periodsOf, yearOf, yearStart } from "@/lib/gains/tax-years";
import { tellSegment } from "@/lib/gains/tell-segment";

/** How far a person's gains are told. */
export interface FoldProgress {
  readonly isDone: boolean;
  /** Somebody else tells them by now. */
  readonly isHeld: boolean;
  /** Transactions that are told. */
  readonly done: number;
  /** Of so many; null where nobody asked, for all are told. */
  readonly total: number | null;
  /** Some were told by older rates of the currency, for theirs are still to come. */
  readonly isLate: boolean;
  /** Closed years of which something else is known than when they were closed: they keep what was told then. */
  readonly changedYears: readonly number[];
}

/** What is told anew: from where on other rules of lots hold, and from where on something else happened. */
interface Stale {
  readonly rulesFrom: number;
  readonly toldFrom: number;
  readonly changedYears: readonly number[];
}

/**
 * Tells a person's gains as far as the time goes, from the first stretch of their history that something changed: a new transaction
 * costs the last stretch. Killed at any point, the next call goes on. Throws `limit_reached` for a history that is too long,
 * `invalid_request` for one that sells what never came, where the person's rules refuse that.
 *
 * @param endsAt ms since 1970: no stretch but the first is begun later
 */
export async function foldHistory(
  userId: string,
  settings: AccountingSettings,
  endsAt: number,
  size: number = limits.gainsTogether,
): Promise<FoldProgress> {
  const { fold, segments } = await readFold(userId);
  const inputs = await readFoldInputs(userId, settings);
  const stale = await staleFrom(inputs, segments);
  const { changedYears } = stale;
  if (isComplete(segments, stale, fold.endedSeq)) return { ...allTold(segments), changedYears };
  const fence = await claimFold(userId);
  if (fence === null) return { ...(await progressOf(userId, segments)), isHeld: true, changedYears };
  try {
    return { ...(await tellOn(userId, fence, inputs, { ...stale, heads: segments, endsAt, size })), changedYears };
  } catch (error) {
    if (error instanceof InsufficientLots) throw refused(error);
    throw error;
  } finally {
    await releaseFold(userId, fence);
  }
}

const isLate = (segments: readonly Pick<SegmentHead, "late">[]): boolean => segments.some(({ late }) => late);

const allTold = (segments: readonly SegmentHead[]) => ({
  ...{ isDone: true, isHeld: false, total: null },
  ...{ done: countOf(segments), isLate: isLate(segments) },
});

const countOf = (segments: readonly Pick<SegmentHead, "transactions">[]): number =>
  segments.reduce((sum, { transactions }) => sum + transactions, 0);

async function progressOf(userId: string, segments: readonly SegmentHead[]) {
  const [row] = await userDb(userId).$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT tx_hash)::int AS count FROM transaction WHERE user_id = ${userId}::uuid`;
  return { isDone: false, isHeld: false, done: countOf(segments), isLate: isLate(segments), total: row?.count ?? 0 };
}

const isComplete = (
  segments: readonly SegmentHead[],
  { rulesFrom, toldFrom }: Stale,
  endedSeq: number | null,
): boolean =>
  segments.at(-1)?.untilMs === null &&
  Math.min(rulesFrom, toldFrom) === segments.length &&
  endedSeq === segments.length - 1;

/** Segments of closed years stay as they are, whatever changes. */
async function staleFrom(inputs: FoldInputs, segments: readonly SegmentHead[]): Promise<Stale> {
  const { settings, cuts, spam } = inputs;
  const oldest = segments.reduce<bigint | null>(
    (least, { priceChange }) => (least === null || priceChange < least ? priceChange : least),
    null,
  );
  const changes =
    oldest === null ? [] : await priceChangesSince(oldest, [...new Set(segments.flatMap(({ units }) => units))]);
  const isPricedAnew = ({ units, untilMs, priceChange }: SegmentHead) =>
    changes.some(
      ({ unit, sinceMs, change }) => change > priceChange && sinceMs < (untilMs ?? Infinity) && units.includes(unit),
    );
  const isOtherSpam = ({ units, leftOut }: SegmentHead) =>
    units
      .filter((unit) => spam.has(unit))
      .toSorted()
      .join() !== leftOut.toSorted().join();
  const isTold = (head: SegmentHead) =>
    head.toldBy === toldBy(inputs, head, head) && !isPricedAnew(head) && !isOtherSpam(head);
  const isCut = ({ fromMs, untilMs }: SegmentHead) =>
    cuts.some((cut) => cut > (fromMs ?? -Infinity) && cut < (untilMs ?? Infinity));
  const closedUntil = cuts.at(-1) ?? -Infinity;
  const closed = segments.filter(({ untilMs }) => untilMs !== null && untilMs <= closedUntil).length;
  const firstNot = (test: (head: SegmentHead) => boolean) => {
    const found = segments.findIndex((head) => !test(head));
    return found === -1 ? segments.length : found;
  };
  const changed = segments.slice(0, closed).filter((head) => !isTold(head));
  return {
    rulesFrom: firstNot((head) => head.rules === rulesUntil(settings, head)),
    toldFrom: firstNot((head) => !isCut(head) && (head.seq < closed || isTold(head))),
    changedYears: settings.closedYears.filter((year) =>
      changed.some(
        ({ fromMs, untilMs }) =>
          (untilMs ?? Infinity) > yearStart(settings, year) && (fromMs ?? -Infinity) < yearStart(settings, year + 1),
      ),
    ),
  };
}

async function tellOn(
  userId: string,
  fence: number,
  inputs: FoldInputs,
  {
    heads,
    rulesFrom,
    toldFrom,
    endsAt,
    size,
  }: Omit<Stale, "changedYears"> & {
    readonly heads: readonly SegmentHead[];
    readonly endsAt: number;
    readonly size: number;
  },
): Promise<Omit<FoldProgress, "changedYears">> {
  const yearAt = (at: number) => yearOf(inputs.settings, at);
  const first = Math.min(rulesFrom, toldFrom);
  await cutFold(userId, fence, first, toldFrom);
  const told = heads.slice(0, first);
  const fold = await foldUntil(userId, inputs.settings, first);
  let [open, last] = [await openAfter(userId, first), told.at(-1)];
  while (last === undefined || last.untilMs !== null) {
    if (told.length > first && Date.now() >= endsAt) return progressOf(userId, told);
    const known = told.length < toldFrom ? heads[told.length] : undefined;
    const { segment, head, isKept } =
      (known && (await keptSegment(userId, inputs, known))) ??
      (await nextSegment(userId, inputs, { last, open, size }));
    if (countOf(told) + head.transactions > limits.accountedTransactions) throw tooLong();
    fold.add(segment.events);
    const dated = datedOf({ ...fold.settled(), events: segment.events, reviews: segment.reviews });
    await saveSegment(userId, fence, {
      ...{ head, told: isKept ? null : segment, state: fold.state() },
      ...{ rows: happenedRows(dated, yearAt), sums: gainSums(dated, yearAt) },
    });
    told.push(head);
    [open, last] = [segment.open, head];
  }
  const { remaining, ...rest } = fold.end();
  const dated = datedOf({ ...rest, events: [], reviews: [] });
  await endFold(userId, fence, {
    seq: told.length - 1,
    rows: [...happenedRows(dated, yearAt), ...lotRows(remaining)],
    sums: mergeSums([...(await readSegmentSums(userId)), ...gainSums(dated, yearAt)]),
  });
  return allTold(told);
}

interface Next {
  readonly head: SegmentHead;
  readonly segment: SegmentEvents;
  /** Its events are stored already, and what is new is what becomes of them. */
  readonly isKept: boolean;
}

async function keptSegment(userId: string, { settings }: FoldInputs, known: SegmentHead): Promise<Next | null> {
  const [segment] = await readSegments(userId, known.seq, known.seq + 1);
  return segment === undefined
    ? null
    : { segment, head: { ...known, rules: rulesUntil(settings, known) }, isKept: true };
}

interface Before {
  readonly last: SegmentHead | undefined;
  readonly open: SegmentEvents["open"];
  readonly size: number;
}

async function nextSegment(userId: string, inputs: FoldInputs, { last, open, size }: Before): Promise<Next> {
  const { settings, spam, priceChange } = inputs;
  const place = { fromMs: last?.untilMs ?? null, place: last?.place ?? beforeAll };
  const { events, purposes, reviews, open: openAt, ...told } = await tellSegment(userId, inputs, place, open, size);
  const head = {
    ...{ ...told, seq: last === undefined ? 0 : last.seq + 1, priceChange },
    ...{ toldBy: toldBy(inputs, told, told), rules: rulesUntil(settings, told) },
    leftOut: told.units.filter((unit) => spam.has(unit)),
  };
  return { segment: { events, purposes, reviews, open: openAt }, head, isKept: false };
}

/** The fold as it was before a segment. */
async function foldUntil(userId: string, settings: AccountingSettings, before: number): Promise<PeriodFold> {
  const known = await readState(userId, before);
  const fold = new PeriodFold(periodsOf(settings), known?.state ?? null);
  for (const { events } of await readSegments(userId, (known?.seq ?? -1) + 1, before)) fold.add(events);
  fold.settled();
  return fold;
}

async function openAfter(userId: string, before: number): Promise<SegmentEvents["open"]> {
  const [last] = await readSegments(userId, before - 1, before);
  return last?.open ?? new OpenAccounts();
}

const tooLong = () =>
  limitReached(
    `more than ${String(limits.accountedTransactions)} transactions`,
    "Gains of so many cannot be told: remove a wallet that you need no gains of.",
  );

function refused({ shortfall }: InsufficientLots): AppError {
  const day = new Date(shortfall.at).toISOString().slice(0, 10);
  const reason = `More went on ${day} than ever came (${String(shortfall.missing)} of the smallest parts of ${shortfall.asset}). Add the wallet that it came from, or let what is missing count as if it had cost nothing`;
  return new AppError({
    code: "invalid_request",
    detail: reason,
    issues: [{ field: "onShortfall", reason }],
  });
}
