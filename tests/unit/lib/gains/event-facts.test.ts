import { expect, test } from "vitest";
import { datedRewards } from "@/lib/gains/account-rewards";
import { hashOf, rewardOf } from "@/lib/gains/event-facts";

const hash = "ab".repeat(32);
const reward = {
  ...{ type: "member", epoch: 512, poolId: "pool1x", amountLovelace: 5n, isUpcoming: false },
  ...{ spendableEpoch: 514, withdrawal: { txHash: hash, at: new Date(0) } },
} as unknown as Parameters<typeof datedRewards>[2][number];
const idOf = (given: object, date: Parameters<typeof datedRewards>[3] = "earned") =>
  datedRewards("0198f3a0-0000-7000-8000-000000000001", "mainnet", [{ ...reward, ...given }], date)[0]?.id ?? "";

test("what a reward is for is read out of its event's id as it was put in", () => {
  expect(rewardOf(idOf({}))).toEqual({ type: "member", epoch: 512 });
  expect(rewardOf(idOf({ type: "treasury", poolId: null }))).toEqual({ type: "treasury", epoch: 512 });
  expect(rewardOf(idOf({ type: "other", epoch: null }))).toEqual({ type: "other", epoch: null });
  expect([rewardOf(`${hash}:w:0`), hashOf(`${hash}:w:0`), hashOf(idOf({}))]).toEqual([null, hash, null]);
});
