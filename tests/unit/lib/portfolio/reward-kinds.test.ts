import { expect, it } from "vitest";
import { sumByKind } from "@/lib/portfolio/reward-kinds";

it("adds up by kind, none below zero: what is lacking is taken off the rewards first", () => {
  const payments = [
    { type: "member", amountLovelace: 5n },
    { type: "leader", amountLovelace: 7n },
    { type: "pool_deposit_refund", amountLovelace: 500n },
    { type: "proposal_deposit_refund", amountLovelace: 100n },
    { type: "mir", amountLovelace: 2n },
  ] as const;
  const told = (lacking: bigint) => [...sumByKind([...payments, { type: "other", amountLovelace: -lacking }])];
  expect(told(0n)).toEqual([
    ["rewards", 12n],
    ["returned_deposits", 600n],
    ["treasury", 2n],
  ]);
  expect(told(4n)[0]).toEqual(["rewards", 8n]);
  expect(told(13n)).toEqual([
    ["returned_deposits", 599n],
    ["treasury", 2n],
  ]);
});
