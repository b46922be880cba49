import { limits as appLimits } from "@/lib/contract/limits";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { setEnvironment } from "@/tests/support/environment";
import { VirtualClock } from "./clock";
import { installDatabase } from "./database";
import { koiosSourceOf } from "./koios";
import { tamperingOf, type Mutant, type Tampering } from "./mutants";
import { SimulatedRedis } from "./redis";
import { become } from "./source-mutants";
import { tell, type Verdict } from "./tell";
import type { Story } from "./story";
import { World, type Limits } from "./world";

export interface Bench {
  /** Plays a story to its end and says what was violated. */
  tell(story: Story, mutant?: Mutant | null): Promise<Verdict>;
  /** Does something else in the world of a story. */
  play<T>(story: Story, tampering: Tampering, play: (world: World) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface BenchOptions {
  readonly verbose?: boolean;
  readonly limits?: Limits;
  /** What of the environment is otherwise than by itself. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** So small that small wallets meet them. */
const storyLimits: Limits = { rps: 5, burst: 40, concurrency: 4 };

/** Takes a migrated database, a real one, and puts simulations in the place of everything else that the program talks to. */
export async function openBench(
  databaseUrl: string,
  { verbose = false, limits = storyLimits, environment = {} }: BenchOptions = {},
): Promise<Bench> {
  setEnvironment({
    ...environment,
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
  Object.assign(appLimits, { gainsTogether: 3 });
  let world: World | null = null;
  const here = (): World => {
    if (world === null) throw new Error("nothing is told just now");
    return world;
  };
  const database = installDatabase(databaseUrl, () => here().gate);
  const redis = await SimulatedRedis.create(() => here().clock.now);
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => here().fetch(new URL(input instanceof Request ? input.url : input), init ?? {});

  const play: Bench["play"] = async (story, tampering, work) => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 5) + story.startsAtMs);
    const told = new World(story, clock, redis, limits, tampering);
    world = told;
    Object.assign(env(), { koios: koiosSourceOf(story) });
    // A process that begins: nobody waits for a call that others of it may fill.
    Object.assign(
      processWide<object>("bulk-bytes", () => ({})),
      { places: [], timer: undefined },
    );
    const written = { log: console.log, warn: console.warn, error: console.error };
    if (!verbose) Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });
    clock.install();
    try {
      return await work(told);
    } finally {
      clock.uninstall();
      told.close();
      Object.assign(console, written);
    }
  };
  return {
    tell: async (story, mutant = null) => {
      become(mutant);
      try {
        return await play(story, tamperingOf(mutant), tell);
      } finally {
        become(null);
      }
    },
    play,
    close: async () => {
      globalThis.fetch = realFetch;
      await database.close();
    },
  };
}
