import { expect, test } from "vitest";
import type { Event, Story } from "./story";
import { withBench } from "./with-bench";

/** A wallet that one step can finish, and one that takes several. */
const small = { seed: 1, transactions: 8, addresses: 2, latencyMs: 200, startsAtMs: 43_200_000 };
const long = { ...small, transactions: 24, latencyMs: 1_500 };
const paged = { ...small, seed: 2, transactions: 110, addresses: 3 };
const beforeMidnight = { ...long, startsAtMs: 86_400_000 - 5_000 };

const minute = 60_000;
const chainSays = (how: string, ms = 30_000): Event => ({ kind: "outage", of: "chain", from: 1_000, ms, how });
const rolledBack = (at: number, depth: number, remine: boolean): Event => ({ kind: "rollback", at, depth, remine });
const refresh = (at: number): Event => ({ kind: "refresh", at });
const mined = (at: number): Event => ({ kind: "mine", at, scene: "receive" });

const bulk = { ...small, koios: { perCall: 4, hasToken: false, burst: 8, dailyQuota: 5_000 } };
const bulkPaged = { ...paged, koios: bulk.koios };
const koiosSays = (how: string, ms = 24 * 60 * minute): Event => ({ kind: "outage", of: "koios", from: 0, ms, how });

/** Each line of what must hold: the story of it ends with the rows of a fresh sync, and every event in it came about. */
const stories: Readonly<Record<string, readonly [Omit<Story, "events">, ...Event[]]>> = {
  "a duplicate in sequence": [small, { kind: "message", index: 0, what: "duplicate", ms: 20_000 }],
  "a duplicate at once": [long, { kind: "message", index: 0, what: "duplicate", ms: 0 }],
  "killed before the fetch": [small, { kind: "call", run: 1, of: "database", nth: 0, what: "die-after" }],
  "killed while fetching": [small, { kind: "call", run: 1, of: "chain", nth: 6, what: "die" }],
  "killed before the commit": [small, { kind: "call", run: 1, of: "database", nth: 2, what: "die" }],
  "killed after the commit": [long, { kind: "call", run: 1, of: "queue", nth: 0, what: "die" }],
  "killed after the publish": [long, { kind: "call", run: 1, of: "queue", nth: 0, what: "die-after" }],
  "a publish whose acknowledgement is lost": [long, { kind: "call", run: 1, of: "queue", nth: 0, what: "lose" }],
  "a commit whose acknowledgement is lost": [long, { kind: "call", run: 1, of: "database", nth: 2, what: "lose" }],
  "a request killed before its first message": [small, { kind: "call", run: 0, of: "queue", nth: 0, what: "die" }],
  "a revival that de-duplication would swallow": [long, { kind: "lost-message", of: "sync-wallet", nth: 1 }],
  "a message half an hour late": [small, { kind: "message", index: 0, what: "delay", ms: 30 * minute }],
  "a zombie that writes after its lease": [small, { kind: "freeze", run: 1, of: "database", nth: 2, ms: 24_000 }],
  "a heartbeat lost while alive": [long, { kind: "freeze", run: 1, of: "chain", nth: 4, ms: 13_000 }],
  "retries exhausted": [small, { kind: "outage", of: "database", from: 100, ms: 45 * minute, how: "down" }],
  "a watchdog's message lost": [long, { kind: "lost-message", of: "sync-watchdog", nth: 0 }],
  "the queue away for hours": [long, { kind: "outage", of: "queue", from: 1_000, ms: 420 * minute, how: "down" }],
  "the queue's day used up": [long, { kind: "outage", of: "queue", from: 1_000, ms: 420 * minute, how: "daily-limit" }],
  "the queue's day used up for half an hour": [
    long,
    { kind: "outage", of: "queue", from: 1_000, ms: 20 * minute, how: "daily-limit" },
  ],
  "a step refused, its watchdog taken": [long, { kind: "refused-message", of: "sync-wallet", nth: 1 }],
  "the first step refused, its watchdog taken": [long, { kind: "refused-message", of: "sync-wallet", nth: 0 }],
  "a watchdog refused, a later step lost": [
    paged,
    { kind: "refused-message", of: "sync-watchdog", nth: 0 },
    { kind: "lost-message", of: "sync-wallet", nth: 3 },
  ],
  "the same signature twice at once": [long, ...signedTwice(0)],
  "the same signature twice in sequence": [long, ...signedTwice(20_000)],
  "the same signature again after the function died": [
    small,
    { kind: "message", index: 0, what: "same-signature", ms: 0 },
    { kind: "call", run: 1, of: "chain", nth: 4, what: "die" },
    { kind: "lost-message", of: "sync-watchdog", nth: 0 },
  ],
  "429 from the chain": [long, chainSays("429")],
  "402 from the chain": [beforeMidnight, chainSays("402", 4_000)],
  "402 in the middle of the day": [long, chainSays("402")],
  "418 from the chain": [long, chainSays("418", 20 * minute)],
  "403 from the chain": [long, chainSays("403")],
  "404 on the address": [{ ...small, transactions: 0 }, refresh(5_000)],
  "404 on a listed transaction": [long, chainSays("404-transaction")],
  "500 from the chain": [long, chainSays("500")],
  "HTML with status 200": [long, chainSays("html")],
  "a truncated body": [long, chainSays("truncated")],
  "calls that hang for nine seconds": [long, chainSays("hang", 9_000)],
  "Koios away for a day": [bulk, koiosSays("down")],
  "Koios hangs": [bulk, koiosSays("hang", 30_000)],
  "429 from Koios": [bulk, koiosSays("429", 30_000)],
  "429 from Koios with Retry-After": [bulkPaged, koiosSays("429-later", 30_000)],
  "a token that Koios does not take": [bulk, koiosSays("403")],
  "500 from Koios": [bulk, koiosSays("500")],
  "HTML from Koios": [bulk, koiosSays("html")],
  "half of an answer from Koios": [bulk, koiosSays("truncated")],
  "more than 5 MB from Koios": [bulk, koiosSays("huge")],
  "half of the rows from Koios": [bulkPaged, koiosSays("partial")],
  "bytes of another transaction from Koios": [bulkPaged, koiosSays("lie")],
  "half of the bytes from Koios": [bulk, koiosSays("cut")],
  "another validity flag from Koios": [bulkPaged, koiosSays("lie-flag")],
  "other metadata from Koios": [bulk, koiosSays("lie-auxiliary")],
  "other redeemers from Koios": [bulkPaged, koiosSays("lie-script-data")],
  "a failed transaction that succeeded by Koios alone": [
    { ...bulk, transactions: 6 },
    { kind: "mine", at: 8_000, scene: "place-order" },
    refresh(30_000),
    { kind: "mine", at: 60_000, scene: "failed-script" },
    { kind: "outage", of: "koios", from: 61_000, ms: 24 * 60 * minute, how: "lie-flag" },
    refresh(90_000),
  ],
  "Koios' day used up": [{ ...bulkPaged, koios: { ...bulk.koios, dailyQuota: 6 } }],
  "killed while Koios is asked": [bulk, { kind: "call", run: 1, of: "koios", nth: 1, what: "die" }],
  "an answer of Koios that is lost": [bulk, { kind: "call", run: 1, of: "koios", nth: 0, what: "lose" }],
  "a function frozen while it asks Koios": [bulkPaged, { kind: "freeze", run: 1, of: "koios", nth: 2, ms: 20_000 }],
  "two wallets of one person that share calls": [
    { ...bulk, others: [{ kind: "account", transactions: 6 }] },
    { kind: "follow", at: 5, nth: 0 },
  ],
  "a poison transaction": [small, { kind: "poison", nth: 3 }],
  "two poison transactions of a long history": [paged, { kind: "poison", nth: 7 }, { kind: "poison", nth: 60 }],
  "a rollback of one block": [small, mined(20_000), refresh(30_000), rolledBack(60_000, 1, false), refresh(70_000)],
  "a rollback of 20 blocks": [small, rolledBack(20_000, 20, false), refresh(30_000)],
  "a rollback of 2,160 blocks": [
    small,
    mined(20_000),
    refresh(30_000),
    rolledBack(60_000, 2_160, false),
    refresh(70_000),
  ],
  "a rollback deeper than 2,160 blocks": [
    small,
    mined(20_000),
    { kind: "advance", at: 21_000, blocks: 2_300 },
    refresh(30_000),
    rolledBack(60_000, 2_500, false),
    refresh(70_000),
  ],
  "two rollbacks during a sync": [paged, rolledBack(4_000, 20, true), rolledBack(9_000, 25, false)],
  "a transaction mined again elsewhere": [small, rolledBack(20_000, 20, true), refresh(30_000)],
  "a rollback between two refreshes that nobody saw": [
    small,
    rolledBack(20_000, 20, true),
    rolledBack(21_000, 40, true),
  ],
  "transactions that arrive while paging": [paged, mined(3_000), mined(6_000), mined(12_000)],
  "a database that was asleep": [small, { kind: "outage", of: "database", from: 0, ms: 30_000, how: "asleep" }],
  "a pool without a free connection": [
    small,
    { kind: "outage", of: "database", from: 200, ms: 60_000, how: "exhausted" },
  ],
  "Redis down": [long, { kind: "outage", of: "redis", from: 500, ms: 90_000, how: "down" }],
  "Redis flushed": [paged, { kind: "flush", at: 3_000 }, { kind: "flush", at: 15_000 }],
  "clocks a minute fast": [long, ...skewed(60_000)],
  "clocks a minute slow": [long, ...skewed(-60_000)],
  "clocks a minute fast and slow at midnight": [beforeMidnight, ...skewed(60_000), chainSays("402", 3_000)],
  "more calls than the bucket holds": [paged, refresh(1_000)],
  "a wallet deleted mid-chain": [paged, { kind: "delete", at: 6_000, what: "wallet" }],
  "killed when a wallet is out of sight and all its rows are there": [
    small,
    { kind: "delete", at: 40_000, what: "wallet" },
    { kind: "call", run: 3, of: "database", nth: 1, what: "die" },
  ],
  "killed in the middle of deleting an account": [
    small,
    { kind: "delete", at: 40_000, what: "user" },
    { kind: "call", run: 3, of: "database", nth: 4, what: "die" },
  ],
  "a user gone mid-chain": [paged, { kind: "delete", at: 6_000, what: "user" }],
  "a sync cancelled mid-chain": [paged, { kind: "cancel", at: 6_000 }],
  "a deploy mid-chain with an older payload": [long, { kind: "message", index: 0, what: "outdate", ms: 0 }],
  "a deploy mid-chain with older payloads of both kinds": [
    long,
    { kind: "message", index: 0, what: "outdate", ms: 0 },
    { kind: "message", index: 1, what: "outdate", ms: 0 },
  ],
};

function signedTwice(afterMs: number): Event[] {
  return [
    { kind: "message", index: 0, what: "duplicate", ms: afterMs },
    { kind: "message", index: 0, what: "same-signature", ms: 0 },
  ];
}

function skewed(ms: number): Event[] {
  return [0, 1, 2, 3].map((run) => ({ kind: "skew", run, ms: run % 2 === 0 ? ms : -ms / 2 }));
}

const bench = withBench();

test.each(Object.entries(stories))("%s", async (_name, [story, ...events]) => {
  expect(await bench().tell({ ...story, events })).toEqual({ violations: [], idle: [] });
});
