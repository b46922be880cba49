import { beforeAll, expect, test, vi } from "vitest";
import type { CallWindow } from "@/lib/budget/call-window";
import type { ListFrom } from "@/lib/blockfrost/chain";
import type { AppError } from "@/lib/contract/app-error";
import { limitPassed, sizeWithinLimit } from "@/lib/sync/wallet-size";
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

async function sizeOf(count: typeof chain.count, rows = 0): Promise<unknown> {
  Object.assign(chain, { count, rows, asked: [] });
  return sizeWithinLimit(subject, window).catch((error: unknown) => (error as AppError).code);
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

test("of what is stored: too many transactions or addresses are nobody's wallet, what we cannot read is our fault", () => {
  const after = (storedCount: number, addressCount: number, unreadable: number, rewindTo: number | null = null) => {
    const quarantined = Array.from({ length: unreadable }, String);
    return limitPassed({ storedCount, addressCount, quarantined, rewindTo })?.code ?? null;
  };
  expect([
    after(100_000, 10_000, 1_000),
    after(100_001, 0, 0),
    after(0, 10_001, 0),
    after(0, 0, 1_001),
    // A newer decoder reads them again, and a full re-sync everything.
    after(0, 10_001, 1_001, 7),
  ]).toEqual([null, "wallet_too_large", "wallet_too_large", "internal_error", null]);
});

test("the answer says what is wrong with it", () => {
  const sizes = { storedCount: 100_001, addressCount: 0, quarantined: [], rewindTo: null };
  expect(limitPassed(sizes)?.message).toBe(
    "This address has more than 100,000 transactions, as exchanges and contracts have: it is not a person's wallet, and this server does not follow it.",
  );
});
