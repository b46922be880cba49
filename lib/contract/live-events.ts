import { z } from "zod";
import { job } from "@/lib/contract/job";
import { id } from "@/lib/contract/primitives";
import { securityEvent } from "@/lib/contract/session";

/** An event names no more; the others changed as well. */
export const pricesPerEvent = 50;

/** Server-sent events: `event` is the name, `data` the JSON below, `id` a cursor for `Last-Event-ID`. */
export const events = {
  "sync.progress": job,
  "sync.completed": job,
  "sync.failed": job,
  "wallet.updated": z.object({ walletId: id }),
  /** Tokens that the page shows cost something else. */
  "price.updated": z.object({ units: z.array(z.string()).max(pricesPerEvent) }),
  /** A new way into the account, or one that is gone. */
  "account.changed": securityEvent,
} as const;
export type EventName = keyof typeof events;
