import "server-only";
import { cache } from "react";
import { AppError } from "@/lib/contract/app-error";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { foldHistory, type FoldProgress } from "@/lib/gains/fold-history";
import { readFoldSums, readSegmentSums } from "@/lib/gains/fold-store";
import { mergeSums, type GainSum } from "@/lib/gains/gain-sums";
import { leaveFoldToQueue } from "@/lib/gains/run-fold";
import { readSettings } from "@/lib/gains/settings-store";

/** What a person gained, by their own rules, in money of their settings' currency. */
export interface Gains {
  readonly settings: AccountingSettings;
  readonly sums: readonly GainSum[];
  readonly progress: FoldProgress;
}

/** A person waits for this long; what takes longer goes on behind them. */
const requestMs = 3_000;

/**
 * Brought up to date once for all that one page shows, and for every request of the API; `progress` says whether that is all by now.
 * Throws `limit_reached` for a history that is too long, `invalid_request` for one that sells what never came, where the person's
 * rules refuse that.
 */
export const tellGains = cache(async (userId: string): Promise<Gains> => {
  const settings = await readSettings(userId);
  const progress = await foldInTime(userId, settings, Date.now() + requestMs);
  const ended = progress.isDone ? await readFoldSums(userId) : null;
  if (!progress.isDone && !progress.isHeld) await leaveFoldToQueue(userId);
  return { settings, progress, sums: ended ?? mergeSums(await readSegmentSums(userId)) };
});

const lookEveryMs = 150;

/** Whoever comes second waits for the first, as long as they would have told themselves. */
async function foldInTime(userId: string, settings: AccountingSettings, endsAt: number): Promise<FoldProgress> {
  for (;;) {
    const progress = await foldHistory(userId, settings, endsAt);
    if (!progress.isHeld || Date.now() >= endsAt) return progress;
    await new Promise((wake) => setTimeout(wake, lookEveryMs));
  }
}

/** What is asked for can be said once all is told. */
export const stillComputing = (): AppError =>
  new AppError({
    code: "conflict",
    detail: "Your gains are being computed. Wait until they are, and try again.",
    retryable: true,
  });
