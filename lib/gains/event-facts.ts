import type { AccountingEvent } from "@/lib/accounting/accounting-event";

/** Events of a transaction are called by its hash first (`lib/accounting/wallet-book.ts`). */
export function hashOf(eventId: string): string | null {
  return /^([0-9a-f]{64}):/.exec(eventId)?.[1] ?? null;
}

/** The wallet of each event, by its id; that which gave where it moved between two. */
export function walletsOf(events: readonly AccountingEvent[]): Map<string, string> {
  return new Map(events.flatMap((event) => (event.kind === "split" ? [] : [[event.id, event.wallet] as const])));
}

/** What kind of reward an event is, and of which epoch where a list names it (`lib/gains/account-rewards.ts`); null for all else. */
export function rewardOf(eventId: string): { readonly type: string; readonly epoch: number | null } | null {
  const [, type, epoch] = /^reward:[^:]*:([a-z_]+):(?:(\d{1,9}):)?/.exec(eventId) ?? [];
  if (type === undefined) return null;
  return { type, epoch: epoch === undefined ? null : Number(epoch) };
}
