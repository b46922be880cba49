import { beforeEach, expect, test, vi } from "vitest";
import type * as contract from "@/lib/contract/transactions";
import { transactionsQuery } from "@/lib/contract/transactions";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { db } from "@/lib/db";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const counted = vi.hoisted(() => ({ to: 3 }));
vi.mock("@/lib/contract/transactions", async (importOriginal) => ({
  ...(await importOriginal<typeof contract>()),
  get countedTransactions() {
    return counted.to;
  },
}));

withDatabase();
beforeEach(emptyTables);

const script = "5c".repeat(28);
const token = `${"ab".repeat(28)}544f4b`;

/** Seven transactions, each found by what is said of it; every second one is spam. */
async function seven() {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  await db().contractName.create({ data: { userId, credential: script, name: "My Vault" } });
  for (let number = 1; number <= 7; number += 1)
    await addTransaction(userId, walletId, {
      txHash: `aa${number.toString(16)}`,
      blockHeight: number,
      txTimestamp: new Date(Date.UTC(2026, 0, number)),
      summary: number < 6 ? "Swapped {aa 5} on Minswap" : "Received",
      ...(number === 6 ? { scripts: [script] } : {}),
      ...(number < 7 ? { flows: [{ unit: token, netChange: "1" }] } : {}),
    });
  await db().$executeRaw`UPDATE transaction SET spam = block_height % 2 = 0`;
  return userId;
}

async function pages(userId: string, query: object) {
  const found: number[] = [];
  let cursor: string | null = null;
  let total = "";
  do {
    const page = await listTransactions(
      userId,
      transactionsQuery.parse({ ...query, limit: 2, ...(cursor !== null && { cursor }) }),
    );
    found.push(...page.transactions.map(({ blockHeight }) => blockHeight));
    total = `${page.totalIsCapped ? "more than " : ""}${page.total}`;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { found: found.join(" "), total };
}

test.each([
  [{}, "7 6 5 4 3 2 1", "more than 3"],
  [{ sort: "oldest" }, "1 2 3 4 5 6 7", "more than 3"],
  [{ q: "minswap" }, "5 4 3 2 1", "more than 3"],
  [{ q: "aa" }, "7 6 5 4 3 2 1", "more than 3"],
  [{ q: "tok", spam: "true" }, "6 4 2", undefined],
  [{ unit: token }, "6 5 4 3 2 1", "more than 3"],
  [{ unit: token, spam: "false" }, "5 3 1", undefined],
  [{ q: "vault" }, "6", "1"],
  [{ q: "received", spam: "false" }, "7", "1"],
  [{ from: "2026-01-02", to: "2026-01-04" }, "3 2", "2"],
  [{ spam: "true" }, "6 4 2", "3"],
] as const)("%o is found whole, whatever is counted", async (query, found, total) => {
  const userId = await seven();
  const answers = [];
  for (counted.to of [3, 10_000]) answers.push(await pages(userId, query));
  expect(answers.map((answer) => answer.found)).toEqual([found, found]);
  if (total !== undefined) expect(answers[0]?.total).toBe(total);
  expect(answers[1]?.total).toBe(String(found.split(" ").length));
});
