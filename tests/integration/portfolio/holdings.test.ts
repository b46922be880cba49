import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { holdingsQuery } from "@/lib/contract/holdings";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { codeOf } from "@/tests/support/problem";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

const token = "ab".repeat(28) + "544f4b";
const keyHash = "aa".repeat(28);
const scriptHash = "cc".repeat(28);
const ask = (query: object = {}) => holdingsQuery.parse(query);

/** Quantities by unit, then places, which is what most tests are about. */
async function figures(userId: string, query: object = {}) {
  const { holdings, places, rewards, total } = await getHoldings(userId, ask(query));
  return {
    holdings: holdings.map(({ unit, quantity }) => [unit, quantity]),
    places: places.map(({ place, credential, unit, quantity }) => [place, credential, unit, quantity]),
    rewards,
    total,
  };
}

async function twoWallets() {
  const userId = await addUser();
  const first = await addWallet(userId, { subject: "stake1first", withdrawable: "700" });
  const second = await addWallet(userId, { subject: "stake1second" });
  await addTransaction(userId, first, {
    txHash: "a1",
    blockHeight: 10,
    txTimestamp: new Date("2026-01-01T00:00:00Z"),
    flows: [
      { unit: "lovelace", netChange: "45000000000000000123" },
      { unit: token, netChange: "9" },
    ],
  });
  await addTransaction(userId, first, {
    txHash: "a2",
    blockHeight: 20,
    txTimestamp: new Date("2026-01-02T00:00:00Z"),
    flows: [
      { unit: "lovelace", netChange: "-123" },
      { unit: "lovelace", netChange: "100", place: "contract", credential: scriptHash },
      { unit: token, netChange: "-9" },
    ],
  });
  await addTransaction(userId, second, {
    txHash: "a3",
    blockHeight: 30,
    flows: [{ unit: "lovelace", netChange: "7" }],
  });
  return { userId, first, second };
}

describe("holdings", () => {
  test("are the exact sums of the flows of all wallets, with nothing where nothing is left", async () => {
    const { userId } = await twoWallets();
    expect(await figures(userId)).toEqual({
      holdings: [["lovelace", "45000000000000000107"]],
      places: [
        ["wallet", null, "lovelace", "45000000000000000007"],
        ["contract", scriptHash, "lovelace", "100"],
      ],
      rewards: { withdrawableLovelace: "700" },
      total: { value: "45000000000000.000107", priced: 1, unpriced: 0, change24h: "0" },
    });
  });

  test("can be asked for one wallet and for a time: what came before it", async () => {
    const { userId, first, second } = await twoWallets();
    expect((await figures(userId, { wallet: second })).holdings).toEqual([["lovelace", "7"]]);
    expect(await figures(userId, { wallet: second })).toMatchObject({ rewards: null });
    expect(await figures(userId, { wallet: first, asOf: "2026-01-01T00:00:00.001Z" })).toEqual({
      holdings: [
        ["lovelace", "45000000000000000123"],
        [token, "9"],
      ],
      places: [
        ["wallet", null, token, "9"],
        ["wallet", null, "lovelace", "45000000000000000123"],
      ],
      rewards: null,
      total: { value: "45000000000000.000123", priced: 1, unpriced: 1, change24h: "0" },
    });
    expect((await figures(userId, { wallet: first, asOf: "2026-01-01T00:00:00Z" })).holdings).toEqual([]);
    expect((await getHoldings(userId, ask({ asOf: "2026-01-01T01:00:00+01:00" }))).asOf).toBe(
      "2026-01-01T00:00:00.000Z",
    );
  });

  test("of a user without anything are empty", async () => {
    const { asOf, ...answer } = await getHoldings(await addUser(), ask());
    expect(Number.isNaN(Date.parse(asOf))).toBe(false);
    expect(answer).toEqual({
      currency: "ADA",
      total: { value: "0", priced: 0, unpriced: 0, change24h: null },
      holdings: [],
      places: [],
      rewards: null,
    });
  });

  test("say what a token is as far as it is known", async () => {
    const { userId, first } = await twoWallets();
    const bare = "cd".repeat(28) + "48454c4c4f";
    await addTransaction(userId, first, {
      txHash: "a4",
      blockHeight: 40,
      flows: [
        { unit: token, netChange: "1234" },
        { unit: bare, netChange: "-2" },
      ],
    });
    const row = {
      policyId: "ab".repeat(28),
      assetName: "544f4b",
      fingerprint: "asset1tok",
      kind: "lp",
      fetchedAt: new Date(),
    };
    await db().token.create({
      data: { unit: token, ...row, name: "Tok", ticker: "TOK", decimals: 3, logo: "data:image/png;base64,AA==" },
    });
    const { holdings } = await getHoldings(userId, ask());
    const unpriced = {
      ...{ price: null, value: null, change24h: null, spark: null, provenance: null },
      ...{ priceSource: null, priceClass: "none", priceAt: null, spam: false },
    };
    expect(holdings.slice(1)).toEqual([
      {
        unit: token,
        ...{ policyId: "ab".repeat(28), assetName: "544f4b", fingerprint: "asset1tok" },
        ...{ name: "Tok", ticker: "TOK", decimals: 3, quantity: "1234", displayQuantity: "1.234", kind: "lp" },
        logo: `/api/tokens/${token}/picture`,
        ...unpriced,
      },
      {
        unit: bare,
        ...{
          policyId: "cd".repeat(28),
          assetName: "48454c4c4f",
          fingerprint: expect.stringMatching(/^asset1/) as string,
        },
        ...{ name: "HELLO", ticker: null, decimals: null, quantity: "-2", displayQuantity: null, kind: "token" },
        logo: null,
        ...unpriced,
      },
    ]);
  });
});

test("what code that counted only proven keys had left out counts, before its rows are told again", async () => {
  const userId = await addUser();
  const wallet = await addWallet(userId);
  await addTransaction(userId, wallet, {
    txHash: "b1",
    blockHeight: 10,
    flows: [
      { unit: "lovelace", netChange: "5" },
      { unit: "lovelace", netChange: "3", place: "unverified", credential: keyHash },
    ],
  });
  await addAddress(userId, wallet, "addr1unsigned", false);
  await addAddress(userId, wallet, "addr1signed", true);
  expect(await figures(userId)).toMatchObject({
    holdings: [["lovelace", "8"]],
    places: [["wallet", null, "lovelace", "8"]],
  });
});

test("another user sees nothing of it, and gets NotFound for the wallet", async () => {
  const { first } = await twoWallets();
  const stranger = await addUser();
  expect((await figures(stranger)).places).toEqual([]);
  expect(await codeOf(getHoldings(stranger, ask({ wallet: first })))).toBe("not_found");
});
