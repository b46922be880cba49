import { beforeEach, expect, test } from "vitest";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { db } from "@/lib/db";
import { patchTransactionRequest } from "@/lib/contract/corrections";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { labelDifferences } from "@/tests/support/label-differences";
import { lookAtAll } from "@/tests/support/look-at-all";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));
beforeEach(emptyTables);

const hosky = "aa".repeat(28) + "484f534b59";
const hash = (digit: string) => digit.repeat(64);
type Changes = Readonly<Record<string, number>>;

async function twoWallets() {
  const userId = await addUser();
  return {
    userId,
    savings: await addWallet(userId, { subject: "stake1a" }),
    daily: await addWallet(userId, { subject: "stake1b" }),
  };
}

/** A transaction of one wallet; it paid the fee where one is given. */
function add(userId: string, walletId: string, txHash: string, changes: Changes, fee?: number, action?: string) {
  const flows = Object.entries(changes).map(([unit, netChange]) => ({ unit, netChange: String(netChange) }));
  const isOut = fee !== undefined;
  return addTransaction(userId, walletId, {
    ...{
      txHash,
      blockHeight: 1,
      flows,
      action: action ?? (isOut ? "send" : "receive"),
      direction: isOut ? "out" : "in",
    },
    ...(isOut && { fee: String(fee) }),
  });
}

async function actionsOf(userId: string): Promise<string[]> {
  const rows = await db().transaction.findMany({
    where: { userId },
    orderBy: [{ txHash: "asc" }, { direction: "desc" }],
  });
  return rows.map(({ action }) => action);
}

test.each([
  ["all of it", { lovelace: -5_170 }, 170, { lovelace: 5_000 }, "send", ["internal_transfer", "internal_transfer"]],
  [
    "with tokens",
    { lovelace: -5_170, [hosky]: -9 },
    170,
    { lovelace: 5_000, [hosky]: 9 },
    "send",
    ["internal_transfer", "internal_transfer"],
  ],
  ["some of it to a third", { lovelace: -9_170 }, 170, { lovelace: 5_000 }, "send", ["send", "receive"]],
  [
    "a token to a third",
    { lovelace: -5_170, [hosky]: -9 },
    170,
    { lovelace: 5_000, [hosky]: 8 },
    "send",
    ["send", "receive"],
  ],
  [
    "by a protocol",
    { lovelace: -5_170 },
    170,
    { lovelace: 5_000 },
    "order_place",
    ["order_place", "internal_transfer"],
  ],
] as const)("from wallet to wallet: %s", async (_, gave, fee, got, action, expected) => {
  const { userId, savings, daily } = await twoWallets();
  await add(userId, savings, hash("1"), gave, fee, action);
  await add(userId, daily, hash("1"), got);
  await lookAtAll(userId);
  expect(await actionsOf(userId)).toEqual(expected);
});

test("from wallet to wallet beside a payment to a stranger: the one is sent, the other moved, until the payer is gone", async () => {
  const { userId, savings, daily } = await twoWallets();
  const payer = await add(userId, savings, hash("1"), { lovelace: -9_170 }, 170);
  await add(userId, daily, hash("1"), { lovelace: 5_000 });
  const joint = await add(userId, savings, hash("2"), { lovelace: -9_000 });
  await add(userId, daily, hash("2"), { lovelace: 5_000 });
  await addAddress(userId, daily, "addr1daily", true);
  const leg = { userId, walletId: savings, role: "principal", unit: "lovelace", action: "send", location: "wallet" };
  for (const transactionId of [payer, joint])
    await db().transactionEvent.createMany({
      data: [
        { ...leg, transactionId, index: 0, quantity: -4_000, counterparty: "addr1stranger" },
        { ...leg, transactionId, index: 1, quantity: -5_000, counterparty: "addr1daily" },
      ],
    });
  await lookAtAll(userId);
  // Of the second somebody else paid a part, nobody knows which.
  expect(await actionsOf(userId)).toEqual(["send", "internal_transfer", "receive", "receive"]);
  expect(await labelDifferences()).toEqual([]);

  await deleteWallet(userId, savings);
  expect(await actionsOf(userId)).toEqual(["receive", "receive"]);
});

test("is a receipt again without the other wallet, and never what the person says it is not", async () => {
  const { userId, savings, daily } = await twoWallets();
  await add(userId, savings, hash("1"), { lovelace: -5_170 }, 170);
  const receipt = await add(userId, daily, hash("1"), { lovelace: 5_000 });
  await add(userId, savings, hash("2"), { lovelace: -7_170 }, 170);
  await add(userId, daily, hash("2"), { lovelace: 7_000 });
  await correctTransaction(userId, receipt, patchTransactionRequest.parse({ action: "claim" }));
  await lookAtAll(userId);
  expect(await actionsOf(userId)).toEqual(["internal_transfer", "claim", "internal_transfer", "internal_transfer"]);

  await correctTransaction(userId, receipt, patchTransactionRequest.parse({ action: null }));
  expect(await actionsOf(userId)).toEqual([
    "internal_transfer",
    "internal_transfer",
    "internal_transfer",
    "internal_transfer",
  ]);

  await deleteWallet(userId, savings);
  expect(await actionsOf(userId)).toEqual(["receive", "receive"]);
});

test("does not pair with the wallets of others", async () => {
  const { userId, savings } = await twoWallets();
  const other = await twoWallets();
  await add(userId, savings, hash("1"), { lovelace: -5_170 }, 170);
  await add(other.userId, other.daily, hash("1"), { lovelace: 5_000 });
  await lookAtAll(userId);
  await lookAtAll(other.userId);
  expect([await actionsOf(userId), await actionsOf(other.userId)]).toEqual([["send"], ["receive"]]);
});
