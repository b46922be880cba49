import { beforeAll, expect, test, vi } from "vitest";
import type { CallWindow } from "@/lib/blockfrost/call-window";
import type { ListFrom } from "@/lib/blockfrost/chain";
import type { AppError } from "@/lib/contract/app-error";
import { noRows } from "@/lib/sync/commit-step";
import { assertGained } from "@/lib/sync/hand-on";
import { assertFollowable, assertRowsWithinLimits, followableSize } from "@/lib/sync/wallet-size";
import { setEnvironment } from "@/tests/support/environment";

const chain = vi.hoisted(() => ({ count: null as number | "refused" | null, rows: 0, asked: [] as number[] }));
vi.mock("@/lib/blockfrost/chain", () => ({
  pageSize: 100,
  countTransactions: () => Promise.resolve(chain.count),
  listTransactions: (_subject: unknown, { page }: ListFrom) => {
    chain.asked.push(page);
    return Promise.resolve(Array.from({ length: Math.min(100, Math.max(0, chain.rows - (page - 1) * 100)) }));
  },
}));
beforeAll(() => setEnvironment({ MAX_WALLET_TRANSACTIONS: "100000" }));

const subject = { kind: "account", subject: "stake1" } as const;
const window = { call: (work: () => unknown) => Promise.resolve(work()) } as unknown as CallWindow;

function codeThrown(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return (error as AppError).code;
  }
}

async function sizeOf(count: typeof chain.count, rows = 0): Promise<unknown> {
  Object.assign(chain, { count, rows, asked: [] });
  return followableSize(subject, window).catch((error: unknown) => (error as AppError).code);
}

test("the limit is the last number that is followed", async () => {
  expect([await sizeOf(null), await sizeOf(100_000), await sizeOf(100_001)]).toEqual([
    null,
    100_000,
    "wallet_too_large",
  ]);
});

test("a subject too large to be summed is told by whether its list goes on far beyond the limit", async () => {
  expect([await sizeOf("refused", 300_000), chain.asked]).toEqual([null, [3_001]]);
  expect([await sizeOf("refused", 300_001), chain.asked]).toEqual(["wallet_too_large", [3_001]]);
});

test("the answer says what is wrong with it", () => {
  expect(() => assertFollowable(100_001)).toThrow(
    "This address has more than 100,000 transactions, as exchanges and contracts have: it is not a person's wallet, and this server does not follow it.",
  );
});

test("a wallet of too many addresses is nobody's, one that we cannot read is our fault", () => {
  const after = (addressCount: number, unreadable: number) =>
    codeThrown(() => assertRowsWithinLimits({ addressCount, quarantined: Array.from({ length: unreadable }, String) }));
  expect([after(10_000, 1_000), after(10_001, 0), after(0, 1_001)]).toEqual([
    null,
    "wallet_too_large",
    "internal_error",
  ]);
});

test("a step without anything new counts as failed, unless it was told to wait", () => {
  const after = (covered: number, raws: number, reason?: string): string | null => {
    const rows = { ...noRows, raws: Array.from({ length: raws }, () => ({})) };
    const stop = reason === undefined ? undefined : { reason, retryInMs: 0 };
    return codeThrown(() => assertGained(rows, covered, { stop } as unknown as CallWindow));
  };
  expect([
    after(0, 0, "time"),
    after(0, 0),
    after(1, 0, "time"),
    after(0, 1, "time"),
    after(0, 0, "rate_limit"),
    after(0, 0, "background_quota"),
  ]).toEqual(["chain_unavailable", "chain_unavailable", null, null, null, null]);
});
