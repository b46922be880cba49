import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CallWindow } from "@/lib/budget/call-window";
import { findRollback } from "@/lib/sync/find-rollback";
import type { ClaimedJob, StoredPlace } from "@/lib/sync/sync-job-store";
import { codeOf } from "@/tests/support/problem";
import { txHashOf } from "@/tests/support/raw-tx-fixture";

const world = vi.hoisted(() => ({
  breadcrumbs: [] as { height: number; hash: string }[],
  blocks: new Map<number, string>(),
  placed: new Map<string, { block_height: number; index: number }>(),
  calls: [] as string[],
}));
vi.mock("@/lib/db", () => {
  const database = {
    chainBreadcrumb: {
      findMany: () => Promise.resolve([...world.breadcrumbs].sort((a, b) => b.height - a.height)),
    },
  };
  return { db: () => database, userDb: () => database };
});
vi.mock("@/lib/blockfrost/chain", () => ({
  blockAt: (height: number) => {
    world.calls.push(`block ${String(height)}`);
    const hash = world.blocks.get(height);
    return Promise.resolve(hash === undefined ? null : { hash });
  },
  tx: (hash: string) => {
    world.calls.push(`tx ${String(Number.parseInt(hash, 16))}`);
    return Promise.resolve(world.placed.get(hash) ?? null);
  },
}));

const window = { call: (work: () => unknown) => Promise.resolve(work()) } as unknown as CallWindow;
const finalHeight = 1_000;
const job = { walletId: "w", userId: "u", finalHeight } as ClaimedJob;
const stored = (number: number, height: number): StoredPlace => ({
  hash: txHashOf(number),
  height,
  txIndex: 0,
  time: 1,
});
const find = (height: number | null, ...missing: StoredPlace[]) => findRollback(job, { height, missing }, window);

/** Breadcrumbs at these heights; those that still stand have their block on the chain. */
function breadcrumbs(given: Readonly<Record<number, "stands" | "gone">>): void {
  for (const [height, state] of Object.entries(given)) {
    world.breadcrumbs.push({ height: Number(height), hash: `hash ${height}` });
    if (state === "stands") world.blocks.set(Number(height), `hash ${height}`);
  }
}

beforeEach(() => {
  world.breadcrumbs = [];
  world.blocks.clear();
  world.placed.clear();
  world.calls = [];
});

describe("nothing was rolled back", () => {
  test("where nothing differs: no call", async () => {
    expect([await find(null), world.calls]).toEqual([null, []]);
  });

  test("where what the list misses stands as it did: somebody else's withdrawal for this stake key", async () => {
    world.placed.set(txHashOf(7), { block_height: 2_000, index: 0 });
    expect([await find(null, stored(7, 2_000)), world.calls]).toEqual([null, ["tx 7"]]);
  });
});

describe("the common ancestor", () => {
  test("is the newest breadcrumb that still stands", async () => {
    breadcrumbs({ 3_100: "gone", 3_000: "gone", 2_500: "stands", 1_500: "stands" });
    expect(await find(2_800)).toBe(2_500);
  });

  test("lies below the first change, though a newer breadcrumb was laid on the new fork", async () => {
    breadcrumbs({ 3_100: "stands" });
    expect(await find(2_800)).toBe(2_799);
  });

  test("is the last final block where every breadcrumb is younger and gone", async () => {
    breadcrumbs({ 3_100: "gone" });
    expect(await find(2_800)).toBe(finalHeight);
  });

  test("goes by the first stored transaction that is gone or moved, and asks for no more", async () => {
    world.placed.set(txHashOf(1), { block_height: 2_000, index: 0 });
    world.placed.set(txHashOf(2), { block_height: 2_101, index: 0 });
    breadcrumbs({ 3_100: "stands" });
    expect(await find(2_900, stored(1, 2_000), stored(2, 2_100), stored(3, 2_200), stored(4, 2_950))).toBe(2_099);
    expect(world.calls).toEqual(["tx 1", "tx 2", "block 3100"]);
  });
});

describe("deeper than 2,160 blocks", () => {
  test("halts where a final breadcrumb is gone", async () => {
    breadcrumbs({ 3_100: "gone", 990: "gone" });
    expect(await codeOf(find(2_800))).toBe("rollback_too_deep");
  });

  test("halts where a final transaction is gone", async () => {
    breadcrumbs({ 3_100: "gone" });
    expect(await codeOf(find(null, stored(1, 900)))).toBe("rollback_too_deep");
  });

  test("is not believed while the blocks above still stand: the chain contradicts itself", async () => {
    breadcrumbs({ 3_100: "stands" });
    expect(await codeOf(find(null, stored(1, 900)))).toBe("chain_unavailable");
  });
});
