import { describe, expect, it } from "vitest";
import { tellWithdrawal, withdrawalWords } from "@/lib/ledger/withdrawal-words";

const told = (...parts: Parameters<typeof tellWithdrawal>[1][number][]) =>
  tellWithdrawal(withdrawalWords(512_000_000n), parts);

describe("A withdrawal", () => {
  it("is divided into what it took, by kind", () => {
    expect(
      told(
        { type: "leader", amountLovelace: 7_000_000n },
        { type: "member", amountLovelace: 5_000_000n },
        { type: "pool_deposit_refund", amountLovelace: 500_000_000n },
      ),
    ).toBe("Withdrew 12 ADA of staking rewards and 500 ADA of a pool deposit that came back");
    expect(
      told(
        { type: "member", amountLovelace: 1_000_000n },
        { type: "proposal_deposit_refund", amountLovelace: 500_000_000n },
        { type: "treasury", amountLovelace: 11_000_000n },
      ),
    ).toBe(
      "Withdrew 1 ADA of staking rewards, 500 ADA of a proposal's deposit that came back and 11 ADA from the treasury",
    );
    expect(told({ type: "member", amountLovelace: 512_000_000n })).toBe("Withdrew 512 ADA of staking rewards");
    expect(told({ type: "mir", amountLovelace: 512_000_000n })).toBe("Withdrew 512 ADA of instant rewards");
  });

  it("is told undivided where no list says what it took, or where the lists do not fit it", () => {
    const undivided = "Withdrew 512 ADA from the reward account";
    expect(told()).toBe(undivided);
    expect(told({ type: "other", amountLovelace: 512_000_000n })).toBe(undivided);
    expect(
      told({ type: "member", amountLovelace: 600_000_000n }, { type: "other", amountLovelace: -88_000_000n }),
    ).toBe(undivided);
  });

  it("is found in a sentence that tells more, and in one of rules that took all for rewards", () => {
    const parts = [
      { type: "member", amountLovelace: 2_000_000n },
      { type: "reserves", amountLovelace: 1_000_000n },
    ] as const;
    expect(tellWithdrawal("Sent 6 ADA to addr1; withdrew 3 ADA of staking rewards; deposit 2 ADA", parts)).toBe(
      "Sent 6 ADA to addr1; withdrew 2 ADA of staking rewards and 1 ADA from the reserves; deposit 2 ADA",
    );
    expect(tellWithdrawal("Sent 6 ADA; withdrew 1,003.5 ADA of staking rewards", [])).toBe(
      "Sent 6 ADA; withdrew 1,003.5 ADA from the reward account",
    );
    expect(tellWithdrawal("Withdrew 3 ADA from Liqwid", parts)).toBe("Withdrew 3 ADA from Liqwid");
  });
});
