import { describe, expect, it } from "vitest";
import { keptDeposits, openDeposits, type DepositLeg, type DepositWallet } from "@/lib/portfolio/fold-deposits";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const ada = (amount: number) => BigInt(amount) * 1_000_000n;
let next = 0;

function leg(walletId: string, action: string, amount: number, counterparty: string | null = null, on = 1): DepositLeg {
  next += 1;
  return { walletId, txHash: `tx${next}`, at: day(on), action, counterparty, quantity: ada(amount) };
}

interface Back {
  readonly pools?: readonly (readonly [poolId: string, on: number])[];
  readonly proposals?: readonly string[];
  readonly retired?: readonly string[];
}

/** What is kept in the end, in ADA by wallet. */
function kept(legs: readonly DepositLeg[], { pools = [], proposals = [], retired = [] }: Back = {}, untold = 0) {
  const of = (walletId: string) =>
    legs.reduce((sum, each) => sum + (each.walletId === walletId ? each.quantity : 0n), 0n);
  const wallets: DepositWallet[] = [
    { walletId: "a", subject: "stakeA", deposited: of("a") + ada(untold) },
    { walletId: "b", subject: "stakeB", deposited: of("b") },
  ];
  const sums = keptDeposits(openDeposits(wallets, legs), new Set(["stakeA", "stakeB"]), {
    pools: pools.map(([poolId, on]) => ({ poolId, before: day(on), lovelace: ada(500) })),
    proposals: new Set(proposals),
    retiredPools: new Set(retired),
  });
  return Object.fromEntries([...sums].map(([walletId, sum]) => [walletId, Number(sum / 1_000_000n)]));
}

describe("Deposits", () => {
  it("of a key end with its refund, whatever that was; the others stay", () => {
    const legs = [
      leg("a", "stake_registration", 2),
      leg("b", "stake_registration", 2),
      leg("a", "drep_registration", 500, "drep1a"),
      leg("a", "stake_deregistration", -3),
    ];
    expect(kept(legs)).toEqual({ a: 500, b: 2 });
    expect(kept([...legs, leg("a", "drep_retirement", -500, "drep1a")])).toEqual({ b: 2 });
  });

  it("of further keys of a wallet's end each with its own refund", () => {
    const legs = [
      leg("a", "stake_registration", 2),
      leg("a", "stake_registration", 2, "stakeFurther"),
      leg("a", "stake_deregistration", -2),
    ];
    expect(kept(legs)).toEqual({ a: 2 });
    expect(kept([...legs, leg("a", "stake_deregistration", -2, "stakeFurther")])).toEqual({});
  });

  it("that another wallet of the person's paid end all the same", () => {
    const legs = [leg("a", "drep_registration", 500, "drep1a"), leg("b", "drep_retirement", -500, "drep1a")];
    expect(kept(legs)).toEqual({});
  });

  it("are never below zero: a refund of what nobody of the person's paid ends nothing", () => {
    const legs = [leg("a", "stake_registration", 2), leg("a", "drep_retirement", -500, "drep1other")];
    expect(kept(legs, { pools: [["pool1x", 9]] })).toEqual({ a: 2 });
  });

  it("of a DRep whose name no row kept end with the refund of any", () => {
    const legs = [leg("a", "drep_registration", 500), leg("a", "drep_retirement", -500, "drep1a")];
    expect(kept(legs)).toEqual({});
  });

  it("of pools end with their own refund, each once, or where the pool has retired", () => {
    const legs = [
      leg("a", "pool_registration", 500, "pool1x", 1),
      leg("a", "pool_registration", 500, "pool1y", 1),
      leg("a", "pool_registration", 500, "pool1x", 20),
    ];
    expect(kept(legs)).toEqual({ a: 1500 });
    expect(kept(legs, { pools: [["pool1x", 10]] })).toEqual({ a: 1000 });
    expect(
      kept(legs, {
        pools: [
          ["pool1x", 10],
          ["pool1x", 30],
        ],
      }),
    ).toEqual({ a: 500 });
    expect(kept(legs, { pools: [["pool1z", 10]], retired: ["pool1y"] })).toEqual({ a: 1000 });
  });

  it("of proposals count where they come back to an account of the person's, once, until they have", () => {
    const own = leg("a", "governance_proposal", 100_000, "stakeA");
    const toOther = leg("a", "governance_proposal", 100_000, "stakeB");
    const given = leg("a", "governance_proposal", 100_000, "stakeStranger");
    // The owner of the return address may show the same proposal.
    const seenThere = { ...toOther, walletId: "b" };
    expect(kept([own, toOther, given, seenThere])).toEqual({ a: 200_000 });
    const twice = [own, { ...own }];
    expect(kept(twice)).toEqual({ a: 200_000 });
    expect(kept(twice, { proposals: [`${own.txHash} stakeA 1`] })).toEqual({ a: 100_000 });
  });

  it("of which only the sum is known come back as what is as much", () => {
    expect(kept([leg("a", "stake_registration", 2)], {}, 500)).toEqual({ a: 502 });
    expect(kept([], { pools: [["pool1x", 9]] }, 500)).toEqual({});
    expect(kept([leg("a", "unclassified", 500), leg("a", "unclassified", -200)])).toEqual({ a: 300 });
  });
});
