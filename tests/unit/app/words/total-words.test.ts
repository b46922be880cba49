import { describe, expect, it } from "vitest";
import type { Wallet } from "@/lib/contract/wallet";
import { chainBalanceText, soFarText, totalMarks, totalState } from "@/app/words/total-words";

function wallet(id: string, sync: Partial<Wallet["sync"]> = {}, proof: Partial<Wallet["proof"]> = {}) {
  const synced = { jobId: id, status: "completed", processed: 5, total: 5, percent: 100, etaSeconds: null } as const;
  return {
    id,
    sync: { ...synced, lastSyncedAt: "2026-01-01T00:00:00Z", tipHeight: 1, error: null, namesDue: false, ...sync },
    proof: {
      status: "proven",
      height: 1,
      checkedAt: null,
      assetCount: 1,
      quarantined: 0,
      ...proof,
    } satisfies Wallet["proof"],
  };
}

const first = { status: "running", lastSyncedAt: null } as const;
const said = (...wallets: ReturnType<typeof wallet>[]) => soFarText(totalState(wallets), wallets.length);

describe("how far a total is read", () => {
  it("says nothing of wallets that are read, also while they are refreshed", () => {
    expect(said(wallet("a"), wallet("b", { status: "running", processed: 0, total: null }))).toBeNull();
  });

  it.each([
    [
      "one, not counted yet",
      [wallet("a", { ...first, processed: 0, total: null })],
      "So far: this wallet is still being read.",
    ],
    ["one", [wallet("a", { ...first, processed: 20, total: 100 })], "So far: this wallet is still being read, 20 %."],
    [
      "one of two",
      [wallet("a"), wallet("b", { ...first, status: "waiting", processed: 20, total: 100 })],
      "So far: 1 of 2 wallets is still being read, 20 %.",
    ],
    [
      "two, by their transactions",
      [wallet("a", { ...first, processed: 0, total: 900 }), wallet("b", { ...first, processed: 90, total: 100 })],
      "So far: 2 of 2 wallets are still being read, 9 %.",
    ],
    [
      "read again from its beginning",
      [wallet("a", { status: "running", processed: 10, total: 100 })],
      "So far: this wallet is still being read, 10 %.",
    ],
    [
      "stopped",
      [wallet("a", { status: "failed", lastSyncedAt: null })],
      "So far: this wallet was not read to the end.",
    ],
  ])("%s", (_name, wallets, text) => expect(said(...wallets)).toBe(text));

  it("never says that all is read while something is", () => {
    expect(said(wallet("a", { ...first, processed: 100, total: 100 }))).toBe(
      "So far: this wallet is still being read, 99 %.",
    );
  });
});

describe("the chain's own balance", () => {
  const state = totalState([wallet("a"), wallet("b", first), wallet("c", first)]);
  it("is said where it is known of all that are being read", () => {
    const known = new Map([
      ["b", 1_500_000n],
      ["c", 171_969_120_000n],
    ]);
    expect(chainBalanceText(state, known, 3)).toBe(
      "The chain's own balance of the wallets still being read is 171,970.62 ADA.",
    );
    expect(chainBalanceText(state, new Map([["b", 1n]]), 3)).toBeNull();
    expect(chainBalanceText(totalState([wallet("a")]), known, 1)).toBeNull();
  });
});

describe("marks", () => {
  it("say what is wrong with a total", () => {
    const wallets = [wallet("a", {}, { status: "diverged", quarantined: 1 }), wallet("b", {}, { quarantined: 1 })];
    expect(totalMarks(totalState(wallets), 2)).toEqual([
      "1 of 2 wallets does not match the chain",
      "2 transactions are not counted",
    ]);
    expect(totalMarks(totalState([wallet("a")]), 1)).toEqual([]);
  });
});
