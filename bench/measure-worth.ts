import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startRedis } from "@/dev/redis/server";
import { currencyCookie } from "@/lib/contract/currencies";
import { marketAnswer } from "@/lib/contract/market";
import { sessionAnswer } from "@/lib/contract/session";
import { AppClient } from "./app-client";
import { addCollector, addHolder } from "./made-holder";
import type { Options } from "./options";
import { dropDatabase, openDatabase } from "./own-database";
import { roundTrips, type Links, type RoundTrips } from "./round-trips";
import { openSlowLink } from "./slow-link";
import { startWideApp, type WideApp } from "./wide-app";
import { worthPages, type WorthPage } from "./worth-pages";

export interface WorthTimes {
  readonly page: WorthPage;
  readonly ms: readonly number[];
  /** Answers that were not 200. */
  readonly errors: readonly string[];
  /** With the market on, and off. */
  readonly on: RoundTrips;
  readonly off: RoundTrips;
}

export interface WorthFigures {
  readonly tokens: number;
  readonly pages: readonly WorthTimes[];
  /** What one statement took after each page, all along: how quick the machine was. */
  readonly yardstickMs: readonly number[];
}

const marketTokens = 2_000;
const pricedUnits = 40;
const collectedUnits = 500;
const warmUps = 2;
const patienceMs = 900_000;

