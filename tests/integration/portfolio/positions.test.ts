import { beforeAll, describe, expect, it } from "vitest";
import { startChain } from "@/dev/chain/server";
import {
  MINSWAP_V1_ORDER,
  MINSWAP_V2_ORDER,
  MINSWAP_V2_POLICY,
  POOL_NAME,
  UNKNOWN_VAULT,
} from "@/dev/chain/model/scripts";
import type { Utxo } from "@/dev/chain/model/chain-tx";
import { derivedKey } from "@/lib/cache/derived";
import { getPositions } from "@/lib/portfolio/get-positions";
import { redis, redisKey } from "@/lib/redis";
import { withLocalApp } from "@/tests/support/local-app";
import { addTransaction } from "@/tests/support/rows";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);

const { chain } = simulated;
/** The only wallet, since each brings a pool of the same name along. */
const stake = simulated.demoAddress;
for (let orders = 0; orders < 6; orders += 1) chain.appendTx("demo", "place-order");
chain.advance(1);

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(stake, 60_000);
}, 90_000);

const ask = () => getPositions(wallet.userId, { wallet: wallet.walletId });
const lp = `${MINSWAP_V2_POLICY}${POOL_NAME}`;
const lovelaceOf = (utxos: readonly Utxo[]) => utxos.reduce((sum, { value }) => sum + value.lovelace, 0n);
const at = (utxos: readonly Utxo[], script: string) => utxos.filter(({ address }) => address.payment?.hash === script);

/** Orders at an enterprise script address, whose only sign of the owner is the transaction that made them. */
function ordersElsewhere(): Utxo[] {
  const own = new Set(chain.touchingTransactions(stake).map(({ tx }) => tx.hash));
  return at([...chain.utxos.all()], MINSWAP_V1_ORDER).filter(({ txHash }) => own.has(txHash));
}

describe("Positions of a synced account", () => {
  it("tell where all the ADA is: what the chain holds for it, its deposit and its rewards", async () => {
    const { ada } = await ask();
    const unspent = chain.utxos.ofAccount(stake);
    const deposit = chain.staking.state(stake).registered ? 2_000_000n : 0n;
    const rewards = chain.staking.withdrawable(stake, chain.tip().epoch);
    const elsewhere = lovelaceOf(ordersElsewhere());
    const part = (name: string) => ada.parts.find((each) => each.part === name)?.quantity ?? "0";
    expect(ada.total).toBe((lovelaceOf(unspent) + elsewhere + deposit + rewards).toString());
    expect({ ...ada, parts: null }).toEqual({ total: ada.total, parts: null });
    expect(Object.fromEntries(ada.parts.map((each) => [each.part, each.quantity]))).toEqual({
      spendable: part("spendable"),
      with_tokens: part("with_tokens"),
      orders: (lovelaceOf(at(unspent, MINSWAP_V2_ORDER)) + elsewhere).toString(),
      contracts: lovelaceOf(at(unspent, UNKNOWN_VAULT)).toString(),
      ...(deposit > 0n && { deposits: deposit.toString() }),
      ...(rewards > 0n && { rewards: rewards.toString() }),
    });
    expect([elsewhere, lovelaceOf(at(unspent, MINSWAP_V2_ORDER))].every((locked) => locked > 0n)).toBe(true);
    expect(BigInt(part("with_tokens"))).toBeGreaterThan(1_000_000n);
  });

  it("are the open orders, what lies at scripts that nobody knows, the stake and the vote", async () => {
    const { positions, others } = await ask();
    const unspent = chain.utxos.ofAccount(stake);
    const state = chain.staking.state(stake);
    const count = (kind: string) => positions.filter((position) => position.kind === kind).length;
    expect(count("order")).toBe(at(unspent, MINSWAP_V2_ORDER).length + ordersElsewhere().length);
    expect(count("stake")).toBe(state.poolHash === null ? 0 : 1);
    expect(others.filter(({ kind }) => kind === "vote").length).toBe(state.drep === null ? 0 : 1);
    const locked = others.filter(({ kind }) => kind === "locked");
    expect(locked.length).toBeGreaterThan(0);
    expect(
      locked.map(({ txHash, credential, protocol, value, debt }) => ({ txHash, credential, protocol, value, debt })),
    ).toEqual(
      at(unspent, UNKNOWN_VAULT).map(({ txHash, value }) => ({
        txHash,
        credential: UNKNOWN_VAULT,
        protocol: null,
        value: (Number(value.lovelace) / 1e6).toString(),
        debt: [],
      })),
    );
    expect(
      [...positions, ...others].every(({ transactionId, openedAt }) => transactionId !== null && openedAt !== null),
    ).toBe(true);
  });

  it("split LP tokens into both assets by the reserves of the pool as it stands on the chain", async () => {
    await addTransaction(wallet.userId, wallet.walletId, {
      txHash: "ee".repeat(32),
      blockHeight: 1,
      txTimestamp: new Date("2026-01-02T03:04:05Z"),
      flows: [{ unit: lp, netChange: "2500000000" }],
    });
    await redis().del(derivedKey(wallet.userId));
    const { positions } = await ask();
    const [liquidity, ...others] = positions.filter(({ kind }) => kind === "liquidity");
    const [pool] = [...chain.utxos.all()].filter(({ value }) => value.assets.has(lp));
    const token = [...(pool?.value.assets.keys() ?? [])].find((unit) => !unit.startsWith(MINSWAP_V2_POLICY)) ?? "";
    const reserves = {
      lovelace: (pool?.value.lovelace ?? 0n) - 3_000_000n,
      token: pool?.value.assets.get(token) ?? 0n,
    };
    expect(others).toEqual([]);
    expect(liquidity).toMatchObject({
      protocol: "minswap-v2",
      protocolName: "Minswap V2",
      openedAt: "2026-01-02T03:04:05.000Z",
      txHash: "ee".repeat(32),
      assets: [
        { unit: "lovelace", quantity: (reserves.lovelace / 400n).toString() },
        { unit: token, quantity: (reserves.token / 400n).toString() },
      ],
      liquidity: { lp: { unit: lp, quantity: "2500000000" }, supply: "1000000000000", share: "0.0025" },
    });
  });

  it("leave an LP token whole while the chain does not tell which pool is its own", async () => {
    chain.addWallet({ seed: "second", transactions: 1 });
    await redis().del(derivedKey(wallet.userId), redisKey("pool", lp));
    const { positions } = await ask();
    const [liquidity] = positions.filter(({ kind }) => kind === "liquidity");
    expect(liquidity).toMatchObject({
      assets: [{ unit: lp, quantity: "2500000000" }],
      liquidity: { lp: { unit: lp, quantity: "2500000000" }, supply: null, share: null, at: null },
    });
    expect(await redis().get(redisKey("pool", lp))).toBe("null");
  });
});
