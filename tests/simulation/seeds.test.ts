import { expect, test } from "vitest";
import { shrink } from "./shrink";
import { storyOf } from "./story";
import { withBench } from "./with-bench";

const count = Number(process.env.SIMULATION_SEEDS ?? 100);

const bench = withBench();

test(`nothing is lost, doubled or silent in ${String(count)} seeded stories`, async () => {
  for (let seed = 1; seed <= count; seed += 1) {
    const story = storyOf(seed);
    const { violations } = await bench().tell(story);
    const shortest = violations.length === 0 ? [] : (await shrink(bench(), story, null)).events;
    expect({ seed, violations, shortest }).toEqual({ seed, violations: [], shortest: [] });
  }
});

test("a story is told the same way twice", async () => {
  const story = storyOf(64);
  expect(await bench().tell(story)).toEqual(await bench().tell(story));
});
