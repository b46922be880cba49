import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const tickJobName = "market-tick";
export const tickPayload = z.object({
  /** When it is due, ms since the epoch: two looks of one time are one. */
  dueAt: z.int().nonnegative(),
  v: z.literal(1),
});

export function tickMessage(dueAt: number, nowMs: number): Message {
  return {
    name: tickJobName,
    payload: { dueAt, v: 1 },
    identity: [dueAt],
    delayMs: Math.max(0, dueAt - nowMs),
    retries: 1,
  };
}

export const walkJobName = "market-walk";
export const walkPayload = z.object({
  /** The day of the walk, days since the epoch. */
  day: z.int().nonnegative(),
  /** The next script of `walkedScripts`, and its next page. */
  script: z.int().nonnegative(),
  page: z.int().positive(),
  /** How often this page could not be read so far. */
  failures: z.int().nonnegative().default(0),
  /** How many messages of the walk there were before: one that read nothing is followed by another, not by itself. */
  round: z.int().nonnegative().default(0),
  v: z.literal(1),
});
export type WalkPayload = z.infer<typeof walkPayload>;

export const walkMessage = (from: Omit<WalkPayload, "v">, delayMs: number): Message => ({
  name: walkJobName,
  payload: { ...from, v: 1 },
  identity: [from.day, from.round],
  delayMs,
  retries: 2,
  lane: "blockfrost",
});
