import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochStart } from "@/lib/cardano/epoch";
import {
  allocateRewards as allocate,
  type AccountWithdrawal,
  type AllocatedReward,
} from "@/lib/portfolio/allocate-rewards";

const network = "mainnet";
type Given = Parameters<typeof allocate>[0];
const allocateRewards = (given: Omit<Given, "proposals" | "treasuryLovelace"> & Partial<Given>) =>
  allocate({ proposals: [], treasuryLovelace: 0n, ...given });
const proposal = (epoch: number, depositLovelace: bigint) => ({ id: `p${epoch}`, at: within(epoch), depositLovelace });
const within = (epoch: number) => new Date(epochStart(network, epoch).getTime() + 86_400_000);
const member = (epoch: number, amountLovelace: bigint) =>
  ({ type: "member", epoch, poolId: "pool1", amountLovelace }) as const;
const withdrawal = (epoch: number, amountLovelace: bigint): AccountWithdrawal => ({
  txHash: `tx${epoch}`,
  transactionId: `id${epoch}`,
  at: within(epoch),
  amountLovelace,
});

/** Type, amount, the epoch in which it could be spent, and the withdrawal that took it. */
function told(rewards: readonly AllocatedReward[]) {
  return rewards.map(({ type, amountLovelace, spendableEpoch, withdrawal: taken, isUpcoming }) => [
    type,
    amountLovelace,
    spendableEpoch,
    isUpcoming ? "upcoming" : (taken?.txHash ?? null),
  ]);
}

