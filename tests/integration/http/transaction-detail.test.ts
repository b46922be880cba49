import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/transactions/[id]/route";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { transactionDetail } from "@/lib/contract/transaction-detail";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { worthInAda } from "@/tests/support/worth-in-ada";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const mine = "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8";
const other = "addr1w8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtcyjy7wx";
const token = "ab".repeat(28) + "544f4b";
const hash = (digit: string) => digit.repeat(64);
const ada = { unit: "lovelace", decimals: 6, ticker: "ADA", name: "Cardano" };

/** A transaction as the plain endpoints give it, of which nothing but inputs and outputs matters here. */
function storeRaw(own: string, inputs: object[], outputs: object[]) {
  const counts = { withdrawal_count: 0, mir_cert_count: 0, delegation_count: 0, stake_cert_count: 0 };
  const json = {
    transaction: { hash: own, fees: "170000", valid_contract: true, ...counts },
    utxos: { hash: own, inputs, outputs },
    metadata: [{ label: "674", json_metadata: { msg: ["hi"] } }],
  };
  return db().rawTransaction.create({ data: { hash: own, json } });
}

const lovelace = (quantity: string) => [{ unit: "lovelace", quantity }];

async function spending() {
  const { user, token: session } = await createGuest(new Date());
  const wallet = await addWallet(user.id, { kind: "address", subject: mine, tipHeight: 500 });
  await addAddress(user.id, wallet, mine, true);
  const flows = [{ unit: "lovelace", netChange: "-1170000" }];
  const id = await addTransaction(user.id, wallet, { txHash: hash("2"), blockHeight: 1, flows });
  return { session, id, wallet };
}

test("shows inputs, outputs and metadata from the bytes that are stored", async () => {
  const { session, id, wallet } = await spending();
  await db().token.create({
    data: {
      ...{ unit: token, policyId: "ab".repeat(28), assetName: "544f4b", fingerprint: "asset1", kind: "token" },
      ...{ name: "Tok", ticker: "TOK", decimals: 1, fetchedAt: new Date() },
    },
  });
  const input = { tx_hash: hash("1"), output_index: 3, address: mine, amount: lovelace("9000000"), collateral: false };
  await storeRaw(
    hash("2"),
    [input],
    [
      { output_index: 0, address: other, amount: lovelace("1000000"), collateral: false },
      {
        output_index: 1,
        address: mine,
        amount: [...lovelace("7830000"), { unit: token, quantity: "5" }],
        collateral: false,
      },
    ],
  );
  const answer = await callRoute(GET, `/api/transactions/${id}`, { session, params: { id } });
  const body: unknown = await answer.json();
  expect([answer.status, body]).toEqual([
    200,
    {
      id,
      txHash: hash("2"),
      walletId: wallet,
      blockHeight: 1,
      blockHash: null,
      txIndex: 0,
      timestamp: "2026-01-01T00:00:00.000Z",
      action: "receive",
      direction: "in",
      protocol: null,
      protocolName: null,
      counterparty: null,
      summary: "Received",
      netLovelace: "-1170000",
      fee: null,
      deposit: "0",
      withdrawal: "0",
      flows: [
        {
          ...ada,
          place: "wallet",
          credential: null,
          netChange: "-1170000",
          ...worthInAda("-1.17", "2026-01-01T00:00:00.000Z"),
        },
      ],
      actionGroup: null,
      status: "settled",
      valid: true,
      note: null,
      tags: [],
      spam: false,
      edited: false,
      trace: { rule: "receive", version: 1, facts: ["nothing of ours was spent"] },
      inputs: [
        {
          txHash: hash("1"),
          index: 3,
          address: mine,
          amounts: [{ ...ada, quantity: "9000000" }],
          own: true,
          place: "wallet",
          contract: null,
        },
      ],
      outputs: [
        {
          index: 0,
          address: other,
          amounts: [{ ...ada, quantity: "1000000" }],
          own: false,
          place: null,
          contract: null,
        },
        {
          index: 1,
          address: mine,
          amounts: [
            { ...ada, quantity: "7830000" },
            { unit: token, quantity: "5", decimals: 1, ticker: "TOK", name: "Tok" },
          ],
          own: true,
          place: "wallet",
          contract: null,
        },
      ],
      certificates: [],
      events: [],
      eventCount: 0,
      orders: [],
      metadata: [{ label: "674", json: { msg: ["hi"] } }],
      contracts: [],
      correction: { classifiedAction: "receive", ownAction: null, ownSpam: null, alike: { action: 0, spam: 0 } },
    },
  ]);
  expect(transactionDetail.parse(body)).toEqual(body);
});

test("without stored bytes there are none to show", async () => {
  const { session, id } = await spending();
  const answer = await callRoute(GET, "/", { session, params: { id } });
  expect(await answer.json()).toMatchObject({ id, inputs: [], outputs: [], certificates: [], metadata: [] });
});

test("another user gets NotFound", async () => {
  const { id } = await spending();
  const { token: session } = await createGuest(new Date());
  await addUser();
  const statuses = [id, "nonsense"].map(
    async (asked) => (await callRoute(GET, "/", { session, params: { id: asked } })).status,
  );
  expect(await Promise.all(statuses)).toEqual([404, 404]);
});
