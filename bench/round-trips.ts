import { setTimeout as sleep } from "node:timers/promises";
import type { AppClient } from "./app-client";
import type { SlowLink } from "./slow-link";
import type { WideApp } from "./wide-app";

/** What a page asks of the database and of Redis. */
export interface RoundTrips {
  readonly statements: number;
  readonly redisCalls: number;
  /** How many of both come one after the other, where others go side by side. */
  readonly inTurn: number;
}

/** The ways to the database and to Redis. */
export interface Links {
  readonly database: SlowLink;
  readonly redis: SlowLink;
}

const tries = 4;
/** Long against what a page computes. */
const slowMs = 60;
/** Log lines come a little after the answer. */
const settleMs = 80;

/** Of a page that is asked for again and again: what else the machine does makes no answer shorter, and no page ask for less. */
export async function roundTrips(app: WideApp, links: Links, client: AppClient, path: string): Promise<RoundTrips> {
  let [statements, redisCalls] = [Infinity, Infinity];
  const shortest = async (delayMs: number) => {
    let least = Infinity;
    for (const link of [links.database, links.redis]) link.delayMs = delayMs;
    for (let at = 0; at < tries; at += 1) {
      app.log.forget();
      const before = links.redis.calls();
      const { ms } = await client.timed(path);
      await sleep(settleMs);
      least = Math.min(least, ms);
      statements = Math.min(
        statements,
        app.log.statements().reduce((sum, { calls }) => sum + calls, 0),
      );
      redisCalls = Math.min(redisCalls, links.redis.calls() - before);
    }
    return least;
  };
  const [quick, slow] = [await shortest(0), await shortest(slowMs)];
  for (const link of [links.database, links.redis]) link.delayMs = 0;
  return { statements, redisCalls, inTurn: (slow - quick) / slowMs };
}
