import { AppClient } from "./app-client";
import type { StatementCost } from "./app-log";
import type { ChainProcess } from "./chain-process";
import { copyOf, madeDatabase, type MadeDatabase } from "./made-database";
import type { Options } from "./options";
import { scalePages } from "./scale-pages";
import { startWideApp } from "./wide-app";

export interface PageTimes {
  readonly name: string;
  readonly smallMs: number[];
  readonly largeMs: number[];
  /** Answers that were not 200. */
  readonly errors: string[];
}

export interface ScaleFigures {
  readonly pages: readonly PageTimes[];
  /** How the syncs that made the two databases ended. */
  readonly made: readonly MadeDatabase[];
  /** What the large side's database was asked while the pages were. */
  readonly statements: readonly StatementCost[];
}

export const smallTransactions = 1_000;
const warmUps = 2;
/** A page that takes so long every time is slow for certain, and is not asked for again. */
const hopelessMs = 3_000;
const hopelessTimes = 3;

/**
 * Asks two apps of the same build for the same pages in turns: one has a user with few transactions, the other one with many.
 * Nothing is kept between two requests: the app's own cache of derived figures is off.
 */
export async function measureScale(
  database: Options["databases"][number],
  options: Options,
  chain: () => Promise<ChainProcess>,
): Promise<ScaleFigures> {
  const made = [
    await madeDatabase(database, smallTransactions, options, chain),
    await madeDatabase(database, options.transactions, options, chain),
  ] as const;
  const [small, large] = [await openMade(made[0], database, options), await openMade(made[1], database, options)];
  try {
    const pages = small.pages.map(({ name }) => ({ name, smallMs: [], largeMs: [], errors: [] }));
    for (let round = 0; round < warmUps; round += 1) await askAll(small, large, pages, round);
    large.log.forget();
    for (const page of pages) for (const times of [page.smallMs, page.largeMs, page.errors]) times.length = 0;
    for (let round = 0; round < options.rounds; round += 1) await askAll(small, large, pages, round);
    return { pages, made, statements: large.log.statements() };
  } finally {
    await small.close();
    await large.close();
  }
}

async function openMade(made: MadeDatabase, database: Options["databases"][number], options: Options) {
  const { place, drop } = await copyOf(made, database, options);
  const app = await startWideApp(null, place, { CACHE: "off" });
  const client = AppClient.again(app.url, made.cookie);
  const close = () => app.close().finally(drop);
  try {
    return { client, log: app.log, pages: await scalePages(client, made.walletId), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Side = Awaited<ReturnType<typeof openMade>>;

/** Each page once on either side; which side comes first changes. */
async function askAll(small: Side, large: Side, pages: readonly PageTimes[], round: number): Promise<void> {
  for (const [index, page] of pages.entries()) {
    const { largeMs } = page;
    if (largeMs.length >= hopelessTimes && largeMs.every((ms) => ms > hopelessMs)) continue;
    const sides = [
      { side: small, ms: page.smallMs },
      { side: large, ms: page.largeMs },
    ];
    for (const { side, ms } of round % 2 === 0 ? sides : sides.toReversed()) {
      const answer = await side.client.timed(side.pages[index]?.path ?? "");
      ms.push(answer.ms);
      if (answer.status !== 200) page.errors.push(String(answer.status));
    }
  }
}
