import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const part = z.enum(["looks while nobody looks", "looks while somebody looks", "the walk", "the sweep", "pages"]);
export type DayPart = z.infer<typeof part>;

const costs = z.object({
  times: z.number(),
  blockfrostCalls: z.number(),
  koiosCalls: z.number(),
  rateCalls: z.number(),
  messages: z.number(),
  redisCommands: z.number(),
  dbStatements: z.number(),
});
export type Costs = z.infer<typeof costs>;

const told = z.object({
  /** That pools trade. */
  tokens: z.number(),
  /** By what for: how often, and what it cost. */
  by: z.array(z.tuple([part, costs])),
  /** That the queue counted. */
  messages: z.number(),
  /** So long the database is awake. */
  awakeMinutes: z.number(),
});
export type MarketDay = z.infer<typeof told>;

/** A day of the market in a process of its own, since its clock leaps and the app reads its environment once. */
export async function measureMarketDay(server: string): Promise<MarketDay> {
  const child = fork(fileURLToPath(new URL("play-market-day.ts", import.meta.url)), [server]);
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`The day ended with ${String(code)} before its figures`);
  });
  const [said] = (await Promise.race([once(child, "message"), died])) as unknown[];
  died.catch(() => undefined);
  return told.parse(said);
}
