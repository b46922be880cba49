import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { epochStart } from "@/lib/cardano/epoch";
import { datedRewards, rewardEvent } from "@/lib/gains/account-rewards";
import type { AllocatedReward } from "@/lib/portfolio/allocate-rewards";

const taken = { txHash: "ab".repeat(32), transactionId: "t", at: new Date("2026-03-01T10:00:00Z"), amountLovelace: 9n };
const reward = (over: Partial<AllocatedReward>): AllocatedReward => ({
  ...{ type: "member", epoch: 500, spendableEpoch: 502, poolId: "pool1x", amountLovelace: 7n },
  ...{ withdrawal: null, isUpcoming: false, proposal: null },
  ...over,
});
const all = [
  reward({ withdrawal: taken }),
  reward({ epoch: 501, spendableEpoch: 503, amountLovelace: 8n }),
  reward({ epoch: 502, spendableEpoch: 504, amountLovelace: 9n, isUpcoming: true }),
  reward({ type: "treasury", epoch: null, spendableEpoch: null, poolId: null, amountLovelace: 5n, withdrawal: taken }),
  reward({ type: "pool_deposit_refund", amountLovelace: 500n, withdrawal: taken }),
  reward({ type: "other", epoch: null, spendableEpoch: null, poolId: null, amountLovelace: -3n, withdrawal: taken }),
];
const dated = (rewardDate: "earned" | "spendable" | "withdrawn") =>
  datedRewards("w", "mainnet", all, rewardDate).map(({ id, at, quantity }) => [id, new Date(at), quantity]);

describe("Rewards", () => {
  const [first, second, third] = [500, 501, 502].map((epoch) => `reward:w:member:${String(epoch)}:pool1x`);
  const unlisted = `reward:w:treasury:${taken.txHash}`;

  test("count at the end of the epoch that earned them", () => {
    expect(dated("earned")).toEqual([
      [first, epochStart("mainnet", 501), 7n],
      [second, epochStart("mainnet", 502), 8n],
      [third, epochStart("mainnet", 503), 9n],
      [unlisted, taken.at, 5n],
    ]);
  });

  test("or once they can be spent", () => {
    expect(dated("spendable")).toEqual([
      [first, epochStart("mainnet", 502), 7n],
      [second, epochStart("mainnet", 503), 8n],
      [unlisted, taken.at, 5n],
    ]);
  });

  test("or when they are taken out", () => {
    expect(dated("withdrawn")).toEqual([
      [first, taken.at, 7n],
      [unlisted, taken.at, 5n],
    ]);
  });

  test("are income at what a lovelace cost then; unknown is said", () => {
    const given = { id: "reward:w:member:500:pool1x", wallet: "w", epoch: 500, at: 5, quantity: 3_000_000n };
    const known = rewardEvent({ ...given, price: new Fraction("0.0000005") });
    expect(known.reviews).toEqual([]);
    const [event] = known.events;
    expect(event).toMatchObject({ kind: "acquisition", asset: "lovelace", quantity: 3_000_000n });
    expect([event.basis, event.income].map(String)).toEqual(["1.5", "1.5"]);
    expect(known.purposes).toMatchObject([{ eventId: given.id, purpose: "income" }]);
    const unknown = rewardEvent({ ...given, price: null });
    expect(unknown.events).toMatchObject([{ basis: null, price: null, income: null }]);
    expect(unknown.reviews).toEqual([{ eventId: given.id, why: "unpriced" }]);
  });
});
