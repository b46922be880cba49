import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountHistorySchema, accountRewardsSchema } from "@/lib/blockfrost/schemas";
import { auditRewards, expectedOf, type AuditFacts, type PaidReward } from "@/lib/portfolio/audit-rewards";
import type { PoolEpoch } from "@/lib/stake-pools/pool-epochs";
import { createChain } from "@/dev/chain/chain";

const [stake, other] = [1_000_000_000n, 500_000_000n];
/** 340 ADA of cost and 4.9 % of the rest for the operator, as Blockfrost tells of mainnet's epoch 211 of a pool. */
const pool: PoolEpoch = {
  blocks: 22,
  delegators: 51,
  activeStake: 75_284_250_207_839n,
  rewards: 58_129_719_596n,
  fees: 3_171_696_260n,
};
/** (58,129,719,596 - 3,171,696,260) × 1,000,000,000 / 75,284,250,207,839, in whole lovelace. */
const due = 730_006n;

const member = (epoch: number, amountLovelace: bigint, poolId = "pool"): PaidReward => ({
  ...{ epoch, amountLovelace, poolId },
  type: "member",
});
const leader = (epoch: number, amountLovelace: bigint, poolId = "pool"): PaidReward => ({
  ...{ epoch, amountLovelace, poolId },
  type: "leader",
});

/** An audit in epoch 302: all up to 300 is settled, known and read. */
function audit(given: Partial<AuditFacts>) {
  const rows = auditRewards({
    stakes: new Map([[300, { poolId: "pool", lovelace: stake }]]),
    stakesUntil: 300,
    poolEpoch: () => pool,
    rewards: [],
    rewardsUntil: 300,
    goneIn: [],
    isOwner: () => false,
    settled: 300,
    current: 300,
    ...given,
  });
  return rows.map((row) => [
    row.epoch,
    row.poolId,
    row.expectedLovelace,
    row.receivedLovelace,
    row.reason === null ? row.verdict : `${row.verdict}: ${row.reason}`,
  ]);
}

