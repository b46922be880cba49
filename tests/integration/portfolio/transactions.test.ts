import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { transactionsQuery, type Transaction } from "@/lib/contract/transactions";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { worthInAda, worthNothingKnown } from "@/tests/support/worth-in-ada";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { codeOf } from "@/tests/support/problem";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

const policy = "ab".repeat(28);
const token = `${policy}544f4b`;
const ask = (query: object = {}) => transactionsQuery.parse(query);
const hash = (digits: string) => digits.padEnd(64, "0");

async function hashes(userId: string, query: object = {}): Promise<string[]> {
  const { transactions, total } = await listTransactions(userId, ask(query));
  expect(total).toBe(transactions.length);
  return transactions.map(({ txHash }) => txHash.replace(/0+$/, ""));
}

test("a transaction is shown whole, its flows merged by place, ADA first", async () => {
  const userId = await addUser();
  const wallet = await addWallet(userId, { tipHeight: 1_099 });
  await addAddress(userId, wallet, "addr1signed", true);
  const id = await addTransaction(userId, wallet, {
    txHash: hash("a1"),
    blockHeight: 1_000,
    txIndex: 3,
    txTimestamp: new Date("2026-01-01T10:00:00.123Z"),
    action: "send",
    direction: "out",
    protocol: "minswap",
    counterparty: "addr1friend",
    summary: "Sent",
    note: "rent",
    fee: "170000",
    flows: [
      { unit: token, netChange: "5", place: "wallet", credential: "aa".repeat(28) },
      { unit: token, netChange: "2" },
      { unit: token, netChange: "1", place: "unverified", credential: "bb".repeat(28) },
      { unit: "lovelace", netChange: "-45000000000000000123" },
    ],
  });
  await db().token.create({
    data: {
      ...{ unit: token, policyId: policy, assetName: "544f4b", fingerprint: "asset1", kind: "token" },
      ...{ name: "Tok", ticker: "TOK", decimals: 2, fetchedAt: new Date() },
    },
  });
  const tok = { unit: token, decimals: 2, ticker: "TOK", name: "Tok" };
  const expected: Transaction = {
    id,
    txHash: hash("a1"),
    walletId: wallet,
    blockHeight: 1_000,
    blockHash: null,
    txIndex: 3,
    timestamp: "2026-01-01T10:00:00.123Z",
    action: "send",
    direction: "out",
    protocol: "minswap",
    protocolName: "minswap",
    counterparty: "addr1friend",
    summary: "Sent",
    netLovelace: "-45000000000000000123",
    fee: "170000",
    deposit: "0",
    withdrawal: "0",
    flows: [
      {
        unit: "lovelace",
        place: "wallet",
        credential: null,
        netChange: "-45000000000000000123",
        decimals: 6,
        ticker: "ADA",
        name: "Cardano",
        ...worthInAda("-45000000000000.000123", "2026-01-01T10:00:00.123Z"),
      },
      { ...tok, place: "wallet", credential: null, netChange: "8", ...worthNothingKnown },
    ],
    actionGroup: null,
    status: "settling",
    valid: true,
    note: "rent",
    tags: [],
    spam: false,
    edited: false,
  };
  expect(await listTransactions(userId, ask())).toEqual({
    transactions: [expected],
    nextCursor: null,
    total: 1,
    totalIsCapped: false,
  });
});

test("settles a hundred blocks below the tip; without a tip, after a day", async () => {
  const userId = await addUser();
  const known = await addWallet(userId, { subject: "stake1a", tipHeight: 1_100 });
  const unknown = await addWallet(userId, { subject: "stake1b" });
  await addTransaction(userId, known, { txHash: hash("a1"), blockHeight: 1_000 });
  await addTransaction(userId, known, { txHash: hash("a2"), blockHeight: 1_001 });
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await addTransaction(userId, unknown, { txHash: hash("a3"), blockHeight: 2, txTimestamp: hoursAgo(23) });
  await addTransaction(userId, unknown, { txHash: hash("a4"), blockHeight: 1, txTimestamp: hoursAgo(25) });
  const { transactions } = await listTransactions(userId, ask());
  expect(transactions.map(({ blockHeight, status }) => [blockHeight, status])).toEqual([
    [1_001, "settling"],
    [1_000, "settled"],
    [2, "settling"],
    [1, "settled"],
  ]);
});

