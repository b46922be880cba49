import type { AccountingEvent } from "@/lib/accounting/accounting-event";

/** Events of a transaction are called by its hash first (`lib/accounting/wallet-book.ts`). */
export function hashOf(eventId: string): string | null {
  return /^([0-9a-f]{64}):/.exec(eventId)?.[1] ?? null;
}

/** The wallet of each event, by its id; that which gave where it moved between two. */
export function walletsOf(events: readonly AccountingEvent[]): Map<string, string> {
  return new Map(events.flatMap((event) => (event.kind === "split" ? [] : [[event.id, event.wallet] as const])));
}
