import { expect, test } from "vitest";
import type { Event, Story } from "./story";
import { withBench } from "./with-bench";

/** Stories that once failed, as short as they could be made. Seeds draw other stories when the drawing changes; these stay. */
const base = { addresses: 1, startsAtMs: 42_813_102 };
const stories: Readonly<Record<string, readonly [Omit<Story, "events">, ...Event[]]>> = {
  "a queue down for ten minutes used up short retries": [
    { ...base, seed: 29, transactions: 24, latencyMs: 700 },
    { kind: "outage", of: "queue", from: 2_390, ms: 600_000, how: "down" },
  ],
  "what the raw cache held changed how a replayed history read": [
    { ...base, seed: 24, transactions: 110, addresses: 2, latencyMs: 200 },
    { kind: "poison", nth: 7 },
  ],
  "which step came upon an unlisted transaction changed how the history read": [
    { ...base, seed: 159, transactions: 13, addresses: 2, latencyMs: 200, startsAtMs: 10_106_463 },
    { kind: "outage", of: "redis", from: 499, ms: 45_622, how: "down" },
  ],
  "a duplicate that was given up ended the live step": [
    { ...base, seed: 141, transactions: 15, addresses: 3, latencyMs: 1_500 },
    { kind: "message", index: 3, what: "duplicate", ms: 1_000 },
  ],
  "a rollback between the list and the unspent outputs left a block's old hash": [
    { ...base, seed: 70, transactions: 8, addresses: 2, latencyMs: 1_500 },
    { kind: "rollback", at: 2_693, depth: 2_160, remine: true },
  ],
  "a failing step took its own message in the outbox for its successor": [
    { ...base, seed: 162, transactions: 6, addresses: 4, latencyMs: 50, startsAtMs: 67_189_845 },
    { kind: "outage", of: "redis", from: 15_483, ms: 104_359, how: "down" },
    { kind: "lost-message", of: "sync-watchdog", nth: 0 },
    { kind: "call", run: 3, of: "queue", nth: 0, what: "die-after" },
    { kind: "call", run: 1, of: "redis", nth: 4, what: "die" },
  ],
  "bytes that the chain had a moment later than the transaction changed how it read": [
    { ...base, seed: 709, transactions: 10, addresses: 2, latencyMs: 700, startsAtMs: 73_527_311 },
    { kind: "outage", of: "chain", from: 1_734, ms: 1_000, how: "404-transaction" },
  ],
  "a step of an older version was given up when its watchdog was lost": [
    { ...base, seed: 494, transactions: 14, addresses: 3, latencyMs: 700, startsAtMs: 58_016_180 },
    { kind: "outage", of: "chain", from: 1_223, ms: 300_000, how: "truncated" },
    { kind: "message", index: 3, what: "outdate", ms: 0 },
    { kind: "lost-message", of: "sync-watchdog", nth: 0 },
    { kind: "outage", of: "queue", from: 3_000, ms: 2_000, how: "down" },
  ],
  "a rollback of settled blocks that the last refresh is the first to see": [
    { ...base, seed: 123, transactions: 7, latencyMs: 50, startsAtMs: 45_856_547 },
    { kind: "mine", at: 20_000, scene: "receive" },
    { kind: "advance", at: 21_000, blocks: 2_300 },
    { kind: "rollback", at: 135_080, depth: 2_400, remine: false },
    { kind: "freeze", run: 1, of: "redis", nth: 1, ms: 54_423 },
  ],
  "a new watchdog was due a moment before the lost one, and did nothing": [
    { ...base, seed: 410, transactions: 10, addresses: 4, latencyMs: 200, startsAtMs: 67_971_852 },
    { kind: "lost-message", of: "sync-watchdog", nth: 0 },
    { kind: "call", run: 2, of: "queue", nth: 0, what: "die-after" },
    { kind: "message", index: 0, what: "outdate", ms: 0 },
  ],
  "the cursor told which way an unlisted transaction was found": [
    { ...base, seed: 627, transactions: 12, addresses: 3, latencyMs: 700, startsAtMs: 17_579_268 },
    { kind: "rollback", at: 56_238, depth: 400, remine: true },
  ],
  "a lure that a key's first signature shows to have stayed in the wallet was taken for one that was moved": [
    { ...base, seed: 634, transactions: 16, addresses: 2, latencyMs: 50, startsAtMs: 48_599_012 },
    { kind: "poison", nth: 4 },
  ],
  "a block's old hash stayed when its outputs were spent after a rollback": [
    { ...base, seed: 446, transactions: 7, latencyMs: 700, startsAtMs: 69_780_911 },
    { kind: "rollback", at: 1_090, depth: 2_160, remine: true },
    { kind: "mine", at: 8_398, scene: "register" },
  ],
  "a second watchdog was lost, and the first took it for the one in charge": [
    { ...base, seed: 3, transactions: 6, addresses: 4, latencyMs: 200, startsAtMs: 86_336_428 },
    { kind: "message", index: 2, what: "outdate", ms: 0 },
    { kind: "lost-message", of: "sync-watchdog", nth: 2 },
  ],
  "a place that the chain did not have yet was taken for the first of its block": [
    {
      ...base,
      seed: 14,
      transactions: 11,
      latencyMs: 200,
      startsAtMs: 86_316_158,
      others: [
        { kind: "enterprise", transactions: 6 },
        { kind: "byron", transactions: 3 },
      ],
      koios: { perCall: 14, hasToken: false, burst: 8, dailyQuota: 5_000 },
    },
    { kind: "outage", of: "database", from: 754, ms: 71_559, how: "exhausted" },
    { kind: "outage", of: "chain", from: 31_517, ms: 300_000, how: "404-transaction" },
  ],
  "each step's time for bytes in bulk was over before its list was read": [
    {
      ...base,
      seed: 22,
      transactions: 110,
      latencyMs: 1_500,
      startsAtMs: 36_646_554,
      others: [{ kind: "byron", transactions: 6 }],
      koios: { perCall: 75, hasToken: true, burst: 4, dailyQuota: 5_000 },
    },
  ],
  "what was found unlisted a moment before the list had it stayed unlisted": [
    { ...base, seed: 32, transactions: 4, addresses: 2, latencyMs: 200, startsAtMs: 41_045_708 },
    { kind: "mine", at: 350, scene: "withdraw" },
  ],
  "where the chain is slow no step had the time to look for a flag that was a lie": [
    {
      ...base,
      seed: 340,
      transactions: 6,
      addresses: 2,
      latencyMs: 1_500,
      startsAtMs: 66_080_560,
      koios: { perCall: 75, hasToken: true, burst: 4, dailyQuota: 6 },
    },
    { kind: "mine", at: 8_000, scene: "place-order" },
    { kind: "refresh", at: 43_452 },
    { kind: "mine", at: 73_452, scene: "failed-script" },
    { kind: "outage", of: "koios", from: 74_452, ms: 86_400_000, how: "lie-flag" },
    { kind: "refresh", at: 103_452 },
  ],
  "calls that wait in their step came a moment too soon for periods of ten seconds": [
    {
      ...base,
      seed: 955,
      transactions: 110,
      addresses: 4,
      latencyMs: 50,
      startsAtMs: 86_375_909,
      koios: { perCall: 4, hasToken: false, burst: 4, dailyQuota: 5_000 },
    },
    { kind: "refused-message", of: "sync-wallet", nth: 0 },
    { kind: "lost-message", of: "sync-watchdog", nth: 0 },
    { kind: "call", run: 1, of: "queue", nth: 0, what: "lose" },
    { kind: "outage", of: "koios", from: 0, ms: 86_400_000, how: "partial" },
    { kind: "call", of: "koios", run: 2, nth: 3, what: "die" },
  ],
  "reading began before a transaction that takes several calls had come, in every step": [
    {
      ...base,
      seed: 207,
      transactions: 5,
      addresses: 4,
      latencyMs: 1_500,
      startsAtMs: 86_302_796,
      koios: { perCall: 2, hasToken: false, burst: 8, dailyQuota: 5_000 },
    },
    { kind: "refresh", at: 58_117 },
    { kind: "outage", of: "chain", from: 2_882, ms: 300_000, how: "500" },
    { kind: "poison", nth: 1 },
  ],
  "where a contract was first seen hung on what was listed in the same step": [
    {
      ...base,
      seed: 578,
      transactions: 110,
      addresses: 3,
      latencyMs: 700,
      startsAtMs: 29_272_042,
      others: [
        { kind: "byron", transactions: 6 },
        { kind: "enterprise", transactions: 7 },
      ],
      koios: { perCall: 14, hasToken: false, burst: 4, dailyQuota: 6 },
    },
    { kind: "poison", nth: 1 },
  ],
};

// Stories count messages, and were found where no price was asked for.
const bench = withBench({ MARKET: "off" });

test.each(Object.entries(stories))("%s", async (_name, [story, ...events]) => {
  expect(await bench().tell({ ...story, events })).toEqual({ violations: [], idle: [] });
});
