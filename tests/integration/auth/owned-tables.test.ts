import { beforeEach, describe, expect, test } from "vitest";
import { exportAccount } from "@/lib/auth/export-account";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { db } from "@/lib/db";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { countOwned, fillOwnedTables, ownedTables } from "@/tests/support/fill-owned-tables";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

/** Public bytes of the chain, what only proves who somebody is, and sums of rows that are told. */
const keptBack = [
  ...["session:token_hash", "quarantined_transaction:raw", "history_day:changes"],
  // Made of all else.
  ...["gains_row:asset", "gains_row:facts", "gains_segment:rules", "gains_segment:told_by"],
];

async function exported(userId: string): Promise<string> {
  let text = "";
  for await (const piece of exportAccount(userId, new Date(0))) text += piece;
  return text;
}

describe("the export", () => {
  test("tells of every table whose rows belong to a user", async () => {
    const { userId, rows } = await fillOwnedTables("mine");
    const text = await exported(userId);
    const marks = [...rows.values()].flatMap((row) => JSON.stringify(row).match(/mine:\w+:\w+/g) ?? []);
    const missing = marks.filter((mark) => !text.includes(mark)).map((mark) => mark.slice("mine:".length));
    expect(missing.sort()).toEqual([...keptBack].sort());
    const marked = new Set(marks.map((mark) => mark.split(":")[1]));
    expect((await ownedTables()).filter((table) => !marked.has(table))).toEqual([]);
  });

  test("of another user tells none of it", async () => {
    await fillOwnedTables("mine");
    const { userId } = await fillOwnedTables("theirs");
    expect(await exported(userId)).not.toMatch(/mine:/);
  });
});

describe("merging", () => {
  test("brings the rows of every table along, but for sessions, what happened to them, what is looked at again, and settings of both", async () => {
    const from = await fillOwnedTables("from");
    await expect(mergeAccounts(from.userId, (await fillOwnedTables("other")).userId)).rejects.toThrow(
      "keys of their own",
    );
    await db().user.deleteMany({ where: { id: { not: from.userId } } });
    await db().signInKey.deleteMany();
    const into = await fillOwnedTables("into");
    const [before, coming] = [await countOwned(into.userId), await countOwned(from.userId)];
    await mergeAccounts(from.userId, into.userId);
    const stays = new Set([
      "session",
      "security_event",
      "relabel",
      "relabel_change",
      "sign_in_key",
      "accounting_setting",
      "export_number",
      "gains_segment",
      "gains_row",
    ]);
    const expected = Object.fromEntries(
      Object.entries(before).map(([table, count]) => [table, stays.has(table) ? count : count + (coming[table] ?? 0)]),
    );
    expect(Object.entries(coming).every(([table, count]) => count > 0 || table === "sign_in_key")).toBe(true);
    expect(await countOwned(into.userId)).toEqual(expected);
    expect(Object.values(await countOwned(from.userId)).every((count) => count === 0)).toBe(true);
    expect(await db().user.findMany({ select: { id: true } })).toEqual([{ id: into.userId }]);
  });

  test("keeps what a person wrote to a wallet that both follow, also where the other has not read that far", async () => {
    const [from, into] = [await addUser(), await addUser()];
    const [gone, kept] = [await addWallet(from, { subject: "both" }), await addWallet(into, { subject: "both" })];
    const note = { note: "rent", ownAction: "receive" };
    const edited = await addTransaction(from, gone, { txHash: "unread", blockHeight: 9, ...note });
    await db().transaction.update({ where: { id: edited }, data: { edited: true, tags: ["home"], ownSpam: false } });
    const waiting = { txHash: "rolled back", action: "lock", note: "mine", tags: ["a"], spam: true };
    await db().orphanedEdit.create({ data: { userId: from, walletId: gone, ...waiting } });
    const quarantined = {
      txHash: "odd",
      blockHeight: 1,
      txIndex: 0,
      txTimestamp: new Date(0),
      raw: {},
      error: "odd",
      decoderVersion: 1,
    };
    await db().quarantinedTransaction.createMany({
      data: [
        { userId: from, walletId: gone, ...quarantined, status: "dismissed" },
        { userId: into, walletId: kept, ...quarantined },
      ],
    });
    const asOf = new Date("2026-01-01T00:00:00Z");
    await db().portfolioHoldingsSnapshot.create({
      data: { userId: from, walletId: gone, asOf, unit: "lovelace", quantity: "5" },
    });

    await mergeAccounts(from, into);
    const edits = await db().orphanedEdit.findMany({
      orderBy: { txHash: "asc" },
      omit: { edited: true, orphanedAt: true },
    });
    expect(edits).toEqual([
      { userId: into, walletId: kept, ...waiting },
      { userId: into, walletId: kept, txHash: "unread", action: "receive", note: "rent", tags: ["home"], spam: false },
    ]);
    expect(await db().quarantinedTransaction.findMany({ select: { walletId: true, status: true } })).toEqual([
      { walletId: kept, status: "dismissed" },
    ]);
    expect(await db().portfolioHoldingsSnapshot.count({ where: { userId: into, walletId: kept, asOf } })).toBe(1);
  });
});
