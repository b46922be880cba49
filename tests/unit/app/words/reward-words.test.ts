import { expect, it } from "vitest";
import type { Reward } from "@/lib/contract/staking";
import { delegationAdvice, delegationBadge, epochBars } from "@/app/words/reward-words";

const reward = (epoch: number | null, amount: string, type: Reward["type"] = "member") =>
  ({ type, earned: epoch === null ? null : { epoch }, amount }) as unknown as Reward;

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

it("what was not earned with stake is no bar", () => {
  const rewards = [
    reward(9, "10"),
    reward(10, "5", "leader"),
    ...(["pool_deposit_refund", "treasury", "reserves", "mir", "other"] as const).map((type) => reward(9, "500", type)),
  ];
  expect(epochBars(rewards, 13, 4).map(({ epoch, amount }) => [epoch, amount])).toEqual([
    [9, 10n],
    [10, 5n],
  ]);
});

it("a delegation is told to earn only where it does", () => {
  type Delegation = Parameters<typeof delegationBadge>[0];
  const of = (is: Delegation["state"]["is"], epoch: number | null, activeFrom: object | null = { epoch: 7 }) =>
    ({ state: { is, epoch }, activeFrom }) as unknown as Delegation;
  const told = [
    of("not_yet", 7),
    of("earning", null),
    of("retiring", 640),
    of("retired", 613),
    of("retired", null),
    of("unrewarded", 612),
    of("unrewarded", null),
  ].map((delegation) => [delegationBadge(delegation)?.text, delegationAdvice(delegation) !== null]);
  expect(told).toEqual([
    ["Earns from epoch 7", false],
    ["Earning", false],
    ["The pool retires in epoch 640", true],
    ["The pool has retired: no rewards since epoch 613", true],
    ["The pool has retired: no rewards", true],
    ["No reward since epoch 612", true],
    ["No reward yet", true],
  ]);
  expect(delegationBadge(of("earning", null, null))).toBeNull();
});
