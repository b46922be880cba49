import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { problemCodes } from "@/lib/contract/problem";
import { storedWords } from "@/lib/contract/stored-words";
import { db } from "@/lib/db";
import { actions } from "@/lib/ledger/action";
import { eventRoles } from "@/lib/ledger/transaction-event";
import { orderKinds } from "@/lib/protocols/order-terms";
import { withDatabase } from "@/tests/support/database";
import { migrationsDir } from "@/tests/support/database-template";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();

type Words = Readonly<Record<string, readonly string[]>>;

const sorted = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words)
      .map(([column, list]) => [column, list.toSorted()] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

test("the database holds every closed column to the code's own words, rows of before too", async () => {
  const constraints = await db().$queryRaw<{ column: string; check: string; holds: boolean }[]>`
    SELECT t.relname || '.' || a.attname AS column, pg_get_constraintdef(c.oid) AS check, c.convalidated AS holds
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(c.conkey)
    WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace`;
  const listed = constraints.map(({ column, check }) => {
    const [, list = ""] = /ARRAY\[(.*?)\]/.exec(check) ?? [];
    return [column, [...list.matchAll(/'([^']+)'::text/g)].map(([, word = ""]) => word)] as const;
  });
  expect(sorted(Object.fromEntries(listed))).toEqual(sorted(storedWords));
  expect(listed).toHaveLength(Object.keys(storedWords).length);
  expect(constraints.filter(({ holds }) => !holds)).toEqual([]);
});

const lists: Words = { actions, orderKinds, eventRoles, problemCodes };

/** Columns whose comment in the schema gives their words, `// a | b` or `// one of list`; what follows a word's colon is open. */
function wordsInSchema(): Words {
  const schema = readFileSync(path.join(migrationsDir, "../schema.prisma"), "utf8");
  return Object.fromEntries(
    [...schema.matchAll(/^model \w+ \{$.*?@@map\("(\w+)"\)/gms)].flatMap(([model, table = ""]) =>
      [...model.matchAll(/^ {2}(\w+) +String(\b.*?)\/\/ (?:one of (\w+)|(\S+(?: \| \S+)+))$/gm)].map(
        ([, field = "", attributes = "", list, words = ""]) => [
          `${table}.${/@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field}`,
          list === undefined ? words.split(" | ").map((word) => word.replace(/:.*/, "")) : (lists[list] ?? []),
        ],
      ),
    ),
  );
}

test("the schema tells of every closed column what it takes", () => {
  expect(wordsInSchema()).toEqual(storedWords);
});

test("another word is refused by the name of its column", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  await expect(addTransaction(userId, walletId, { txHash: "a", blockHeight: 1, action: "swap" })).rejects.toThrow(
    "transaction_action_check",
  );
  await expect(db().wallet.update({ where: { id: walletId }, data: { unreadLists: ["prices"] } })).rejects.toThrow(
    "wallet_unread_lists_check",
  );
});
