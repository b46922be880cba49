import { beforeEach, expect, test } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { readHistoryDays, type HistoryDay } from "@/lib/sync/history-days";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { historyDifferences } from "@/tests/support/history-differences";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

const day = (of: number, hour = 0) => new Date(Date.UTC(2026, 0, of, hour));
const friend = "addr1friend";
let hashes = 0;

async function received(userId: string, walletId: string, at: Date, quantity: string): Promise<string> {
  hashes += 1;
  const transactionId = await addTransaction(userId, walletId, {
    ...{ txHash: String(hashes).padStart(64, "0"), blockHeight: hashes, txTimestamp: at, action: "receive" },
    flows: [{ unit: lovelace, netChange: quantity }],
  });
  const leg = { action: "receive", role: "principal", location: "wallet", unit: lovelace, quantity };
  await db().transactionEvent.create({
    data: { userId, walletId, transactionId, index: 0, counterparty: friend, ...leg },
  });
  return transactionId;
}

const said = (days: readonly HistoryDay[]) =>
  Object.fromEntries(
    days.map((each) => [new Date(each.day).toISOString().slice(8, 10), [each.changes, each.transfers]]),
  );
const entry = (quantity: string, at: Date, isWithin = "f") => [
  `lovelace ${quantity}`,
  `lovelace ${String(at.getTime())} ${quantity} ${isWithin}`,
];

/** Two days that are told, of three transactions. */
async function story() {
  const userId = await addUser();
  const wallet = await addWallet(userId);
  await received(userId, wallet, day(2, 3), "5");
  const second = await received(userId, wallet, day(2, 4), "7");
  const third = await received(userId, wallet, day(3, 23), "11");
  const before = said(await readHistoryDays(userId, null));
  expect(before).toEqual({ "02": entry("12", day(2, 4)), "03": entry("11", day(3, 23)) });
  return { userId, wallet, second, third };
}

/** What is read again, once and twice: from the rows, and from what was kept of them. */
async function readAgain(userId: string) {
  expect(await historyDifferences()).toEqual([]);
  const once = said(await readHistoryDays(userId, null));
  expect(await historyDifferences()).toEqual([]);
  expect(said(await readHistoryDays(userId, null))).toEqual(once);
  return once;
}

const toldDays = () => db().$queryRaw<unknown[]>`SELECT day FROM history_day WHERE told_version = version ORDER BY day`;

test("days are kept as they were told, until something changes them", async () => {
  const { userId } = await story();
  expect(await toldDays()).toHaveLength(2);
  await db().transaction.updateMany({ data: { note: "rent" } });
  expect(await toldDays()).toHaveLength(2);
  // Nothing but what is kept is read of a day that is told.
  await db().historyDay.updateMany({ where: { day: day(2) }, data: { changes: "lovelace 1", transfers: "" } });
  expect(said(await readHistoryDays(userId, null))["02"]).toEqual(["lovelace 1", ""]);
  expect(await historyDifferences()).toEqual([
    "2026-01-02 change lovelace kept 1 rows 12",
    "2026-01-02 transfer lovelace kept 0 rows 12",
  ]);
});

test("a new transaction, a rollback and other values tell their days anew, and no other ones", async () => {
  const { userId, wallet, second, third } = await story();
  await received(userId, wallet, day(3, 22), "100");
  expect(await toldDays()).toEqual([{ day: day(2) }]);
  expect(await readAgain(userId)).toMatchObject({ "03": entry("111", day(3, 23)) });
  await db().transaction.delete({ where: { id: second } });
  expect(await readAgain(userId)).toEqual({ "02": entry("5", day(2, 3)), "03": entry("111", day(3, 23)) });
  await db().assetFlow.updateMany({ where: { transactionId: third }, data: { netChange: "12" } });
  await db().transactionEvent.updateMany({ where: { transactionId: third }, data: { quantity: "12" } });
  expect(await readAgain(userId)).toMatchObject({ "03": entry("112", day(3, 23)) });
  await db().assetFlow.deleteMany({ where: { transactionId: third } });
  await db().transactionEvent.deleteMany({ where: { transactionId: third } });
  expect(await readAgain(userId)).toMatchObject({ "03": entry("100", day(3, 22)) });
});

test("what the person says of a transaction or of a leg counts, and goes with what they take back", async () => {
  const { userId, wallet, third } = await story();
  await db().transaction.update({ where: { id: third }, data: { classifiedAction: "receive", action: "claim" } });
  expect((await readAgain(userId))["03"]).toEqual(["lovelace 11", ""]);
  await db().transaction.update({ where: { id: third }, data: { action: "receive" } });
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23)));
  const { txHash } = await db().transaction.findUniqueOrThrow({ where: { id: third } });
  const leg = { userId, walletId: wallet, txHash, role: "principal", unit: lovelace, incoming: true, ordinal: 0 };
  await db().eventCorrection.create({ data: { ...leg, action: "claim" } });
  expect((await readAgain(userId))["03"]).toEqual(["lovelace 11", ""]);
  await db().eventCorrection.updateMany({ data: { action: "send" } });
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23)));
  await db().eventCorrection.updateMany({ data: { action: "claim" } });
  await readAgain(userId);
  await db().eventCorrection.deleteMany();
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23)));
});

test("a transfer is one within what is theirs while the other address is another wallet's of theirs", async () => {
  const { userId, wallet } = await story();
  const other = await addWallet(userId, { subject: "stake1other" });
  await addAddress(userId, other, friend, true);
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23), "t"));
  await db().removedWallet.create({ data: { userId, walletId: other } });
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23)));
  await db().wallet.delete({ where: { id: other } });
  expect((await readAgain(userId))["03"]).toEqual(entry("11", day(3, 23)));
  await db().wallet.delete({ where: { id: wallet } });
  expect(await readHistoryDays(userId, null)).toEqual([]);
  expect(await db().historyDay.count()).toBe(0);
});

test("nobody else's days are read or told", async () => {
  const { wallet } = await story();
  const stranger = await addUser();
  await db().historyDay.updateMany({ data: { version: 99 } });
  expect(await readHistoryDays(stranger, wallet)).toEqual([]);
  expect(await toldDays()).toEqual([]);
});
