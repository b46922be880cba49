import { expect, it } from "vitest";
import { epochStart } from "@/lib/cardano/epoch";
import { stakingAccount } from "@/lib/portfolio/staking-account";

const [pool, at] = ["pool1a", epochStart("mainnet", 670)];
const inWallet = { walletId: "a", txHash: "", transactionId: "t" };
const account = {
  ...({ walletId: "a", stakeAddress: "stake1a", network: "mainnet", poolId: pool, drepId: null } as const),
  ...{ withdrawable: "9", treasuryPaid: null, checkedAt: at, unreadLists: [] },
};
const delegation = {
  ...({ ...inWallet, kind: "stake_delegation", poolId: pool, drepId: null, deposit: "0" } as const),
  at: epochStart("mainnet", 600),
};

it.each([
  ["leader", "earning"],
  ["member", "earning"],
  ["pool_deposit_refund", "unrewarded"],
])("an account that last got %s rewards of its pool is %s", (type, is) => {
  const rewards = [{ walletId: "a", epoch: 668, type, poolId: pool, amount: "9" }];
  const { delegation: told } = stakingAccount(
    account,
    { rewards, withdrawals: [], delegations: [delegation] },
    { names: new Map(), retirements: new Map(), deposits: [], epoch: 670 },
  );
  expect(told?.state.is).toBe(is);
});
