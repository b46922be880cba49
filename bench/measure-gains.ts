import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { accountingAnswer } from "@/lib/contract/accounting";
import { sessionAnswer } from "@/lib/contract/session";
import { AppClient } from "./app-client";
import { addPastPrices } from "./made-holder";
import type { Options } from "./options";
import { dropDatabase, openDatabase } from "./own-database";
import { startWideApp, type WideApp } from "./wide-app";
import { addLongHistory } from "@/tests/support/long-history";

export interface GainsFigures {
  readonly events: number;
  readonly lots: number;
  /** From the first look until all is told. */
  readonly firstMs: number;
  /** Of each message and each look meanwhile. */
  readonly steps: readonly number[];
  /** A look after one more transaction, again and again. */
  readonly appended: readonly number[];
  readonly taxPage: readonly number[];
  readonly totals: readonly number[];
  /** What one statement took after each: how quick the machine was. */
  readonly yardstick: readonly number[];
  readonly warnings: readonly string[];
}

const pricedUnits = 40;
const units = Array.from({ length: pricedUnits }, (_, n) => `${n.toString(16).padStart(2, "0").repeat(28)}54`);
const appends = 20;
const patienceMs = 600_000;

/** The production build over somebody's long history of trades: their gains told at first, after one more trade, and looked at. */
export async function measureGains({ server, transactions, rounds }: Options): Promise<GainsFigures> {
  const name = `cda_bench_gains_${String(process.pid)}`;
  const databaseUrl = await openDatabase(server, name);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const app = await startWideApp(null, { kind: "postgres", databaseUrl }, { MARKET: "off", CHAIN_CLOCK: "off" });
    try {
      return await measureOn(client, app, transactions, rounds);
    } finally {
      await app.close();
    }
  } finally {
    await client.end();
    await dropDatabase(server, name);
  }
}

async function measureOn(client: pg.Client, app: WideApp, transactions: number, rounds: number): Promise<GainsFigures> {
  const guest = await AppClient.asGuest(app.url);
  const { user } = sessionAnswer.parse(await guest.ask("GET", "/api/session"));
  const { userId, walletId } = await addTrader(client, transactions);
  await client.query("UPDATE session SET user_id = $1 WHERE user_id = $2", [userId, user.id]);
  await client.query("VACUUM (ANALYZE)");
  app.log.forget();

  const { firstMs, looks } = await untilTold(guest);
  const messages = app.log.functions.filter((each) => each.name === "fold-gains").map(({ ms }) => ms);

  const yardstick: number[] = [];
  const appended: number[] = [];
  for (let n = 0; n < appends; n += 1) {
    await addTrade(client, userId, walletId, n);
    const { ms } = await guest.timed("/api/accounting");
    appended.push(ms);
    yardstick.push(await yardstickOn(client));
  }
  const [taxPage, totals]: [number[], number[]] = [[], []];
  for (let round = -2; round < rounds; round += 1) {
    const page = await guest.timed("/tax");
    const sums = await guest.timed("/api/accounting");
    if (page.status !== 200 || sums.status !== 200) throw new Error(`answered ${String(page.status)}`);
    if (round < 0) continue;
    taxPage.push(page.ms);
    totals.push(sums.ms);
    yardstick.push(await yardstickOn(client));
  }
  const kinds = await client.query<{ lots: number }>(
    "SELECT count(*)::int AS lots FROM gains_row WHERE user_id = $1 AND kind = 'lot'",
    [userId],
  );
  const events = await countEvents(client, userId);
  const { warnings } = app.log;
  return {
    events,
    lots: kinds.rows[0]?.lots ?? 0,
    firstMs,
    steps: [...messages, ...looks],
    appended,
    taxPage,
    totals,
    yardstick,
    warnings,
  };
}

/** Looks until all is told, as a page does. */
async function untilTold(guest: AppClient): Promise<{ firstMs: number; looks: number[] }> {
  const looks: number[] = [];
  const startedAt = performance.now();
  for (;;) {
    if (performance.now() - startedAt > patienceMs) throw new Error("gains were not told in time");
    const [answer, ms] = await timed(() => guest.ask("GET", "/api/accounting"));
    looks.push(ms);
    if (accountingAnswer.parse(answer).computing === null) return { firstMs: performance.now() - startedAt, looks };
    await sleep(500);
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  const answer = await work();
  return [answer, performance.now() - startedAt];
}

/** Legs at the wallet are what acquisitions, disposals and fees are made of. */
async function countEvents(client: pg.Client, userId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int FROM transaction_event WHERE user_id = $1 AND location = 'wallet'",
    [userId],
  );
  return rows[0]?.count ?? 0;
}

/** Somebody who buys one of forty tokens for ada and sells it again, over and over, and is paid now and then. */
async function addTrader(client: pg.Client, transactions: number) {
  const { userId, walletId } = await addLongHistory(client, transactions, new Date());
  await client.query("DELETE FROM transaction_event WHERE user_id = $1", [userId]);
  await client.query(tradesOf("t.user_id = $1"), [userId, units]);
  await addPastPrices(client, units);
  return { userId, walletId };
}

const tradesOf = (which: string): string => `
  INSERT INTO transaction_event (user_id, wallet_id, transaction_id, event_index, action, role, unit, quantity, location)
  SELECT t.user_id, t.wallet_id, t.id, e.index, e.action, e.role, e.unit, e.quantity, 'wallet'
  FROM (SELECT t.*, (t.block_height / 20) AS n, ($2::text[])[1 + (t.block_height / 40) % 40] AS token FROM transaction t WHERE ${which}) t, LATERAL (VALUES
    (0, CASE WHEN n % 25 = 0 THEN 'receive' ELSE 'direct_swap' END, 'principal', CASE WHEN n % 25 = 0 THEN 'lovelace' ELSE token END,
      CASE WHEN n % 25 = 0 THEN 90000000 WHEN n % 2 = 0 THEN 1000000 + n % 977 ELSE -1000000 END),
    (1, 'direct_swap', 'principal', 'lovelace', CASE WHEN n % 2 = 0 THEN -50000000 - n % 1009 ELSE 50500000 + n % 997 END),
    (2, CASE WHEN n % 25 = 0 THEN 'receive' ELSE 'direct_swap' END, 'network_fee', 'lovelace', -170000)
  ) e(index, action, role, unit, quantity) WHERE e.index <> 1 OR n % 25 <> 0`;

/** One more, a second later than the last. */
async function addTrade(client: pg.Client, userId: string, walletId: string, n: number): Promise<void> {
  await client.query(
    `INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, classified_action, direction, summary, net_lovelace, fee, valid, trace)
     SELECT $1, $2, md5('new' || $3::int) || md5('trade' || $3::int), max(block_height) + 20, 0, max(tx_timestamp) + interval '1 second', 'direct_swap', 'direct_swap', 'self', 'Traded', 5, 170000, true, '{"rule":"swap","version":1,"facts":[]}'
     FROM transaction WHERE user_id = $1`,
    [userId, walletId, n],
  );
  await client.query(
    tradesOf("t.user_id = $1 AND NOT EXISTS (SELECT FROM transaction_event o WHERE o.transaction_id = t.id)"),
    [userId, units],
  );
}

async function yardstickOn(client: pg.Client): Promise<number> {
  const [, ms] = await timed(() => client.query("SELECT sum(n) FROM generate_series(1, 50000) n"));
  return ms;
}
