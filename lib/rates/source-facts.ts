import type { Grain, RateSource } from "@/lib/contract/rates";
import { dayMs, firstMonth } from "@/lib/rates/instants";

interface SourceFacts {
  /** When it began to trade ada, or a little before. */
  readonly listedAt: number;
  /** Closes in one answer. */
  readonly perCall: number;
  /** It forgets what is older; null: nothing. */
  readonly keeps: Readonly<Record<Grain, number | null>>;
  readonly hasHours: boolean;
}

const all = { hour: null, day: null } as const;

/** What each source has, by its own documents; of Coinbase's listing only the month is known. */
export const sourceFacts = {
  coinbase: { listedAt: Date.UTC(2021, 2, 15), perCall: 300, keeps: all, hasHours: true },
  binance: { listedAt: Date.UTC(2018, 3, 17), perCall: 1_000, keeps: all, hasHours: true },
  kraken: { listedAt: firstMonth, perCall: 720, keeps: { hour: 30 * dayMs, day: 720 * dayMs }, hasHours: true },
  frankfurter: { listedAt: firstMonth, perCall: 1_000, keeps: all, hasHours: false },
} as const satisfies Record<RateSource, SourceFacts>;

/** Whether a source can tell closes of old hours, so that one of them is not known before it was read. */
export function tellsOldHours(source: RateSource): boolean {
  const { hasHours, keeps } = sourceFacts[source];
  return hasHours && keeps.hour === null;
}
