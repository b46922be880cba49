import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/tokens/[unit]/picture/route";
import { drawPicture } from "@/dev/chain/gate/ipfs-picture";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

let answer: RequestListener = (_, response) => response.end();
const asked: (string | undefined)[] = [];
const gateway = createServer((request, response) => {
  asked.push(request.url);
  answer(request, response);
});
await new Promise<void>((listening) => gateway.listen(0, "127.0.0.1", listening));
afterAll(() => void gateway.close());

const redis = await startTestRedis();
const { port } = gateway.address() as AddressInfo;
withDatabase(() => ({ ...redis.environment, IPFS_GATEWAY: `http://127.0.0.1:${port}` }));
beforeEach(async () => {
  await emptyTables();
  asked.length = 0;
});

const cid = "QmXhvddYsApbgyKjKwHzfuUwxxJBe5d76hGJSUaxBaK4hh";
const unit = "ab".repeat(28) + "4e4654";

async function holder(logo: string | null) {
  const { user, token: session } = await createGuest(new Date());
  const wallet = await addWallet(user.id);
  const flows = [{ unit, netChange: "1" }];
  await addTransaction(user.id, wallet, { txHash: "1".repeat(64), blockHeight: 1, flows });
  const token = { unit, policyId: "ab".repeat(28), assetName: "4e4654", fingerprint: "asset1", kind: "nft" };
  await db().token.create({ data: { ...token, logo, fetchedAt: new Date() } });
  return session;
}

const see = (session: string) => callRoute(GET, `/api/tokens/${unit}/picture`, { session, params: { unit } });

test("a holder sees the picture, harmless whatever it is; nobody else", async () => {
  const session = await holder(`ipfs://${cid}/1 of 2.png`);
  const png = drawPicture("x");
  answer = (_, response) => response.setHeader("content-type", "text/html").end(png);
  const shown = await see(session);
  const { token: stranger } = await createGuest(new Date());
  expect({
    status: shown.status,
    type: shown.headers.get("content-type"),
    policy: shown.headers.get("content-security-policy"),
    whole: Buffer.from(await shown.arrayBuffer()).equals(png),
    asked,
    stranger: (await see(stranger)).status,
  }).toEqual({
    status: 200,
    type: "image/png",
    policy: "default-src 'none'; sandbox",
    whole: true,
    asked: [`/ipfs/${cid}/1%20of%202.png`],
    stranger: 404,
  });
});

test.each<[string, RequestListener]>([
  [
    "a script in a picture's clothes",
    (_, response) => response.setHeader("content-type", "image/png").end("<svg onload=x>"),
  ],
  ["a way to another host", (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
  ["an error", (_, response) => response.writeHead(500).end(drawPicture("x"))],
  ["more than it may be", (_, response) => response.end(Buffer.concat([drawPicture("x"), Buffer.alloc(4_100_000)]))],
])("%s is not there", async (_, given) => {
  const session = await holder(`ipfs://${cid}`);
  answer = given;
  expect((await see(session)).status).toBe(404);
});

test("a picture that a token carries in itself comes the same way, and nobody is asked for it", async () => {
  const png = drawPicture("x");
  const session = await holder(`data:image/jpeg;base64,${png.toString("base64")}`);
  const shown = await see(session);
  const { token: stranger } = await createGuest(new Date());
  expect({
    type: shown.headers.get("content-type"),
    whole: Buffer.from(await shown.arrayBuffer()).equals(png),
    asked,
    stranger: (await see(stranger)).status,
  }).toEqual({ type: "image/png", whole: true, asked: [], stranger: 404 });
});

test.each([
  ["a script", `data:image/png;base64,${Buffer.from("<svg onload=x>").toString("base64")}`],
  ["nothing", "data:image/png;base64,"],
])("%s that calls itself a picture is not there", async (_, logo) => {
  expect((await see(await holder(logo))).status).toBe(404);
});

test("spam has no picture until its holder says that it is none", async () => {
  const session = await holder(`ipfs://${cid}`);
  answer = (_, response) => response.end(drawPicture("x"));
  const { id: userId } = await db().user.findFirstOrThrow();
  await db().tokenMark.create({ data: { userId, unit, suspicion: "link_in_name" } });
  expect([(await see(session)).status, asked]).toEqual([404, []]);
  await db().tokenMark.updateMany({ data: { ownSpam: false } });
  expect((await see(session)).status).toBe(200);
});

test("a token that names another place makes us ask nobody", async () => {
  const session = await holder("https://evil.example/1.png");
  expect([(await see(session)).status, asked]).toEqual([404, []]);
});
