import { beforeEach, describe, expect, it, vi } from "vitest";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { SourceRefused } from "@/lib/budget/refused";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import { AppError } from "@/lib/contract/app-error";
import { readAccountLists } from "@/lib/sync/account-lists";
import { setEnvironment } from "@/tests/support/environment";

vi.mock("@/lib/blockfrost/chain", async (original) => ({
  ...(await original<typeof chain>()),
  listRewards: vi.fn(),
  listWithdrawals: vi.fn(),
  listRegistrations: vi.fn(),
  listDelegations: vi.fn(),
}));
setEnvironment();

const window = { call: (work: () => Promise<unknown>) => work() } as unknown as CallWindow;
const read = (attempts = 1) => readAccountLists("stake1x", { window, attempts });
const odd = new UnexpectedAnswer("a list", {}, null);
const down = new AppError({ code: "chain_unavailable", detail: "", retryable: true });
const at = new Date(1_600_000_000_000);

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(chain.listRewards).mockResolvedValue([]);
  vi.mocked(chain.listWithdrawals).mockResolvedValue([{ tx_hash: "w", block_height: 7, block_time: at }] as never);
  vi.mocked(chain.listRegistrations).mockResolvedValue([{ tx_hash: "r" }] as never);
  vi.mocked(chain.listDelegations).mockResolvedValue([{ tx_hash: "d" }] as never);
});

describe("an account's lists", () => {
  it("name transactions, with their place where a row tells it", async () => {
    expect(await read()).toEqual({
      rewards: [],
      events: [
        { hash: "w", height: 7, time: at },
        { hash: "r", height: null, time: null },
        { hash: "d", height: null, time: null },
      ],
      unread: [],
    });
  });

  it("are gone without where they make no sense, one by one", async () => {
    vi.mocked(chain.listDelegations).mockRejectedValue(odd);
    vi.mocked(chain.listRewards).mockRejectedValue(odd);
    const { events, unread } = await read();
    expect({ hashes: events.map(({ hash }) => hash), unread }).toEqual({
      hashes: ["w", "r"],
      unread: ["delegations", "rewards"],
    });
  });

  it("are waited for a few times where the chain is down", async () => {
    vi.mocked(chain.listRegistrations).mockRejectedValue(down);
    await expect(read(3)).rejects.toBe(down);
    expect((await read(4)).unread).toEqual(["registrations"]);
  });

  it("are never gone without because there are no calls left, or the chain wants none", async () => {
    const closed = new WindowClosed({ reason: "time", retryInMs: 0 });
    const refused = new SourceRefused(
      { status: 429, retryAfterSeconds: 1 },
      { code: "chain_unavailable", detail: "slow down" },
      null,
    );
    for (const error of [closed, refused, new Error("a fault of ours")]) {
      vi.mocked(chain.listDelegations).mockRejectedValueOnce(error);
      await expect(read(12)).rejects.toBe(error);
    }
  });
});

type Reward = NonNullable<Awaited<ReturnType<typeof chain.listRewards>>>[number];

describe("rewards", () => {
  const reward = (epoch: number, pool = "pool1", type = "member"): Reward => ({
    epoch,
    amount: 1n,
    pool_id: pool,
    type,
  });
  const first = Array.from({ length: 99 }, (_, i) => reward(i));
  const [a, b, c] = [reward(99), reward(99, "pool2"), reward(99, "pool1", "leader")] as const;
  const pages = (asc: readonly (readonly Reward[])[], desc: readonly (readonly Reward[])[]) =>
    vi
      .mocked(chain.listRewards)
      .mockImplementation((_stake, page, order) =>
        Promise.resolve([...((order === "asc" ? asc : desc)[page - 1] ?? [])]),
      );

  it("of one epoch are told apart by type and pool, in one reading", async () => {
    pages(
      [
        [...first, a],
        [b, c],
      ],
      [],
    );
    expect((await read()).rewards).toEqual([...first, a, b, c]);
    expect(chain.listRewards).toHaveBeenCalledTimes(2);
  });

  it("that one reading repeats and skips are found by another", async () => {
    const reversed = [...first].reverse();
    pages(
      [
        [...first, a],
        [a, c],
      ],
      [[c, b, a, ...reversed.slice(0, 97)], reversed.slice(97)],
    );
    const { rewards } = await read();
    expect(new Set(rewards)).toEqual(new Set([...first, a, b, c]));
    expect(rewards).toHaveLength(102);
  });

  it("that stay hidden are asked for again, and gone without after some tries", async () => {
    pages(
      [
        [...first, a],
        [a, c],
      ],
      [[c, a, a, ...first.slice(0, 97)], first.slice(97)],
    );
    await expect(read(1)).rejects.toMatchObject({ code: "chain_unavailable", retryable: true });
    expect(chain.listRewards).toHaveBeenCalledTimes(6);
    expect((await read(4)).unread).toEqual(["rewards"]);
  });
});
