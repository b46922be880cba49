import { expect, it } from "vitest";
import type { Reward } from "@/lib/contract/staking";
import { epochBars } from "@/app/words/reward-words";

const reward = (epoch: number | null, amount: string) =>
  ({ earned: epoch === null ? null : { epoch }, amount }) as unknown as Reward;

it("bars stand for every epoch in between, as parts of the largest, and tell what is still on its way", () => {
  const rewards = [reward(12, "5"), reward(9, "10"), reward(9, "10"), reward(null, "999"), reward(1, "40")];
  expect(epochBars(rewards, 13, 4)).toEqual([
    { epoch: 9, amount: 20n, height: 1000, isUpcoming: false },
    { epoch: 10, amount: 0n, height: 0, isUpcoming: false },
    { epoch: 11, amount: 0n, height: 0, isUpcoming: false },
    { epoch: 12, amount: 5n, height: 250, isUpcoming: true },
  ]);
  expect(epochBars([], 13, 4)).toEqual([]);
});
