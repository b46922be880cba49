import { beforeEach, expect, it, vi } from "vitest";
import type { CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import { epochStart } from "@/lib/cardano/epoch";
import { fetchFinishFacts } from "@/lib/sync/finish-facts";
import { setEnvironment } from "../../../support/environment";

vi.mock("@/lib/blockfrost/chain");
setEnvironment();

const window = { call: (work: () => Promise<unknown>) => work() } as unknown as CallWindow;
const account = { reserves_sum: 0n, treasury_sum: 0n, withdrawable_amount: 5n };
const member = { epoch: 210, amount: 3n, pool_id: "pool1x", type: "member" };
const instant = { tx_hash: "aa", amount: 2n, block_time: new Date(epochStart("mainnet", 225).getTime() + 1_000) };

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(chain.latestBlock).mockResolvedValue({ height: 1, hash: "b" });
  vi.mocked(chain.listRewards).mockResolvedValue([member] as never);
  vi.mocked(chain.listMirs).mockResolvedValue([instant] as never);
});

it("asks for instant rewards only where the account had any, and dates them by their transaction's epoch", async () => {
  vi.mocked(chain.account).mockResolvedValue(account as never);
  const subject = { kind: "account", subject: "stake1" } as const;
  expect((await fetchFinishFacts(subject, window, 1)).rewards).toEqual([member]);
  expect(chain.listMirs).not.toHaveBeenCalled();

  vi.mocked(chain.account).mockResolvedValue({ ...account, reserves_sum: 2n } as never);
  expect((await fetchFinishFacts(subject, window, 1)).rewards).toEqual([
    member,
    { epoch: 225, type: "reserves", pool_id: null, amount: 2n },
  ]);
});

it("says which pot instant rewards came from, where only one of them ever paid", async () => {
  const subject = { kind: "account", subject: "stake1" } as const;
  const typeOf = async (reserves: bigint, treasury: bigint) => {
    vi.mocked(chain.account).mockResolvedValue({ ...account, reserves_sum: reserves, treasury_sum: treasury } as never);
    return (await fetchFinishFacts(subject, window, 1)).rewards.at(-1)?.type;
  };
  expect([await typeOf(2n, 0n), await typeOf(0n, 2n), await typeOf(1n, 1n)]).toEqual(["reserves", "treasury", "mir"]);
});
