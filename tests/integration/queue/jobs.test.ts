import { createHash } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { signDelivery } from "@/dev/qstash/signature";
import { AppError } from "@/lib/contract/app-error";
import { defineJob } from "@/lib/queue/define-job";
import { executeJob } from "@/lib/queue/execute";
import { redis as redisClient, redisKey } from "@/lib/redis";
import { setEnvironment } from "@/tests/support/environment";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
setEnvironment({ ...redis.environment, APP_URL: "https://app.example" });

const handle = vi.fn(() => Promise.resolve("done" as const));
const onGivenUp = vi.fn(() => Promise.resolve("done" as const));
const schema = z.object({
  name: z.string().transform((name) => {
    if (name === "choke") throw new TypeError("not a name");
    return name;
  }),
});
const job = defineJob({ name: "greet", schema, handle, onGivenUp });
const jobs = new Map([["greet", job]]);
const url = "https://app.example/api/jobs/greet";
const body = '{"name": "Ada"}';

beforeEach(() => {
  handle.mockReset().mockResolvedValue("done");
});

interface Delivery {
  readonly signedFor?: string;
  readonly signedBody?: string;
  readonly key?: string;
  readonly signedAt?: number;
}

const sign = ({ signedFor = url, signedBody = body, key = "sig_test_current", signedAt = Date.now() }: Delivery = {}) =>
  signDelivery({ key, url: signedFor, body: Buffer.from(signedBody), signedAt });

async function deliver(signature: string | null, sent = body, name = "greet") {
  const headers: Record<string, string> = signature === null ? {} : { "upstash-signature": signature };
  const answer = await executeJob(
    name,
    new Request("http://internal/whatever", { method: "POST", headers, body: sent }),
    jobs,
  );
  return [answer.status, await answer.json()] as const;
}

test("a message signed for this body and this URL is done, with the current key and with the next", async () => {
  expect(await deliver(sign())).toEqual([200, { outcome: "done" }]);
  expect(await deliver(sign({ key: "sig_test_next" }))).toEqual([200, { outcome: "done" }]);
  expect(handle).toHaveBeenCalledTimes(2);
});

const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
const unsigned = "e30.e30.";
test.each([
  ["no signature", () => null, body],
  ["another key", () => sign({ key: "sig_other" }), body],
  ["another body", () => sign({ signedBody: '{"name":"Eve"}' }), body],
  ["the same JSON written otherwise", () => sign(), '{"name":"Ada"}'],
  ["another job's URL", () => sign({ signedFor: "https://app.example/api/jobs/other" }), body],
  ["another deployment's URL", () => sign({ signedFor: "https://preview.example/api/jobs/greet" }), body],
  ["an old signature", () => sign({ signedAt: minutesAgo(6) }), body],
  ["a signature of tomorrow", () => sign({ signedAt: minutesAgo(-1440) }), body],
  ["a token of algorithm none", () => unsigned, body],
  ["a body past 1 MB", () => sign({ signedBody: "x".repeat(1_000_001) }), "x".repeat(1_000_001)],
])("refuses %s, and does nothing", async (_name, signature, sent) => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  expect(await deliver(signature(), sent)).toEqual([401, { code: "unauthenticated" }]);
  expect(handle).not.toHaveBeenCalled();
  written.mockRestore();
});

test("a replay has no effect", async () => {
  const signature = sign();
  expect(await deliver(signature)).toEqual([200, { outcome: "done" }]);
  expect(await deliver(signature)).toEqual([200, { outcome: "stale" }]);
  expect(handle).toHaveBeenCalledTimes(1);
});

test("a delivery whose function died is had back when its lease is over, and not before", async () => {
  const signature = sign();
  handle.mockReturnValueOnce(new Promise(() => undefined));
  void deliver(signature);
  await expect.poll(() => handle).toHaveBeenCalledTimes(1);
  expect(await deliver(signature)).toEqual([503, { code: "conflict" }]);
  const signed = signature.slice(0, signature.lastIndexOf("."));
  const key = redisKey("delivery", createHash("sha256").update(signed).digest("hex"));
  expect(await redisClient().ttl(key)).toBeLessThanOrEqual(11);
  await redisClient().del(key);
  expect(await deliver(signature)).toEqual([200, { outcome: "done" }]);
  expect(await deliver(signature)).toEqual([200, { outcome: "stale" }]);
  expect(handle).toHaveBeenCalledTimes(2);
});

test("a payload that its schema chokes on is a failure with an answer", async () => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  expect((await deliver(sign({ signedBody: '{"name":"choke"}' }), '{"name":"choke"}'))[0]).toBe(500);
  written.mockRestore();
});

test("a delivery that failed may come again", async () => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  const signature = sign();
  const away = new AppError({
    code: "database_unavailable",
    detail: "away",
    retryable: true,
    cause: new Error("password=hunter2"),
  });
  handle.mockRejectedValueOnce(away);
  expect(await deliver(signature)).toEqual([503, { code: "database_unavailable" }]);
  expect(await deliver(signature)).toEqual([200, { outcome: "done" }]);
  written.mockRestore();
});

test("an unknown failure says nothing of its cause; an unknown job and a strange payload never come again", async () => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  handle.mockRejectedValueOnce(new Error("secret table"));
  expect(await deliver(sign())).toEqual([500, { code: "internal_error" }]);
  expect((await deliver(sign({ signedBody: "7" }), "7"))[0]).toBe(489);
  expect((await deliver(sign({ signedFor: "https://app.example/api/jobs/nope" }), body, "nope"))[0]).toBe(489);
  written.mockRestore();
});

test("without Redis messages still pass", async () => {
  const written = vi.spyOn(console, "error").mockReturnValue();
  await redis.stop();
  expect(await deliver(sign())).toEqual([200, { outcome: "done" }]);
  written.mockRestore();
});
