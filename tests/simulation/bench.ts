import { blockfrost } from "@/lib/blockfrost/client";
import { setEnvironment } from "@/tests/support/environment";
import { VirtualClock } from "./clock";
import { installDatabase } from "./database";
import type { Mutant } from "./mutants";
import { SimulatedRedis } from "./redis";
import { tell, type Verdict } from "./tell";
import type { Story } from "./story";
import { limits, World } from "./world";

export interface Bench {
  /** Plays a story to its end and says what was violated. */
  tell(story: Story, mutant?: Mutant | null): Promise<Verdict>;
  close(): Promise<void>;
}

/** Takes a migrated database, a real one, and puts simulations in the place of everything else that the program talks to. */
export async function openBench(databaseUrl: string, { verbose = false } = {}): Promise<Bench> {
  setEnvironment({
    DATABASE_URL: databaseUrl,
    UPSTASH_REDIS_REST_URL: "http://redis.test",
    QSTASH_URL: "http://queue.test",
    BLOCKFROST_BASE_URL: "http://chain.test/api/v0",
    BLOCKFROST_PROJECT_ID: "preprodTestProjectIdThatIsNobodys00000",
    CARDANO_NETWORK: "preprod",
    BLOCKFROST_RPS: String(limits.rps),
    BLOCKFROST_BURST: String(limits.burst),
    SYNC_CONCURRENCY: String(limits.concurrency),
  });
  let world: World | null = null;
  const here = (): World => {
    if (world === null) throw new Error("nothing is told just now");
    return world;
  };
  const database = installDatabase(databaseUrl, () => here().gate);
  const redis = await SimulatedRedis.create(() => here().clock.now);
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    here().fetch(
      new URL(input instanceof Request ? input.url : input),
      typeof init?.body === "string" ? init.body : "",
    );
  const client = blockfrost();
  const request = (path: string, given?: object) => here().ask(path, given);
  client.instance = Object.assign<object, typeof client.instance>(request, client.instance);

  return {
    tell: async (story, mutant = null) => {
      const clock = new VirtualClock(Date.UTC(2026, 0, 5) + story.startsAtMs);
      world = new World(story, clock, redis, mutant);
      const written = { log: console.log, warn: console.warn, error: console.error };
      if (!verbose) Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });
      clock.install();
      try {
        return await tell(world);
      } finally {
        clock.uninstall();
        Object.assign(console, written);
      }
    },
    close: async () => {
      globalThis.fetch = realFetch;
      await database.close();
    },
  };
}
