import { expect, test } from "vitest";
import type { Event, Story } from "./story";
import { withBench } from "./with-bench";

/** Hundreds of transactions within the 2,160 blocks that a rollback could take. */
const dense = { seed: 3, addresses: 2, spanBlocks: 2_000, startsAtMs: 43_200_000 };

const stories: Readonly<Record<string, readonly [Omit<Story, "events">, ...Event[]]>> = {
  "more transactions in half a day than one step can list": [{ ...dense, transactions: 280, latencyMs: 1_700 }],
  "a wallet that grows faster than it is read": [
    { ...dense, transactions: 60, latencyMs: 700 },
    { kind: "surge", at: 2_000, count: 260, everyMs: 150 },
  ],
};

const bench = withBench();

test.each(Object.entries(stories))("%s", { timeout: 120_000 }, async (_name, [story, ...events]) => {
  expect(await bench().tell({ ...story, events })).toEqual({ violations: [], idle: [] });
});
