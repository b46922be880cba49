import "server-only";
import { cache } from "react";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { foldPeriods } from "@/lib/accounting/fold-periods";
import { InsufficientLots, type Outcome } from "@/lib/accounting/outcome";
import type { Review } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { AppError } from "@/lib/contract/app-error";
import { readSettings } from "@/lib/gains/settings-store";
import { periodsOf } from "@/lib/gains/tax-years";
import { tellHistory } from "@/lib/gains/tell-history";

/** What a person gained, by their own rules, in money of their settings' currency. */
export interface Gains extends Outcome {
  readonly settings: AccountingSettings;
  /** What it is made of, in the order in which it happened. */
  readonly events: readonly AccountingEvent[];
  readonly reviews: readonly Review[];
}

/**
 * Told once for all that one page shows, and anew for every request of the API. Throws `limit_reached` for a history that is too
 * long, `invalid_request` for one that sells what never came, where the person's rules refuse that.
 */
export const tellGains = cache(async (userId: string): Promise<Gains> => {
  const settings = await readSettings(userId);
  const { events, reviews } = await tellHistory(userId, settings);
  try {
    return { settings, events, reviews, ...foldPeriods(events, periodsOf(settings)) };
  } catch (error) {
    if (error instanceof InsufficientLots) throw refused(error);
    throw error;
  }
});

function refused({ shortfall }: InsufficientLots): AppError {
  const day = new Date(shortfall.at).toISOString().slice(0, 10);
  const reason = `More went on ${day} than ever came (${String(shortfall.missing)} of the smallest parts of ${shortfall.asset}). Add the wallet that it came from, or let what is missing count as if it had cost nothing`;
  return new AppError({
    code: "invalid_request",
    detail: reason,
    issues: [{ field: "onShortfall", reason }],
  });
}