describe("An epoch's reward", () => {
  it("is as expected to the lovelace, and up to a twentieth above, since the pool's listed total lacks what went to nobody", () => {
    const most = due + due / 20n + 2n;
    for (const amount of [due - 2n, due, due + 1n, most])
      expect(audit({ rewards: [member(300, amount)] })).toEqual([[300, "pool", due, amount, "as_expected"]]);
    expect(audit({ rewards: [member(300, due - 3n)] })).toEqual([[300, "pool", due, due - 3n, "low"]]);
    expect(audit({ rewards: [member(300, most + 1n)] })).toEqual([[300, "pool", due, most + 1n, "high"]]);
  });

  it("that did not come is missed only where nothing else is the reason", () => {
    const none = (reason: string, expected = due) => [[300, "pool", expected, 0n, reason]];
    expect(audit({})).toEqual(none("missed"));
    expect(audit({ poolEpoch: () => ({ ...pool, blocks: 0, rewards: 0n, fees: 0n }) })).toEqual(
      none("none_due: no_block", 0n),
    );
    expect(audit({ poolEpoch: () => ({ ...pool, rewards: 0n, fees: 0n }) })).toEqual(none("none_due: pool_unpaid", 0n));
    expect(audit({ poolEpoch: () => ({ ...pool, fees: pool.rewards }) })).toEqual(none("none_due: nothing_left", 0n));
    expect([297, 298, 299, 300, 301, 302].map((gone) => audit({ goneIn: [gone] })[0]?.at(-1))).toEqual([
      ...["missed", "missed"],
      ...["none_due: left", "none_due: left", "none_due: left"],
      "missed",
    ]);
    expect(audit({ isOwner: () => true })).toEqual(none("none_due: owner", 0n));
    expect(audit({ goneIn: [301] })).toEqual(none("none_due: left", 0n));
    expect(audit({ isOwner: () => null })).toEqual(none("unknown: pool_unread"));
    expect(audit({ rewardsUntil: 299 })).toEqual(none("unknown: rewards_unread"));
    expect(audit({ rewardsUntil: null })).toEqual(none("unknown: rewards_unread"));
  });

  it("that came twice is told: as two payments, by two pools, or in one of twice as much", () => {
    expect(audit({ rewards: [member(300, due), member(300, due)] })).toEqual([[300, "pool", due, 2n * due, "doubled"]]);
    expect(audit({ rewards: [member(300, 2n * due)] })).toEqual([[300, "pool", due, 2n * due, "doubled"]]);
    expect(audit({ rewards: [member(300, due), member(300, 7n, "another")] })).toEqual([
      [300, "pool", due, due, "as_expected"],
      [300, "another", 0n, 7n, "doubled"],
    ]);
    expect(audit({ rewards: [member(300, 3n * due)] })).toEqual([[300, "pool", due, 3n * due, "high"]]);
  });

  it("by another pool than the stake was with, or without any stake, is unusually high", () => {
    expect(audit({ rewards: [member(300, 7n, "another")] })).toEqual([
      [300, "pool", due, 0n, "missed"],
      [300, "another", 0n, 7n, "high"],
    ]);
    expect(audit({ stakes: new Map(), rewards: [member(300, 7n)] })).toEqual([[300, "pool", 0n, 7n, "high"]]);
  });

  it("of an operator is not compared, since it holds what their own stake earned", () => {
    expect(audit({ rewards: [leader(300, 9n)] })).toEqual([[300, "pool", null, 9n, "unknown: operator"]]);
    expect(audit({ rewards: [leader(300, 9n), member(300, due), leader(300, 5n, "second")] })).toEqual([
      [300, "pool", due, due, "as_expected"],
      [300, "pool", null, 9n, "unknown: operator"],
      [300, "second", null, 5n, "unknown: operator"],
    ]);
  });

  it("is not judged by what is not known", () => {
    const paid = [member(300, due)];
    expect(audit({ rewards: paid, poolEpoch: () => null })).toEqual([[300, "pool", null, due, "unknown: pool_unread"]]);
    expect(audit({ rewards: paid, stakes: new Map(), stakesUntil: 299 })).toEqual([
      [300, "pool", null, due, "unknown: stake_unread"],
    ]);
    expect(audit({ rewards: paid, stakes: new Map(), stakesUntil: null })).toEqual([
      [300, "pool", null, due, "unknown: stake_unread"],
    ]);
    expect(audit({ rewards: paid, poolEpoch: () => ({ ...pool, activeStake: stake - 1n }) })).toEqual([
      [300, "pool", null, due, "unknown: contradiction"],
    ]);
  });

  it("is told for every epoch from the first with stake on, those in between and those too young among them", () => {
    const stakes = new Map([
      [296, { poolId: "pool", lovelace: stake }],
      [299, { poolId: "new", lovelace: other }],
    ]);
    const rewards = [member(296, due), member(299, due / 2n, "new"), member(301, 5n, "new")];
    expect(audit({ stakes, rewards, current: 302 })).toEqual([
      [296, "pool", due, due, "as_expected"],
      [297, null, 0n, 0n, "none_due: not_delegated"],
      [298, null, 0n, 0n, "none_due: not_delegated"],
      [299, "new", due / 2n, due / 2n, "as_expected"],
      [300, null, 0n, 0n, "none_due: not_delegated"],
      [301, "new", null, 5n, "none_due: too_young"],
      [302, null, null, 0n, "none_due: too_young"],
    ]);
    expect(audit({ stakes: new Map() })).toEqual([]);
  });

  it("is by no stake more than what the pool paid its members, and all members' together neither", () => {
    const lovelace = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(fc.array(lovelace, { minLength: 1, maxLength: 20 }), lovelace, lovelace, (stakes, rewards, fees) => {
        const activeStake = stakes.reduce((sum, each) => sum + each, 0n);
        const figures = { blocks: 1, delegators: stakes.length, activeStake, rewards, fees };
        const shares = stakes.map((each) => expectedOf(each, figures));
        const members = rewards > fees ? rewards - fees : 0n;
        expect(shares.every((share) => share >= 0n)).toBe(true);
        expect(shares.reduce((sum, each) => sum + each, 0n) <= members).toBe(true);
      }),
    );
  });

  it("is as the ledger's formula pays it, whatever cost, margin, stake and roundings there are", () => {
    const chance = fc.record({
      earned: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      cost: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      margin: fc.bigInt({ min: 0n, max: 1000n }),
      stakes: fc.array(fc.bigInt({ min: 1n, max: 10n ** 13n }), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(chance, ({ earned, cost, margin, stakes }) => {
        const activeStake = stakes.reduce((sum, each) => sum + each, 0n);
        const rest = earned > cost ? earned - cost : 0n;
        const paid = stakes.map((each) => (rest * (1000n - margin) * each) / (1000n * activeStake));
        const operator = earned - rest + (rest * margin) / 1000n;
        const rewards = paid.reduce((sum, each) => sum + each, operator);
        const fees = rewards < cost ? rewards : cost + ((rewards - cost) * margin) / 1000n;
        const figures = { blocks: 1, delegators: stakes.length, activeStake, rewards, fees };
        for (const [index, each] of stakes.entries()) {
          const amount = paid[index] ?? 0n;
          if (amount === 0n) continue;
          const told = audit({
            stakes: new Map([[300, { poolId: "pool", lovelace: each }]]),
            poolEpoch: () => figures,
            rewards: [member(300, amount)],
          });
          expect(told[0]?.at(-1)).toBe("as_expected");
        }
      }),
    );
  });
});

const recorded = path.resolve(process.cwd(), "../shared/cardano/recorded/blockfrost-tests/mainnet");
const account = "stake1u9fzg77vrgfqlplkjqe9hntdcvsurpvxd60yp2fhn73002qsv9pdk__count=3&page=2.json";
const read = (folder: string): unknown => JSON.parse(readFileSync(path.join(recorded, folder, account), "utf8"));

describe.skipIf(!existsSync(recorded))("A recorded account of mainnet", () => {
  it("has a reward for the stake and the pool of each epoch, which says nothing before the pool's figures are known", () => {
    const stakes = accountHistorySchema.parse(read("accounts_history"));
    const rewards = accountRewardsSchema.parse(read("accounts_rewards"));
    const facts = {
      stakes: new Map(stakes.map((row) => [row.active_epoch, { poolId: row.pool_id, lovelace: row.amount }])),
      stakesUntil: 231,
      rewards: rewards.map(({ epoch, amount, pool_id }) => member(epoch, amount, pool_id ?? "")),
      ...{ rewardsUntil: 231, settled: 231, current: 231 },
    };
    const [first, second] = [
      "pool1vx9tzlkgafernd9vpjpxkenutx2gncj4yn88fpq69823qlwcqrt",
      "pool1pu5jlj4q9w9jlxeu370a3c9myx47md5j5m2str0naunn2q3lkdy",
    ];
    expect(audit({ ...facts, poolEpoch: () => null })).toEqual([
      [229, first, null, 171_419_599n, "unknown: pool_unread"],
      [230, second, null, 160_736_772n, "unknown: pool_unread"],
      [231, second, null, 210_662_173n, "unknown: pool_unread"],
    ]);
  });
});

describe("The simulated chain", () => {
  it("pays every account what its stake and its pools let expect", () => {
    const chain = createChain({ seed: 7, now: Date.UTC(2025, 10, 20) });
    const tip = chain.tip().epoch;
    const verdicts = ["a", "b", "c"].flatMap((seed) => {
      const owner = chain.addWallet({ seed, transactions: 150, features: ["staking"] }).stakeAddress ?? "";
      const events = chain.staking.of(owner);
      return auditRewards({
        stakes: new Map(
          chain.staking.stakes(owner, tip - 2).map((row) => [row.epoch, { poolId: row.poolHash, lovelace: row.stake }]),
        ),
        stakesUntil: tip - 2,
        poolEpoch: (poolHash, epoch) => chain.staking.pools.at(poolHash, epoch),
        rewards: chain.staking
          .rewards(owner, tip)
          .map(({ epoch, amount, poolHash }) => member(epoch, amount, poolHash)),
        rewardsUntil: tip - 2,
        goneIn: events.flatMap(({ kind, epoch }) => (kind === "deregistered" ? [epoch] : [])),
        isOwner: () => false,
        settled: tip - 2,
        current: tip - 2,
      }).map(({ verdict, reason }) => reason ?? verdict);
    });
    const counts = new Map<string, number>();
    for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    expect(["missed", "doubled", "low", "high"].filter((verdict) => counts.has(verdict))).toEqual([]);
    expect(counts.get("as_expected")).toBeGreaterThan(100);
    expect(counts.get("no_block")).toBeGreaterThan(0);
  });
});
