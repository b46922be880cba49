import { expect, test } from "vitest";
import { slowStatements, statementName } from "@/lib/slow-statements";

const raw = (...strings: string[]) => statementName({ operation: "$queryRaw", args: { strings } });

test("a statement is named by what it does, and told from others like it", () => {
  expect([
    statementName({ model: "Transaction", operation: "count", args: { where: {} } }),
    statementName({ operation: "$queryRaw", args: undefined }),
    raw("\n  WITH input AS (SELECT ", "::jsonb AS d), job AS (UPDATE sync_job j SET seq = 1)\n SELECT 1 FROM job"),
    raw('INSERT INTO "token" (unit) VALUES (', ")"),
    raw("SELECT a, (SELECT 1) FROM transaction t WHERE t.user_id = ", "::uuid"),
    raw("SELECT 1"),
  ]).toEqual([
    "Transaction.count",
    "$queryRaw",
    expect.stringMatching(/^UPDATE sync_job \([0-9a-f]{6}\)$/),
    expect.stringMatching(/^INSERT INTO token \([0-9a-f]{6}\)$/),
    expect.stringMatching(/^SELECT transaction \([0-9a-f]{6}\)$/),
    expect.stringMatching(/^\$QUERYRAW \([0-9a-f]{6}\)$/),
  ]);
  expect(raw("SELECT 1 FROM a")).not.toBe(raw("SELECT 2 FROM a"));
  expect(raw("SELECT 1\n  FROM a")).toBe(raw("SELECT 1 FROM a"));
});

test("the counters of a day tell of them, the most frequent first", () => {
  const counters = new Map([
    ["slow:b", 1],
    ["tokens:hit", 9],
    ["slow:c", 3],
    ["slow:a", 1],
  ]);
  expect(slowStatements(counters)).toEqual([
    { name: "c", count: 3 },
    { name: "a", count: 1 },
    { name: "b", count: 1 },
  ]);
});
