import "server-only";
import { createHash } from "node:crypto";
import type { AccountingSettings } from "@/lib/contract/accounting";
import type { BookEntry } from "@/lib/contract/address-book";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";
import { accountingSource } from "@/lib/generated/rules-source";
import type { DatedReward } from "@/lib/gains/account-rewards";
import { readAddressBook } from "@/lib/gains/address-book";
import { readOpenings, type DatedOpening } from "@/lib/gains/opening-events";
import type { SegmentHead } from "@/lib/gains/fold-store";
import { readDatedRewards } from "@/lib/gains/read-dated-rewards";
import { periodsOf, treatmentOf, yearStart } from "@/lib/gains/tax-years";
import type { OwnPrice } from "@/lib/prices/own-price";
import { readOwnPrices } from "@/lib/prices/own-prices";
import { lastPriceChange } from "@/lib/prices/price-changes";
import { readFills, type RateFillState } from "@/lib/rates/read-fills";

/** Where a stretch of the history lies: half open, ms since 1970; null: from the beginning, or without an end. */
export interface Stretch {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

/** What gains are told by. */
export interface FoldInputs {
  readonly settings: AccountingSettings;
  readonly rewards: readonly DatedReward[];
  /** What was bought elsewhere. */
  readonly openings: readonly DatedOpening[];
  /** Whose addresses are. */
  readonly book: readonly BookEntry[];
  /** What is not counted. */
  readonly spam: ReadonlySet<string>;
  /** The last change of any price that all who read from now on see. */
  readonly priceChange: bigint;
  /** Ends of closed years: no stretch reaches over one. */
  readonly cuts: readonly number[];
  readonly days: readonly { readonly day: number; readonly hash: string }[];
  readonly ownPrices: readonly OwnPrice[];
  /** Up to when which rates were fetched. */
  readonly fills: readonly RateFillState[];
  /** The addresses of all wallets: what moves between them is no sale. */
  readonly addresses: string;
}

/** All of it, as it is before anything else is read: what changes meanwhile makes what is told of it stale. */
export async function readFoldInputs(userId: string, settings: AccountingSettings): Promise<FoldInputs> {
  const [priceChange, days, spam, fills, addresses, rewards, openings, book, ownPrices] = await Promise.all([
    lastPriceChange(),
    userDb(userId).$queryRaw<{ day: number; hash: string }[]>`
      SELECT (extract(epoch FROM day) * 1000)::float8 AS day, sum(hashtextextended(concat_ws(' ', wallet_id, version), 0)::numeric)::text AS hash
      FROM history_day WHERE user_id = ${userId}::uuid GROUP BY day ORDER BY day`,
    userDb(userId).$queryRaw<{ unit: string }[]>`
      SELECT unit FROM token_mark WHERE user_id = ${userId}::uuid AND coalesce(own_spam, suspicion IS NOT NULL)`,
    readFills(),
    userDb(userId).$queryRaw<{ hash: string }[]>`
      SELECT sum(hashtextextended(concat_ws(' ', a.wallet_id, a.address), 0)::numeric)::text AS hash FROM wallet_address a
      WHERE a.user_id = ${userId}::uuid AND (SELECT count(*) FROM wallet w WHERE w.user_id = ${userId}::uuid) > 1`,
    readDatedRewards(userId, settings, null),
    readOpenings(userId, settings.currency),
    readAddressBook(userId),
    readOwnPrices(userId),
  ]);
  const cuts = settings.closedYears.map((year) => yearStart(settings, year + 1)).toSorted((a, b) => a - b);
  return {
    ...{ settings, rewards, openings, book, ownPrices, days, fills, cuts, priceChange },
    spam: new Set(spam.map(({ unit }) => unit)),
    addresses: addresses[0]?.hash ?? "",
  };
}

/** Whether a moment, in ms since 1970, lies in a stretch. */
export const isIn = ({ fromMs, untilMs }: Stretch, at: number): boolean =>
  at >= (fromMs ?? -Infinity) && at < (untilMs ?? Infinity);

const hashOf = (...parts: readonly unknown[]): string =>
  createHash("sha256")
    .update(JSON.stringify(parts, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)))
    .digest("hex");

/** Names all that the events of a stretch follow from, but for prices of pools. */
export function toldBy(
  { settings, days, rewards, openings, book, ownPrices, fills, addresses }: FoldInputs,
  stretch: Stretch,
  { units, late }: Pick<SegmentHead, "units" | "late">,
): string {
  const { currency, rewardDate } = settings;
  const moved = new Set(units);
  const untilMs = stretch.untilMs ?? Infinity;
  return hashOf(
    ...[accountingSource, currency, rewardDate, treatmentOf(settings), env().MARKET, addresses],
    days.filter(({ day }) => isIn(stretch, day)),
    rewards.filter(({ at }) => isIn(stretch, at)),
    openings.filter(({ at }) => isIn(stretch, at)),
    book,
    ownPrices.filter(({ unit, at }) => moved.has(unit) && at < untilMs),
    late ? fills.filter(({ month }) => month < untilMs) : [],
  );
}

/** Names the rules of lots that hold up to the end of a stretch, and when its tax years begin. */
export function rulesUntil(settings: AccountingSettings, { untilMs }: Stretch): string {
  const periods = periodsOf(settings);
  const known = periods.filter(({ from }, n) => n === 0 || from < (untilMs ?? Infinity));
  return hashOf(known, settings.taxYearStart);
}
