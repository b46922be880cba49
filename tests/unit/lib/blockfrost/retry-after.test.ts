import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BlockFrostAPI } from "@blockfrost/blockfrost-js";
import { afterEach, expect, test } from "vitest";
import { carryRetryAfter, retryAfterOf } from "@/lib/blockfrost/retry-after";

let close = () => Promise.resolve();
afterEach(() => close());

/** What the official client throws for an answer. */
async function thrownFor(status: number, headers: Record<string, string>, body: string): Promise<unknown> {
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const api = new BlockFrostAPI({
    projectId: "preprodTestProjectIdThatIsNobodys00000",
    network: "preprod",
    customBackend: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    rateLimiter: false,
    retrySettings: {
      limit: 0,
      methods: [],
      statusCodes: [],
      errorCodes: [],
      maxRetryAfter: 0,
      calculateDelay: () => 0,
    },
    gotOptions: { hooks: { beforeError: [carryRetryAfter] } },
  });
  return api.blocksLatest().catch((error: unknown) => error);
}

const json = JSON.stringify({ status_code: 429, error: "Project Over Limit", message: "Usage is over limit." });

test("Retry-After in seconds comes through the official client, with Blockfrost's own words", async () => {
  const error = await thrownFor(429, { "content-type": "application/json", "retry-after": "17" }, json);
  expect(retryAfterOf(error)).toBe(17);
  expect(error).toMatchObject({ status_code: 429, message: "Usage is over limit.", error: "Project Over Limit" });
});

test("an answer without it, or with a date, asks for nothing", async () => {
  expect(retryAfterOf(await thrownFor(429, { "content-type": "application/json" }, json))).toBeUndefined();
  await close();
  const dated = { "content-type": "application/json", "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" };
  expect(retryAfterOf(await thrownFor(429, dated, json))).toBeUndefined();
});

test("a page of HTML from a proxy keeps its status and its Retry-After", async () => {
  const error = await thrownFor(503, { "content-type": "text/html", "retry-after": "4" }, "<h1>Busy</h1>");
  expect([retryAfterOf(error), (error as { status_code?: number }).status_code]).toEqual([4, 503]);
});