/** The production build over a market of two thousand tokens, somebody's long history, and somebody who holds much of that market. */
export async function measureWorth({ server, transactions, rounds }: Options): Promise<WorthFigures> {
  const name = `cda_bench_worth_${String(process.pid)}`;
  const databaseUrl = await openDatabase(server, name);
  const redis = await startRedis({ token: "bench" });
  const links = { database: await linkTo(databaseUrl), redis: await linkTo(redis.url) };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const environment = {
      UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${String(links.redis.port)}`,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
    };
    const place = { kind: "postgres", databaseUrl: throughLink(databaseUrl, links.database.port) } as const;
    const stage = { client, links, place, environment };
    return await measureOn(stage, transactions, rounds);
  } finally {
    await client.end();
    await Promise.all([links.database.close(), links.redis.close()]);
    await redis.close();
    await dropDatabase(server, name);
  }
}

const linkTo = (url: string) => {
  const { hostname, port } = new URL(url);
  return openSlowLink(hostname, Number(port || 5432));
};

function throughLink(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return url.href;
}

interface Stage {
  readonly client: pg.Client;
  readonly links: Links;
  readonly place: { readonly kind: "postgres"; readonly databaseUrl: string };
  readonly environment: Readonly<Record<string, string>>;
}

/** The cookies of whoever asks. */
type People = Readonly<Record<WorthPage["by"], string>>;

async function measureOn(stage: Stage, transactions: number, rounds: number): Promise<WorthFigures> {
  const known = await withApp(stage, "on", async (app) => {
    const { people, pages } = await makeMarket(stage.client, app.url, transactions);
    const times = await timePages(stage.client, app.url, people, pages, rounds);
    return { people, pages, ...times, trips: await tripsOf(app, stage.links, people, pages) };
  });
  const off = await withApp(stage, "off", (app) => tripsOf(app, stage.links, known.people, known.pages));
  return {
    tokens: await countTokens(stage.client),
    yardstickMs: known.yardstickMs,
    pages: known.pages.map((page, at) => {
      const [times, on, without] = [known.times[at], known.trips[at], off[at]];
      if (times === undefined || on === undefined || without === undefined)
        throw new Error(`${page.name} has no figures`);
      return { page, ...times, on, off: without };
    }),
  };
}

async function withApp<T>({ place, environment }: Stage, market: "on" | "off", work: (app: WideApp) => Promise<T>) {
  const settings = { MARKET: market, MARKET_TOKENS: String(marketTokens), CHAIN_CLOCK: "off" };
  const app = await startWideApp(null, place, { ...environment, ...settings });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** A market that is walked through, and people who have something in it. */
async function makeMarket(client: pg.Client, url: string, transactions: number) {
  const [first, second] = [await AppClient.asGuest(url, "10.2.0.1"), await AppClient.asGuest(url, "10.2.0.2")];
  await untilKnown(first, client);
  const units = await deepestUnits(client, collectedUnits);
  const collector = await addCollector(client, units);
  // As the server's own autovacuum would: what the triggers do is planned by what there is.
  await client.query("ANALYZE");
  const holder = await addHolder(client, transactions, units.slice(0, pricedUnits));
  await client.query("VACUUM (ANALYZE)");
  const people = {
    holder: await signedInAs(client, first, holder.userId),
    collector: await signedInAs(client, second, collector.userId),
  };
  const asCollector = AppClient.again(url, people.collector);
  const [unit = ""] = units;
  for (const watched of units.slice(0, 20)) await asCollector.timed(`/api/market/${watched}/watch`, "PUT");
  const { nextCursor } = marketAnswer.parse(await asCollector.ask("GET", "/api/market?sort=volume"));
  return { people, pages: worthPages(unit, holder.walletId, nextCursor ?? "", Date.now()) };
}

const countTokens = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ count: number }>("SELECT count(DISTINCT u)::int FROM pool, unnest(units) u");
  return rows[0]?.count ?? 0;
};

/** Until a page of the market has had all pools walked through, and the rates have come. */
async function untilKnown(asker: AppClient, client: pg.Client): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    await asker.ask("GET", "/api/market?currency=USD");
    const { rows } = await client.query("SELECT FROM ada_close WHERE grain = 'day' LIMIT 400");
    if ((await countTokens(client)) >= marketTokens && rows.length === 400) return;
    await sleep(2_000);
  }
  throw new Error("the market was not walked through in time");
}

async function deepestUnits(client: pg.Client, count: number): Promise<string[]> {
  const { rows } = await client.query<{ unit: string }>(
    "SELECT u AS unit FROM pool, unnest(units) u WHERE u <> 'lovelace' GROUP BY 1 ORDER BY max(lovelace) DESC, 1 LIMIT $1",
    [count],
  );
  return rows.map(({ unit }) => unit);
}

/** The guest's cookie is somebody else's from now on, who wants dollars. */
async function signedInAs(client: pg.Client, guest: AppClient, userId: string): Promise<string> {
  const { user } = sessionAnswer.parse(await guest.ask("GET", "/api/session"));
  await client.query("UPDATE session SET user_id = $1 WHERE user_id = $2", [userId, user.id]);
  return `${guest.cookie}; ${currencyCookie.name}=USD`;
}

async function timePages(
  client: pg.Client,
  url: string,
  people: People,
  pages: readonly WorthPage[],
  rounds: number,
): Promise<{ times: { ms: number[]; errors: string[] }[]; yardstickMs: number[] }> {
  const times = pages.map(() => ({ ms: [] as number[], errors: [] as string[] }));
  const yardstickMs: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1)
    for (const [at, { path, by }] of pages.entries()) {
      const { ms, status } = await AppClient.again(url, people[by]).timed(path);
      const yardstick = await yardstickOn(client);
      if (round < 0) continue;
      yardstickMs.push(yardstick);
      times[at]?.ms.push(ms);
      if (status !== 200) times[at]?.errors.push(String(status));
    }
  return { times, yardstickMs };
}

/** A statement that always does the same work. */
async function yardstickOn(client: pg.Client): Promise<number> {
  const startedAt = performance.now();
  await client.query("SELECT sum(n) FROM generate_series(1, 50000) n");
  return performance.now() - startedAt;
}

async function tripsOf(app: WideApp, links: Links, people: People, pages: readonly WorthPage[]): Promise<RoundTrips[]> {
  const trips: RoundTrips[] = [];
  for (const { path, by } of pages)
    trips.push(await roundTrips(app, links, AppClient.again(app.url, people[by]), path));
  return trips;
}
