import { randomUUID } from "node:crypto";
import { startChain } from "@/dev/chain/server";
import { startPostgres } from "@/dev/postgres/server";
import { startRedis } from "@/dev/redis/server";
import { jobs } from "@/app/api/jobs/registry";
import { asked } from "@/lib/asker";
import { db } from "@/lib/db";
import { keepMarketGoing } from "@/lib/market/keep-market-going";
import { metered, type Usage } from "@/lib/meter";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { listMarket } from "@/lib/portfolio/list-market";
import { deliver } from "@/lib/queue/execute";
import { openEventStream } from "@/lib/realtime/event-stream";
import { setEnvironment } from "@/tests/support/environment";
import { addUser, addWallet } from "@/tests/support/rows";
import { startHeldQueue, type HeldQueue } from "./held-queue";
import { dropDatabase, openDatabase } from "./own-database";
import type { Costs, DayPart, MarketDay } from "./measure-market-day";
import { startSteppedClock, type SteppedClock } from "./stepped-clock";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A database that nobody asks sleeps after so long. */
const awakeMs = 5 * minuteMs;
/** When the viewer comes, after the day's beginning, and for how long. */
const viewer = { fromMs: 12 * hourMs, forMs: 2 * hourMs, everyMs: 5 * minuteMs } as const;
/** The daily sweep, which begins the walk over all pools. */
const sweepAtMs = 3 * hourMs;
const heldTokens = 40;
/** With a pool each, beside those that every simulated chain has. */
const marketTokens = 300;

/** The child of `measureMarketDay`: a day on the simulated chain, all by the app's own jobs and meters, on a clock that leaps. */
async function main(server: string): Promise<void> {
  const name = `cda_bench_market_day_${String(process.pid)}`;
  const clock = startSteppedClock();
  const postgres = await startPostgres({
    migrationsDir: "prisma/migrations",
    databaseUrl: await openDatabase(server, name),
  });
  const redis = await startRedis({ token: "bench", now: clock.now });
  const queue = await startHeldQueue(clock.now);
  const chain = await startChain({ anchor: clock.now(), now: clock.now, live: true, marketTokens });
  try {
    setEnvironment({
      DATABASE_URL: postgres.databaseUrl,
      DATABASE_WS_PROXY: postgres.wsProxy,
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      QSTASH_URL: queue.url,
      BLOCKFROST_PROJECT_ID: chain.projectId,
      BLOCKFROST_BASE_URL: chain.url,
      MARKET: "on",
      RATE_SOURCES: "none",
    });
    const units = [...new Set(chain.chain.market.pools().map(({ spec }) => spec.token.unit))];
    const day = new Day(clock, queue, await makeViewer(units.slice(0, heldTokens)));
    process.send?.({ tokens: units.length, ...(await day.play()) } satisfies MarketDay);
  } finally {
    await db().$disconnect();
    await Promise.all([redis.close(), queue.close(), chain.close()]);
    await postgres.close();
    clock.end();
    await dropDatabase(server, name);
  }
}

/** Somebody who holds some tokens of the market. */
async function makeViewer(units: readonly string[]): Promise<string> {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  await db().balance.createMany({
    data: ["lovelace", ...units].map((unit) => ({ userId, walletId, unit, place: "wallet", quantity: 1_000_000 })),
  });
  return userId;
}

class Day {
  private readonly by = new Map<DayPart, Costs>();
  /** When statements were sent, on the clock of the day. */
  private readonly statementsAt: number[] = [];
  private readonly beginsAt: number;

  constructor(
    private readonly clock: SteppedClock,
    private readonly queue: HeldQueue,
    private readonly userId: string,
  ) {
    this.beginsAt = (Math.floor(clock.now() / dayMs) + 1) * dayMs;
  }

  async play(): Promise<Omit<MarketDay, "tokens">> {
    // A market that is known: the first day's walk, and some hours.
    await asked(null, () => keepMarketGoing(this.clock.now()));
    await this.goTo(this.beginsAt);
    const before = this.queue.taken();
    this.by.clear();
    this.statementsAt.length = 0;
    await this.goTo(this.beginsAt + sweepAtMs);
    await this.counted("the sweep", () => asked(null, () => keepMarketGoing(this.clock.now())));
    const cameAt = this.beginsAt + viewer.fromMs;
    for (let at = cameAt; at < cameAt + viewer.forMs; at += viewer.everyMs) {
      await this.goTo(at);
      await this.counted("pages", () => this.lookAtPages());
    }
    await this.goTo(this.beginsAt + dayMs);
    return {
      by: [...this.by],
      messages: this.queue.taken() - before,
      awakeMinutes: awakeWithin(this.statementsAt) / minuteMs,
    };
  }

  /** Brings every message that is due by then. */
  private async goTo(untilMs: number): Promise<void> {
    for (let next = this.queue.next(untilMs); next !== null; next = this.queue.next(untilMs)) {
      this.clock.leapTo(next.dueAt);
      const { name, payload } = next;
      const delivery = { id: randomUUID(), name, payload, givenUp: null, requestId: null };
      await this.counted(this.partOf(name), async () => {
        const answer = await deliver(delivery, jobs);
        if (answer.outcome !== "done") throw new Error(`${name} came to ${JSON.stringify(answer)}`);
      });
    }
    this.clock.leapTo(untilMs);
  }

  private partOf(name: string): DayPart {
    if (name === "market-walk") return "the walk";
    const since = this.clock.now() - this.beginsAt - viewer.fromMs;
    return since >= 0 && since < viewer.forMs ? "looks while somebody looks" : "looks while nobody looks";
  }

  /** The overview and the market page, each read anew as it is when prices changed, and the stream that tells so. */
  private async lookAtPages(): Promise<void> {
    const gone = new AbortController();
    await openEventStream(this.userId, {
      lastEventId: null,
      request: gone,
      now: new Date(),
      isAlive: () => Promise.resolve(true),
    });
    await getHoldings(this.userId, { currency: "USD" });
    await listMarket(this.userId, { sort: "hot", currency: "USD", limit: 50 });
    gone.abort();
  }

  private async counted(part: DayPart, work: () => Promise<void>): Promise<void> {
    const at = this.clock.now();
    const usage = await metered(async (costs) => {
      await work();
      return costs;
    });
    if (usage.dbStatements > 0) this.statementsAt.push(at);
    const so = this.by.get(part);
    this.by.set(part, so === undefined ? { ...usage, times: 1 } : { ...summed(so, usage), times: so.times + 1 });
  }
}

function summed(one: Usage, other: Usage): Usage {
  const names = Object.keys(other) as (keyof Usage)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Usage;
}

/** How long a database was awake that sleeps a while after each time that it was asked. */
function awakeWithin(times: readonly number[]): number {
  return times.reduce((sum, at, nth) => sum + Math.min(awakeMs, (times[nth + 1] ?? Infinity) - at), 0);
}

await main(process.argv[2] ?? "");
process.exit(0);
