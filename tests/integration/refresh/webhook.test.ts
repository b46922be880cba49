import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { POST as receive } from "@/app/api/webhooks/blockfrost/route";
import { parseAddress } from "@/lib/cardano/parse-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { db } from "@/lib/db";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addUser, addWallet } from "@/tests/support/rows";

const secret = "webhook-auth-token";
const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, BLOCKFROST_WEBHOOK_SECRET: secret }));
beforeEach(emptyTables);

const address =
  "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x";
const parsed = parseAddress(address);
if (parsed.kind !== "base") throw new Error("the address should be a base address");
const stakeAddress = stakeAddressOf(parsed.stake, parsed.network);
const enterprise = "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8";

let events = 0;
function eventOf(outputs: readonly string[], given: object = {}): string {
  events += 1;
  const moved = outputs.map((output) => ({ address: output, amount: [{ unit: "lovelace", quantity: "1" }] }));
  return JSON.stringify({
    id: `event-${events}`,
    webhook_id: "w",
    created: 1,
    api_version: 1,
    type: "transaction",
    payload: [{ tx: { hash: "ab".repeat(32) }, inputs: [], outputs: moved }],
    ...given,
  });
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

function signatureOf(body: string, { at = nowSeconds(), key = secret } = {}): string {
  return `t=${at},v1=${createHmac("sha256", key).update(`${at}.${body}`).digest("hex")}`;
}

async function send(body: string, signature: string | null = signatureOf(body)) {
  const headers: Record<string, string> = signature === null ? {} : { "blockfrost-signature": signature };
  const response = await callRoute(receive, "/api/webhooks/blockfrost", { method: "POST", body, headers });
  return { status: response.status, answer: (await response.json()) as { refreshed?: number; code?: string } };
}

const jobs = () => db().syncJob.findMany({ select: { walletId: true, priority: true }, orderBy: { walletId: "asc" } });

test("refreshes every wallet that the transaction touches, by stake address and by single address, in the background", async () => {
  const first = await addWallet(await addUser(), { subject: stakeAddress });
  const second = await addWallet(await addUser(), { subject: stakeAddress });
  const single = await addWallet(await addUser(), { kind: "address", subject: enterprise });
  await addWallet(await addUser(), { subject: "stake1other" });
  expect(await send(eventOf([address, enterprise]))).toEqual({ status: 200, answer: { refreshed: 3 } });
  expect(await jobs()).toEqual([first, second, single].sort().map((walletId) => ({ walletId, priority: -1 })));
});

test("a delegation refreshes the wallet of its stake address", async () => {
  await addWallet(await addUser(), { subject: stakeAddress });
  const payload = [{ tx: {}, delegations: [{ index: 0, cert_index: 0, address: stakeAddress, active_epoch: 500 }] }];
  expect(await send(eventOf([], { type: "delegation", payload }))).toEqual({ status: 200, answer: { refreshed: 1 } });
});

test("a wallet whose sync can only be mended by a person is left alone, whatever happens at its address", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId, { subject: stakeAddress });
  const ended = { status: "failed", stage: "listing", errorCode: "wallet_too_large", finishedAt: new Date() };
  await db().syncJob.create({ data: { userId, walletId, ...ended } });
  expect(await send(eventOf([address]))).toEqual({ status: 200, answer: { refreshed: 0 } });
});

test("the same event again does nothing", async () => {
  const walletId = await addWallet(await addUser(), { subject: stakeAddress });
  const event = eventOf([address]);
  await send(event);
  await db().syncJob.updateMany({ data: { status: "completed", activeWalletId: null, finishedAt: new Date() } });
  expect(await send(event)).toEqual({ status: 200, answer: { refreshed: 0 } });
  expect(await jobs()).toEqual([{ walletId, priority: -1 }]);
});

test.each([
  ["nobody's address", () => eventOf([enterprise, "addr1unheardof"])],
  ["a block", () => eventOf([], { type: "block", payload: { height: 1 } })],
  ["a kind of event that is not known", () => eventOf([address], { type: "governance" })],
])("%s is taken and does nothing", async (_, event) => {
  await addWallet(await addUser(), { subject: stakeAddress });
  expect(await send(event())).toEqual({ status: 200, answer: { refreshed: 0 } });
  expect(await jobs()).toEqual([]);
});

test.each([
  ["no signature", () => null],
  ["another secret's signature", (body: string) => signatureOf(body, { key: "other" })],
  ["another body's signature", () => signatureOf(eventOf([enterprise]))],
  ["a signature of eleven minutes ago", (body: string) => signatureOf(body, { at: nowSeconds() - 660 })],
  ["no time", () => "v1=00"],
])("%s is refused", async (_, signature) => {
  await addWallet(await addUser(), { subject: stakeAddress });
  const body = eventOf([address]);
  const { status, answer } = await send(body, signature(body));
  expect({ status, code: answer.code, jobs: await jobs() }).toEqual({ status: 401, code: "unauthenticated", jobs: [] });
});

test("a signature of nine minutes ago is good, since Blockfrost tries again", async () => {
  const body = eventOf([address]);
  expect((await send(body, signatureOf(body, { at: nowSeconds() - 540 }))).status).toBe(200);
});

test("a body that is no JSON is refused", async () => {
  expect((await send("{")).status).toBe(401);
});

test("without Redis the event still refreshes", async () => {
  await addWallet(await addUser(), { subject: stakeAddress });
  await redis.stop();
  expect(await send(eventOf([address]))).toEqual({ status: 200, answer: { refreshed: 1 } });
});
