import "server-only";
import { accountFor } from "@/lib/accounting/account-for";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import { isIn, type FoldInputs, type Stretch } from "@/lib/gains/fold-inputs";
import type { SegmentEvents } from "@/lib/gains/fold-store";
import { priceHistory } from "@/lib/gains/price-history";
import { priceRewards } from "@/lib/gains/read-dated-rewards";
import { readHistory, readUnits, type HistoricTransaction, type Place } from "@/lib/gains/read-history";
import { treatmentOf } from "@/lib/gains/tax-years";
import { eventApart, inOrder } from "@/lib/gains/walk-history";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** A stretch of the history, told. */
export interface ToldSegment extends SegmentEvents, Stretch {
  readonly place: Place;
  readonly transactions: number;
  readonly units: readonly string[];
  /** Some rates of its time were still to be fetched. */
  readonly late: boolean;
}

/**
 * What happened next in all of a person's wallets, as lots are made of it.
 *
 * @param size whole days of about so many transactions, or of more where one day has more
 */
export async function tellSegment(
  userId: string,
  { settings, rewards, openings, cuts }: FoldInputs,
  { fromMs, place }: Pick<ToldSegment, "fromMs" | "place">,
  openBefore: SegmentEvents["open"],
  size: number,
): Promise<ToldSegment> {
  const cut = cuts.find((each) => each > (fromMs ?? -Infinity)) ?? null;
  const { history, untilMs } = await readStretch(userId, place, cut, size);
  const last = history.at(-1) ?? place;
  const units = await readUnits(userId, place, last);
  const isDue = ({ at }: { readonly at: number }) => isIn({ fromMs, untilMs }, at);
  const [priced, due] = await Promise.all([
    priceHistory(userId, history, settings.currency),
    priceRewards(rewards.filter(isDue), settings.currency),
  ]);
  const open = Object.assign(new OpenAccounts(), copyOf(openBefore));
  const treatment = treatmentOf(settings);
  const told = [...inOrder(priced.transactions, due.rewards, openings.filter(isDue))].map((happened) =>
    happened.transaction === null ? eventApart(happened) : accountFor(happened.transaction, treatment, open),
  );
  return {
    ...{ fromMs, untilMs, units, transactions: history.length, late: priced.late || due.late },
    place: { height: last.height, index: last.index },
    events: told.flatMap(({ events }) => events),
    purposes: told.flatMap(({ purposes }) => purposes),
    reviews: told.flatMap(({ reviews }) => reviews),
    open: { fees: open.fees, lying: open.lying, debts: open.debts },
  };
}

const copyOf = ({ fees, lying, debts }: SegmentEvents["open"]) => ({
  ...{ fees: new Map(fees), lying: new Map(lying), debts: new Map(debts) },
});

/** Whole UTC days behind a place, none behind a cut; without an end where nothing comes later. */
async function readStretch(userId: string, after: Place, cut: number | null, size: number) {
  const history: HistoricTransaction[] = [];
  let untilMs: number | null = null;
  for (let [place, isMore] = [after, true]; isMore;) {
    const page = await readHistory(userId, null, place, size);
    history.push(...page);
    const last = page.at(-1);
    if (page.length < size || last === undefined) break;
    place = last;
    untilMs = floorTo(dayMs, last.at.getTime());
    isMore = (history[0]?.at.getTime() ?? 0) >= untilMs;
    if (isMore) untilMs = null;
  }
  const end = Math.min(untilMs ?? Infinity, cut ?? Infinity);
  const until = Number.isFinite(end) ? end : null;
  return { history: history.filter(({ at }) => at.getTime() < end), untilMs: until };
}
