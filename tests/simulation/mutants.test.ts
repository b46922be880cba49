import { expect, test } from "vitest";
import type { SceneName } from "@/dev/chain/scenes/catalogue";
import type { Mutant } from "./mutants";
import type { Event, Story } from "./story";
import { withBench } from "./with-bench";

const base = { addresses: 1, startsAtMs: 43_200_000 };
const koios = { perCall: 14, hasToken: false, burst: 100, dailyQuota: 5_000 };
/** Koios tells something else of what comes once the order is known. */
const afterAnOrder = (scene: SceneName, how: string): Event[] => [
  { kind: "mine", at: 8_000, scene: "place-order" },
  { kind: "refresh", at: 30_000 },
  { kind: "mine", at: 60_000, scene },
  { kind: "refresh", at: 90_000 },
  { kind: "outage", of: "koios", from: 61_000, ms: 86_400_000, how },
];

interface Case {
  readonly mutant: Mutant;
  /** The seed whose story was shortened to this one; the story's own where somebody thought it out. */
  readonly foundBy: number;
  readonly story: Omit<Story, "events">;
  readonly events: readonly Event[];
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    mutant: "fence",
    foundBy: 64,
    story: { ...base, seed: 64, transactions: 16, latencyMs: 1_500 },
    events: [
      { kind: "lost-message", of: "sync-wallet", nth: 0 },
      { kind: "freeze", run: 2, of: "redis", nth: 8, ms: 17_917 },
    ],
    says: /had its effect twice/,
  },
  {
    mutant: "published-seq",
    foundBy: 22,
    story: { ...base, seed: 22, transactions: 16, latencyMs: 1_500 },
    events: [
      { kind: "lost-message", of: "sync-watchdog", nth: 0 },
      { kind: "call", run: 1, of: "queue", nth: 0, what: "die" },
    ],
    says: /silent/,
  },
  {
    mutant: "epoch",
    foundBy: 3,
    story: { ...base, seed: 3, transactions: 6, latencyMs: 700 },
    events: [{ kind: "lost-message", of: "sync-wallet", nth: 1 }],
    says: /silent/,
  },
  {
    mutant: "quarantine",
    foundBy: 6,
    story: { ...base, seed: 6, transactions: 11, latencyMs: 1_500 },
    events: [{ kind: "poison", nth: 0 }],
    says: /fresh sync is waiting|final refresh is failed|(transactions|quarantine) differ/,
  },
  {
    mutant: "flow",
    foundBy: 1,
    story: { ...base, seed: 1, transactions: 6, latencyMs: 700 },
    events: [],
    says: /sums differ from the chain's that nobody has moved/,
  },
  {
    mutant: "proven",
    foundBy: 6,
    story: { ...base, seed: 6, transactions: 11, latencyMs: 1_500 },
    events: [{ kind: "poison", nth: 0 }],
    says: /the proof says proven where the sums are diverged/,
  },
  {
    mutant: "due",
    foundBy: 5,
    story: { ...base, seed: 5, transactions: 7, latencyMs: 1_500, others: [{ kind: "pointer", transactions: 9 }] },
    events: [{ kind: "follow", at: 54_149, nth: 0 }],
    says: /transactions differ from a fresh sync; events differ/,
  },
  {
    mutant: "fold-fence",
    foundBy: 5,
    story: { ...base, seed: 5, transactions: 5, latencyMs: 50, databaseMs: 120 },
    // Whoever ends the gains is frozen before it does, and wakes when somebody else has begun to tell them anew.
    events: [
      { kind: "look", at: 100_000 },
      { kind: "freeze", run: 4, of: "database", nth: 46, ms: 27_900 },
      { kind: "mine", at: 104_000, scene: "send" },
      { kind: "refresh", at: 106_000 },
      { kind: "look", at: 130_000 },
    ],
    says: /gains differ from those of a fresh fold/,
  },
  {
    mutant: "fold-cut",
    foundBy: 3,
    story: { ...base, seed: 3, transactions: 6, latencyMs: 200 },
    events: [
      { kind: "look", at: 20_866 },
      { kind: "mine", at: 74_750, scene: "send" },
    ],
    says: /gains are never told to their end/,
  },
  {
    mutant: "fold-round",
    foundBy: 5,
    story: { ...base, seed: 5, transactions: 40, latencyMs: 50, databaseMs: 120 },
    events: [{ kind: "look", at: 100_000 }],
    says: /gains that were begun are not told to their end/,
  },
  {
    mutant: "fold-told",
    foundBy: 5,
    story: { ...base, seed: 5, transactions: 7, latencyMs: 700, others: [{ kind: "pointer", transactions: 9 }] },
    events: [
      { kind: "look", at: 60_000 },
      { kind: "follow", at: 70_000, nth: 0 },
    ],
    says: /gains differ from those of a fresh fold/,
  },
  {
    mutant: "hash",
    foundBy: 2,
    story: { ...base, seed: 2, transactions: 5, latencyMs: 50, koios },
    events: [{ kind: "outage", of: "koios", from: 0, ms: 86_400_000, how: "lie" }],
    says: /a sync failed for Koios/,
  },
  {
    mutant: "commitments",
    foundBy: 3,
    story: { ...base, seed: 3, transactions: 8, latencyMs: 50, koios },
    events: [{ kind: "outage", of: "koios", from: 0, ms: 86_400_000, how: "lie-auxiliary" }],
    says: /transactions differ from a fresh sync/,
  },
  {
    mutant: "flag",
    foundBy: 1,
    story: { ...base, seed: 1, transactions: 6, latencyMs: 50, koios },
    events: afterAnOrder("failed-script", "lie-flag"),
    says: /sums differ from the chain's/,
  },
];

const bench = withBench();

test.each(cases)("without the $mutant seed $foundBy is violated, with it not", async (given) => {
  const story = { ...given.story, events: given.events };
  expect((await bench().tell(story, given.mutant)).violations.join("; ")).toMatch(given.says);
  expect(await bench().tell(story)).toEqual({ violations: [], idle: [] });
});
