import { elsewhere } from "@/lib/accounting/word";

/** Events of a transaction are called by its hash first (`lib/accounting/wallet-book.ts`). */
export function hashOf(eventId: string): string | null {
  return /^([0-9a-f]{64}):/.exec(eventId)?.[1] ?? null;
}

/** The wallet of an event by its id, which names it behind the hash, or as the one that a reward went to; null where two moved it. */
export function walletOf(eventId: string): string | null {
  if (eventId.startsWith("opening:")) return elsewhere;
  const [, wallet] = /^(?:[0-9a-f]{64}|reward):([^:]+):/.exec(eventId) ?? [];
  return wallet === undefined || wallet === "move" ? null : wallet;
}

/** What kind of reward an event is, and of which epoch where a list names it (`lib/gains/account-rewards.ts`); null for all else. */
export function rewardOf(eventId: string): { readonly type: string; readonly epoch: number | null } | null {
  const [, type, epoch] = /^reward:[^:]*:([a-z_]+):(?:(\d{1,9}):)?/.exec(eventId) ?? [];
  if (type === undefined) return null;
  return { type, epoch: epoch === undefined ? null : Number(epoch) };
}