describe("Rewards", () => {
  it("go with the withdrawal that emptied the account after they could be spent", () => {
    const rewards = [member(300, 5n), member(301, 7n), member(302, 11n), member(303, 13n)];
    const withdrawals = [withdrawal(302, 5n), withdrawal(304, 18n)];
    const withdrawable = { amountLovelace: 0n, at: within(304) };
    expect(told(allocateRewards({ network, rewards, withdrawals, withdrawable }))).toEqual([
      ["member", 5n, 302, "tx302"],
      ["member", 7n, 303, "tx304"],
      ["member", 11n, 304, "tx304"],
      ["member", 13n, 305, "upcoming"],
    ]);
  });

  it("that no list names are told apart by what the withdrawal or the balance holds beside the others", () => {
    const rewards = [member(300, 5n), member(310, 4n)];
    const withdrawals = [withdrawal(303, 105n)];
    const withdrawable = { amountLovelace: 44n, at: within(320) };
    expect(told(allocateRewards({ network, rewards, withdrawals, withdrawable }))).toEqual([
      ["member", 5n, 302, "tx303"],
      ["other", 100n, null, "tx303"],
      ["member", 4n, 312, null],
      ["other", 40n, null, null],
    ]);
  });

  it("of pools that retired are there at once, instant ones an epoch later", () => {
    const rewards = [
      { type: "mir", epoch: 300, poolId: null, amountLovelace: 2n },
      { type: "pool_deposit_refund", epoch: 300, poolId: "pool1", amountLovelace: 500n },
    ] as const;
    const withdrawals = [withdrawal(300, 500n), withdrawal(301, 2n)];
    const withdrawable = { amountLovelace: 0n, at: within(302) };
    expect(told(allocateRewards({ network, rewards, withdrawals, withdrawable }))).toEqual([
      ["pool_deposit_refund", 500n, 300, "tx300"],
      ["mir", 2n, 301, "tx301"],
    ]);
  });

  it("that no list names are deposits of proposals that came back, what the treasury paid, or neither", () => {
    const rewards = [member(300, 5n)];
    const proposals = [proposal(301, 100n), proposal(302, 100n), proposal(330, 100n)];
    const withdrawals = [withdrawal(310, 105n)];
    const standing = (amountLovelace: bigint, treasuryLovelace = 0n) => {
      const withdrawable = { amountLovelace, at: within(330) };
      return told(allocateRewards({ network, rewards, withdrawals, withdrawable, proposals, treasuryLovelace }));
    };
    const before = [
      ["member", 5n, 302, "tx310"],
      ["proposal_deposit_refund", 100n, null, "tx310"],
    ];
    expect(standing(0n)).toEqual(before);
    // The third one was made only now.
    expect(standing(230n)).toEqual([
      ...before,
      ["proposal_deposit_refund", 100n, null, null],
      ["other", 130n, null, null],
    ]);
    expect(standing(130n, 30n)).toEqual([
      ...before,
      ["proposal_deposit_refund", 100n, null, null],
      ["treasury", 30n, null, null],
    ]);
    expect(standing(130n, 130n)).toEqual([...before, ["treasury", 130n, null, null]]);
    expect(standing(99n)).toEqual([...before, ["other", 99n, null, null]]);
  });

  it("of the treasury that a list names are not looked for among the others", () => {
    const rewards = [{ type: "treasury", epoch: 300, poolId: null, amountLovelace: 30n }] as const;
    const withdrawable = { amountLovelace: 70n, at: within(330) };
    expect(told(allocateRewards({ network, rewards, withdrawals: [], withdrawable, treasuryLovelace: 30n }))).toEqual([
      ["treasury", 30n, 301, null],
      ["other", 40n, null, null],
    ]);
  });

  it("are not called missing while the chain has not yet paid the new epoch's", () => {
    const rewards = [member(300, 5n), member(301, 7n)];
    const withdrawable = { amountLovelace: 5n, at: epochStart(network, 303) };
    expect(told(allocateRewards({ network, rewards, withdrawals: [], withdrawable }))).toEqual([
      ["member", 5n, 302, null],
      ["member", 7n, 303, "upcoming"],
    ]);
  });

  it("are all upcoming while nothing is known of the balance", () => {
    const given = { network, rewards: [member(1, 5n)], withdrawals: [], withdrawable: null } as const;
    expect(told(allocateRewards(given))).toEqual([["member", 5n, 3, "upcoming"]]);
  });

  it("sum up to each withdrawal and to the balance, whatever the lists leave out", () => {
    const amount = fc.bigInt(0n, 1_000_000n);
    const types = fc.constantFrom("member" as const, "leader" as const, "mir" as const, "pool_deposit_refund" as const);
    const arbitrary = fc.record({
      rewards: fc.array(
        fc.record({ type: types, epoch: fc.nat(20), poolId: fc.constant("pool1"), amountLovelace: amount }),
      ),
      withdrawals: fc.array(fc.tuple(fc.nat(25), amount)),
      balance: amount,
      treasuryLovelace: amount,
      proposals: fc
        .uniqueArray(fc.nat(25), { maxLength: 4 })
        .map((epochs) => epochs.map((epoch) => proposal(epoch, 900n))),
    });
    fc.assert(
      fc.property(arbitrary, ({ rewards, withdrawals, balance, treasuryLovelace, proposals }) => {
        const made = withdrawals
          .sort(([a], [b]) => a - b)
          .map(([epoch, lovelace], index) => ({ ...withdrawal(epoch, lovelace), txHash: `tx${index}` }));
        const withdrawable = { amountLovelace: balance, at: within(26) };
        const given: Parameters<typeof allocateRewards>[0] = {
          network,
          rewards,
          withdrawals: made,
          withdrawable,
          treasuryLovelace,
          proposals,
        };
        const all = allocateRewards(given);
        const sum = (some: readonly AllocatedReward[]) => some.reduce((total, each) => total + each.amountLovelace, 0n);
        for (const each of made)
          expect(sum(all.filter((reward) => reward.withdrawal?.txHash === each.txHash))).toBe(each.amountLovelace);
        expect(sum(all.filter((reward) => reward.withdrawal === null && !reward.isUpcoming))).toBe(balance);
        expect(all.filter(({ epoch }) => epoch !== null)).toHaveLength(rewards.length);
        const returned = all.flatMap((each) => each.proposal ?? []);
        expect(new Set(returned).size).toBe(returned.length);
      }),
    );
  });
});
