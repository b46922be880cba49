import { createHmac } from "node:crypto";
import { NextRequest } from "next/server";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { POST as receive } from "@/app/api/webhooks/blockfrost/route";
import { parseAddress } from "@/lib/cardano/parse-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { db } from "@/lib/db";
import { webhookEvent } from "@/lib/refresh/webhook-event";
import { isSigned, readWebhookSignature } from "@/lib/refresh/webhook-signature";
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

/** Every line that was written since. */
function logged(): unknown[] {
  const lines: unknown[] = [];
  for (const way of ["log", "warn", "error"] as const)
    vi.spyOn(console, way).mockImplementation((line) => void lines.push(line));
  onTestFinished(() => void vi.restoreAllMocks());
  return lines;
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

test("a time that lies ahead is refused as one that is long over", async () => {
  const body = eventOf([address]);
  expect((await send(body, signatureOf(body, { at: nowSeconds() + 660 }))).status).toBe(401);
});

test("the signature is over the bytes that came, not over what they mean", async () => {
  const spaced = ` ${eventOf([address])} `;
  expect(await send(spaced)).toEqual({ status: 200, answer: { refreshed: 0 } });
  expect((await send(spaced.trim(), signatureOf(spaced))).status).toBe(401);
});

test("a signed body that is no JSON, or that is nested as no event is, is taken and does nothing", async () => {
  for (const body of [
    "{",
    "[".repeat(500_000),
    `{"id":"a","type":"block","payload":${"[".repeat(70)}${"]".repeat(70)}}`,
  ])
    expect(await send(body)).toEqual({ status: 200, answer: { refreshed: 0 } });
});

test.each([
  ["many keys", Array.from({ length: 3_500 }, (_, nth) => `k${nth % 10}=`).join(",")],
  ["many signatures", `t=${nowSeconds()}${",v1=00".repeat(2_300)}`],
  ["more signatures than are looked at", `t=${nowSeconds()}${`,v1=${"0".repeat(64)}`.repeat(5)}`],
  ["a time that is none", `t=1e99,v1=${"0".repeat(64)}`],
  ["capitals", `T=${nowSeconds()},V1=${"A".repeat(64)}`],
  ["nothing", ""],
])("a header of another form is refused before the body is read, in one short line: %s", async (_, header) => {
  const lines = logged();
  let read = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    },
    { highWaterMark: 0 },
  );
  const options = { method: "POST", body, duplex: "half" } as const;
  const headers = { "blockfrost-signature": header };
  const request = new NextRequest("http://localhost:3000/api/webhooks/blockfrost", { ...options, headers });
  const answer = await receive(request, { params: Promise.resolve({}) });
  expect([answer.status, read, lines.length]).toEqual([401, 0, 1]);
  expect(String(lines[0]).length).toBeLessThan(500);
});

/** As Blockfrost sent it on 15 April 2022; its client libraries have it in their tests. */
const recorded = {
  secret: "59a1eb46-96f4-4f0b-8a03-b4d26e70593a",
  signature: "f4c3bb2a8b0c8e21fa7d5fdada2ee87c9c6f6b0b159cc22e483146917e195c3e",
  at: 1_650_013_856,
  body:
    '{"id":"47668401-c3a4-42d4-bac1-ad46515924a3","webhook_id":"cf68eb9c-635f-415e-a5a8-6233638f28d7","created":1650013856,' +
    '"type":"block","payload":{"time":1650013853,"height":7126256,"hash":"f49521b67b440e5030adf124aee8f88881b7682ba07acf06c2781405b0f806a4",' +
    '"slot":58447562,"epoch":332,"epoch_slot":386762,"slot_leader":"pool1njjr0zn7uvydjy8067nprgwlyxqnznp9wgllfnag24nycgkda25","size":34617,' +
    '"tx_count":13,"output":"13403118309871","fees":"4986390","block_vrf":"vrf_vk197w95j9alkwt8l4g7xkccknhn4pqwx65c5saxnn5ej3cpmps72msgpw69d",' +
    '"previous_block":"9e3f5bfc9f0be44cf6e14db9ed5f1efb6b637baff0ea1740bb6711786c724915","next_block":null,"confirmations":0}}',
};

test.each([
  ["as it came", `t=${recorded.at},v1=${recorded.signature}`, 1, true],
  ["beside a signature of another secret", `t=${recorded.at},v1=abc,v1=${recorded.signature}`, 1, true],
  ["ten minutes on", `t=${recorded.at},v1=${recorded.signature}`, 600, true],
  ["ten minutes and a second on", `t=${recorded.at},v1=${recorded.signature}`, 601, false],
  ["with another time", `t=${recorded.at + 1},v1=${recorded.signature}`, 1, false],
  ["by another scheme", `t=${recorded.at},v2=${recorded.signature}`, 1, false],
])("a recorded request is read: %s", (_, header, later, isGood) => {
  const signature = readWebhookSignature(header);
  const now = new Date((recorded.at + later) * 1000);
  expect(signature !== null && isSigned(Buffer.from(recorded.body), signature, recorded.secret, now)).toBe(isGood);
  expect(webhookEvent.safeParse(JSON.parse(recorded.body)).success).toBe(true);
});

test("what is no address, and could not be asked of the database either, touches nothing", async () => {
  await addWallet(await addUser(), { kind: "address", subject: enterprise });
  const odd = ["", "a\0b", "\ud800", "stake1other", `${enterprise}\0`];
  expect(await send(eventOf([...odd, enterprise]))).toEqual({ status: 200, answer: { refreshed: 1 } });
});

test("without Redis the event still refreshes", async () => {
  await addWallet(await addUser(), { subject: stakeAddress });
  await redis.stop();
  expect(await send(eventOf([address]))).toEqual({ status: 200, answer: { refreshed: 1 } });
});
