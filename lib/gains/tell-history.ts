import "server-only";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import { OpenAccounts, type Review } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { afterAll, readSegments } from "@/lib/gains/fold-store";
import { readSettings } from "@/lib/gains/settings-store";
import { treatmentOf } from "@/lib/gains/tax-years";
import { tellGains } from "@/lib/gains/tell-gains";
import { eventApart, walkHistory } from "@/lib/gains/walk-history";

/** All that a person's wallets ever did, as lots are made of it. */
interface ToldHistory {
  /** In the order in which they happened. */
  readonly events: readonly AccountingEvent[];
  /** Of each event, in their order. */
  readonly purposes: readonly EventPurpose[];
  readonly reviews: readonly Review[];
}

/**
 * Of all wallets, or of one as if it were alone. What gains are told of is not told again. Throws `limit_reached` for a history that
 * is too long to be told at once.
 */
export async function tellHistory(
  userId: string,
  settings: AccountingSettings,
  walletId: string | null = null,
): Promise<ToldHistory> {
  const kept = walletId === null ? await keptHistory(userId, settings) : null;
  if (kept !== null) return kept;
  const told = { events: [] as AccountingEvent[], purposes: [] as EventPurpose[], reviews: [] as Review[] };
  const open = new OpenAccounts();
  const treatment = treatmentOf(settings);
  for await (const happened of walkHistory(userId, settings, walletId)) {
    const { transaction } = happened;
    const each = transaction === null ? eventApart(happened) : accountFor(transaction, treatment, open);
    told.events.push(...each.events);
    told.purposes.push(...each.purposes);
    told.reviews.push(...each.reviews);
  }
  return told;
}

/** What gains are told of, where that is of the same currency and all is told; else null. */
async function keptHistory(userId: string, { currency }: AccountingSettings): Promise<ToldHistory | null> {
  const own = await readSettings(userId);
  if (own.currency !== currency || own.onShortfall === "error") return null;
  const { progress } = await tellGains(userId);
  if (!progress.isDone) return null;
  const segments = await readSegments(userId, 0, afterAll);
  return {
    events: segments.flatMap(({ events }) => events),
    purposes: segments.flatMap(({ purposes }) => purposes),
    reviews: segments.flatMap(({ reviews }) => reviews),
  };
}
