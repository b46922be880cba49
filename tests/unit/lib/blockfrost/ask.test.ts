import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { SourceRefused } from "@/lib/budget/refused";
import { ask, UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { countTransactions, latestBlock, listTransactions } from "@/lib/blockfrost/chain";
import { at } from "@/lib/blockfrost/client";
import { setEnvironment } from "@/tests/support/environment";

let respond: (response: ServerResponse) => void = () => undefined;
let asked: IncomingMessage | undefined;
const sockets = new Set<unknown>();
const server = createServer((request, response) => {
  asked = request;
  sockets.add(request.socket);
  respond(response);
});
const projectId = "preprodTestProjectIdThatIsNobodys00000";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  setEnvironment({
    BLOCKFROST_BASE_URL: `http://127.0.0.1:${String(port)}/api/v0/`,
    BLOCKFROST_PROJECT_ID: projectId,
    CARDANO_NETWORK: "preprod",
  });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const anything = z.unknown();
const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  respond = (response) => response.writeHead(status, headers).end(JSON.stringify(body));
};
const refusal = (status: number) => ({ status_code: status, error: "Refused", message: "Not now." });
const thrown = (): Promise<unknown> => ask("a thing", anything, "thing").then(String, (error: unknown) => error);

test("a call names the project, and its place in the list", async () => {
  json(200, []);
  const subject = { kind: "account", subject: "stake_test1abc" } as const;
  expect(await listTransactions(subject, { from: { height: 7, txIndex: 2 }, page: 3 })).toEqual([]);
  expect([asked?.method, asked?.url, asked?.headers.project_id]).toEqual([
    "GET",
    "/api/v0/accounts/stake_test1abc/transactions?count=100&page=3&order=asc&from=7%3A2",
    projectId,
  ]);
});

test("a value in a path stays one part of it", () => {
  expect(at`txs/${"../blocks?a#b"}/utxos`).toBe("txs/..%2Fblocks%3Fa%23b/utxos");
});

test("calls one after another share a connection, also past failures and what is not there", async () => {
  sockets.clear();
  for (const status of [404, 500, 429, 404, 403, 200]) {
    json(status, refusal(status));
    await thrown();
  }
  // A second one where the first was not seen to be free in time.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test("what is not there is null, also where a proxy says so", async () => {
  json(404, refusal(404));
  expect(await ask("a thing", anything, "thing")).toBeNull();
  respond = (response) => response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
  expect(await ask("a thing", anything, "thing")).toBeNull();
});

test.each([402, 418, 429])("%i is a refusal with the time that it names", async (status) => {
  json(status, refusal(status), { "retry-after": "17" });
  const error = await thrown();
  expect(error).toBeInstanceOf(SourceRefused);
  expect(error).toMatchObject({ refusal: { status, retryAfterSeconds: 17 }, retryable: true, retryAfterSeconds: 17 });
});

test.each([
  ["no time", {}, undefined],
  ["a date", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, undefined],
  ["a time that has passed", { "retry-after": "-1" }, undefined],
  ["more than a day", { "retry-after": "9999999" }, 86_400],
])("a refusal that names %s", async (_what, headers, retryAfterSeconds) => {
  json(429, refusal(429), headers);
  expect(await thrown()).toMatchObject({ refusal: { status: 429, retryAfterSeconds } });
});

test("403 is a project id that whoever runs this must look at", async () => {
  json(403, refusal(403));
  expect(await thrown()).toMatchObject({ code: "chain_key_rejected", retryable: false });
});

test.each([
  ["a page of HTML from a proxy", "<h1>Busy</h1>", "status 503: <h1>Busy</h1>"],
  ["a failure of many words", "x".repeat(10_001), "status 503: AnswerTooLong: an answer of more than 10000 bytes"],
])("%s keeps its status and its Retry-After", async (_what, text, message) => {
  respond = (response) => response.writeHead(503, { "retry-after": "4" }).end(text);
  expect(await thrown()).toMatchObject({
    code: "chain_unavailable",
    message: "Blockfrost did not answer for a thing (status 503).",
    retryable: true,
    retryAfterSeconds: 4,
    cause: { message },
  });
});

test.each<[string, typeof respond]>([
  ["a page of HTML that says it is well", (response) => response.end("<h1>One moment</h1>")],
  ["nothing", (response) => response.end()],
  ["half a body", (response) => response.writeHead(200, { "content-length": 9 }).write("[", () => response.destroy())],
  ["no answer at all", (response) => response.destroy()],
  ["more than 5 MB", (response) => response.end(`"${"x".repeat(5_000_000)}"`)],
  ["the way to another host", (response) => response.writeHead(302, { location: "http://169.254.169.254" }).end()],
])("%s is an outage that may pass", async (_what, answer) => {
  respond = answer;
  expect(await thrown()).toMatchObject({
    code: "chain_unavailable",
    message: "Blockfrost did not answer for a thing.",
    retryable: true,
    retryAfterSeconds: 5,
  });
});

test("5 MB exactly are read", async () => {
  respond = (response) => response.end(`"${"x".repeat(4_999_998)}"`);
  expect(await ask("a thing", z.string().length(4_999_998), "thing")).not.toBeNull();
});

test("an answer of another shape is kept for the quarantine", async () => {
  json(200, { hash: 7 });
  const error = await latestBlock().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnexpectedAnswer);
  expect(error).toMatchObject({ answer: { hash: 7 }, code: "chain_unavailable" });
});

test("a subject that is too large to be summed is refused with 400", async () => {
  json(400, refusal(400));
  expect(await countTransactions({ kind: "address", subject: "addr_test1abc" })).toBe("refused");
  json(404, refusal(404));
  expect(await countTransactions({ kind: "address", subject: "addr_test1abc" })).toBeNull();
  json(500, refusal(500));
  await expect(countTransactions({ kind: "address", subject: "addr_test1abc" })).rejects.toMatchObject({
    code: "chain_unavailable",
  });
});
