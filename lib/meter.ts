import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/process-wide";

/** What a piece of work cost of each metered service. */
export interface Usage {
  blockfrostCalls: number;
  koiosCalls: number;
  /** Calls of those who tell what ada and currencies cost. */
  rateCalls: number;
  messages: number;
  redisCommands: number;
  dbStatements: number;
}

const storage = processWide("usage", () => new AsyncLocalStorage<Usage>());

export function noUsage(): Usage {
  return { blockfrostCalls: 0, koiosCalls: 0, rateCalls: 0, messages: 0, redisCommands: 0, dbStatements: 0 };
}

/** Runs `work` with a usage count of its own, which the makers of the clients raise. */
export function metered<T>(work: (usage: Usage) => Promise<T>): Promise<T> {
  const usage = noUsage();
  return storage.run(usage, () => work(usage));
}

export function count(service: keyof Usage, amount = 1): void {
  const usage = storage.getStore();
  if (usage) usage[service] += amount;
}