describe("pages", () => {
  /** Blocks with several transactions, and one transaction that two wallets saw. */
  async function many() {
    const userId = await addUser();
    const a = await addWallet(userId, { subject: "stake1a" });
    const b = await addWallet(userId, { subject: "stake1b" });
    for (let index = 0; index < 11; index += 1) {
      const place = { blockHeight: 100 + Math.floor(index / 3), txIndex: index % 3 };
      await addTransaction(userId, a, { txHash: hash(`a${index.toString(16)}f`), ...place });
      if (index % 2 === 0) await addTransaction(userId, b, { txHash: hash(`a${index.toString(16)}f`), ...place });
    }
    return userId;
  }

  test.each(["newest", "oldest"] as const)(
    "%s first: together they are the whole, in the chain's order",
    async (sort) => {
      const userId = await many();
      const whole = (await listTransactions(userId, ask({ sort }))).transactions;
      const paged: Transaction[] = [];
      let cursor: string | null = null;
      do {
        const page = await listTransactions(userId, ask({ sort, limit: 4, ...(cursor !== null && { cursor }) }));
        expect(page.total).toBe(17);
        paged.push(...page.transactions);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      const order = whole.map(({ blockHeight, txIndex }) => blockHeight * 10 + txIndex);
      expect(order).toEqual(order.toSorted((x, y) => (sort === "newest" ? y - x : x - y)));
      expect(new Set(whole.map(({ id }) => id)).size).toBe(17);
    },
  );

  test("a cursor that is none is a bad request", async () => {
    expect(await codeOf(listTransactions(await many(), ask({ cursor: "garbage" })))).toBe("invalid_request");
  });
});

describe("filters", () => {
  async function varied() {
    const userId = await addUser();
    const a = await addWallet(userId, { subject: "stake1a" });
    const b = await addWallet(userId, { subject: "stake1b" });
    const at = (day: number) => ({ txTimestamp: new Date(Date.UTC(2026, 0, day)) });
    await addTransaction(userId, a, {
      txHash: hash("a1"),
      blockHeight: 1,
      ...at(1),
      protocol: "minswap",
      note: "100% of it_all",
    });
    await addTransaction(userId, a, { txHash: hash("b2"), blockHeight: 2, ...at(2), action: "send", direction: "out" });
    await addTransaction(userId, b, {
      txHash: hash("c3"),
      blockHeight: 3,
      ...at(3),
      summary: "Swapped on Minswap",
      counterparty: "$alice",
      flows: [{ unit: token, netChange: "1" }],
    });
    return { userId, a, b };
  }

  test("by wallet, unit, action, protocol and direction", async () => {
    const { userId, a, b } = await varied();
    expect([
      await hashes(userId, { wallet: a }),
      await hashes(userId, { wallet: b }),
      await hashes(userId, { unit: token }),
      await hashes(userId, { action: "send" }),
      await hashes(userId, { protocol: "minswap" }),
      await hashes(userId, { direction: "in" }),
      await hashes(userId, { wallet: b, action: "send" }),
    ]).toEqual([["b2", "a1"], ["c3"], ["c3"], ["b2"], ["a1"], ["c3", "a1"], []]);
  });

  test("by time: from is included, to is not", async () => {
    const { userId } = await varied();
    expect([
      await hashes(userId, { from: "2026-01-02" }),
      await hashes(userId, { to: "2026-01-02" }),
      await hashes(userId, { from: "2026-01-01T00:00:00.001Z", to: "2026-01-03T00:00:00.001Z" }),
      await hashes(userId, { from: "2026-01-03T01:00:00+01:00" }),
    ]).toEqual([["c3", "b2"], ["a1"], ["c3", "b2"], ["c3"]]);
  });

  test.each([
    ["hash from its beginning", "B2000", ["b2"]],
    ["hash not from its middle", "2000", []],
    ["summary", "swapped on", ["c3"]],
    ["note", "OF IT", ["a1"]],
    ["percent sign is only itself", "100%", ["a1"]],
    ["percent sign matches nothing else", "1%t", []],
    ["underscore is only itself", "f_it", []],
    ["counterparty", "$ALICE", ["c3"]],
    ["policy id from its beginning", policy, ["c3"]],
    ["whole unit", token, ["c3"]],
    ["asset name as text", "tok", ["c3"]],
    ["nothing of the kind", "zebra", []],
    ["only spaces", "  ", ["c3", "b2", "a1"]],
    ["backslash", "\\", []],
  ])("by words: %s", async (_what, q, expected) => {
    const { userId } = await varied();
    expect(await hashes(userId, { q })).toEqual(expected);
  });

  test.each([
    ["Café", ["café", "CAFÉ", "fé"], ["303", "\\303", "cafe"]],
    ["日本", ["日本", "本"], ["日 本"]],
    ["a\\b.c", ["a\\b", "A\\B.", "b.c"], ["a\\\\b", "bxc"]],
  ])("by words: the name that a token has on the chain: %s", async (name, found, not) => {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    const unit = policy + Buffer.from(name).toString("hex");
    await addTransaction(userId, walletId, { txHash: "d4", blockHeight: 1, flows: [{ unit, netChange: "1" }] });
    for (const q of found) expect([q, await hashes(userId, { q })]).toEqual([q, ["d4"]]);
    for (const q of not) expect([q, await hashes(userId, { q })]).toEqual([q, []]);
  });

  test("by words: name and ticker of a token", async () => {
    const { userId } = await varied();
    const row = { policyId: policy, assetName: "544f4b", fingerprint: "asset1", kind: "token", fetchedAt: new Date() };
    await db().token.create({ data: { unit: token, ...row, name: "Great Coin", ticker: "GRT" } });
    expect([await hashes(userId, { q: "great" }), await hashes(userId, { q: "grt" })]).toEqual([["c3"], ["c3"]]);
  });
});

test("another user sees nothing of it, and gets NotFound for the wallet", async () => {
  const userId = await addUser();
  const wallet = await addWallet(userId);
  await addTransaction(userId, wallet, { txHash: hash("a1"), blockHeight: 1 });
  const stranger = await addUser();
  expect(await hashes(stranger)).toEqual([]);
  expect(await codeOf(listTransactions(stranger, ask({ wallet })))).toBe("not_found");
});
