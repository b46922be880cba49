import { beforeEach, describe, expect, test } from "vitest";
import { correctEvent } from "@/lib/corrections/correct-event";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { patchTransactionRequest } from "@/lib/contract/corrections";
import { db } from "@/lib/db";
import { getPositions } from "@/lib/portfolio/get-positions";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));
beforeEach(emptyTables);

const token = "aa".repeat(28) + "4c51";

async function newWallet() {
  const userId = await addUser();
  return { userId, walletId: await addWallet(userId) };
}
type World = Awaited<ReturnType<typeof newWallet>>;

/** A transaction at a height with both legs of each amount: what is above zero went to the position. */
async function hand(
  { userId, walletId }: World,
  height: number,
  action: string,
  location: string,
  amounts: Readonly<Record<string, number>>,
): Promise<string> {
  const protocol = location.split(":")[1] ?? null;
  const at = { txHash: height.toString(16).padStart(64, "0"), blockHeight: height };
  const time = new Date(Date.UTC(2026, 0, height));
  const id = await addTransaction(userId, walletId, { ...at, txTimestamp: time, action, classifiedAction: action });
  const sides = Object.entries(amounts).flatMap(([unit, quantity]) => [
    { unit, quantity, location },
    { unit, quantity: -quantity, location: "wallet" },
  ]);
  const leg = { userId, walletId, transactionId: id, action, protocol, role: "principal" };
  await db().transactionEvent.createMany({ data: sides.map((side, index) => ({ ...leg, ...side, index })) });
  return id;
}

async function seen({ userId }: World) {
  const { positions } = await getPositions(userId, {});
  const amountsOf = (amounts: (typeof positions)[number]["assets"]) =>
    Object.fromEntries(amounts.map(({ unit, quantity }) => [unit, quantity]));
  return positions.map(({ kind, protocol, assets, debt, openedAt }) => ({
    kind,
    protocol,
    assets: amountsOf(assets),
    debt: amountsOf(debt),
    day: openedAt === null ? null : new Date(openedAt).getUTCDate(),
  }));
}

const farm = "position:minswap-farm:farm";
const debt = "position:lenfi:debt";

describe("What was handed over to a protocol and no address shows", () => {
  test("is a position until it is taken back, in part as long as a part is there, and begins anew after", async () => {
    const world = await newWallet();
    await hand(world, 1, "farm_stake", farm, { [token]: 10, lovelace: 2_000_000 });
    await hand(world, 2, "farm_unstake", farm, { [token]: -10, lovelace: -2_000_000 });
    expect(await seen(world)).toEqual([]);
    await hand(world, 3, "farm_stake", farm, { [token]: 7 });
    await hand(world, 4, "farm_unstake", farm, { [token]: -3 });
    expect(await seen(world)).toEqual([
      { kind: "farm", protocol: "minswap-farm", assets: { [token]: "4" }, debt: {}, day: 3 },
    ]);
  });

  test("is a loan with its collateral and what is owed; what its end leaves is no position", async () => {
    const world = await newWallet();
    await hand(world, 1, "lend_borrow", debt, { lovelace: 60_000_000, [token]: -40 });
    expect(await seen(world)).toEqual([
      { kind: "borrow", protocol: "lenfi", assets: { lovelace: "60000000" }, debt: { [token]: "40" }, day: 1 },
    ]);
    await hand(world, 2, "lend_repay", debt, { lovelace: -60_000_000, [token]: 41 });
    expect(await seen(world)).toEqual([]);
    await hand(world, 3, "cdp_open", "position:indigo:debt", { lovelace: 5, [token]: -1 });
    await hand(world, 4, "lend_withdraw", "position:levvy:supply", { lovelace: -3 });
    expect(await seen(world)).toEqual([
      { kind: "cdp", protocol: "indigo", assets: { lovelace: "5" }, debt: { [token]: "1" }, day: 3 },
    ]);
  });

  test("is none where tokens of a pool stand for it, nor where it lies at a market", async () => {
    const world = await newWallet();
    await hand(world, 1, "lp_deposit", `position:minswap-v2:liquidity:${token}`, { lovelace: 5 });
    await hand(world, 2, "lend_supply", `position:liqwid:supply:${token}`, { lovelace: 5 });
    await hand(world, 3, "nft_list", "position:jpgstore:market", { [token]: 1 });
    expect(await seen(world)).toEqual([]);
  });

  test("is none that a person calls something else, leg by leg or the whole, and one again when they take that back", async () => {
    const world = await newWallet();
    const id = await hand(world, 1, "lend_supply", "position:levvy:supply", { lovelace: 5, [token]: 2 });
    const count = async () => (await seen(world)).map(({ assets }) => assets);
    await correctEvent(world.userId, id, 0, { action: "send" });
    expect(await count()).toEqual([{ [token]: "2" }]);
    const whole = (action: string | null) =>
      correctTransaction(world.userId, id, patchTransactionRequest.parse({ action }));
    await whole("nft_buy");
    expect(await count()).toEqual([]);
    await whole(null);
    await correctEvent(world.userId, id, 0, { action: null });
    expect(await count()).toEqual([{ lovelace: "5", [token]: "2" }]);
    expect(await seen(await newWallet())).toEqual([]);
  });
});
