import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { env } from "@/lib/env";
import { log, withRequestId } from "@/lib/log";
import { setEnvironment } from "@/tests/support/environment";

const canaries = {
  DATABASE_URL: "postgresql://canary-user:canary-password@canary.example/db",
  UPSTASH_REDIS_REST_TOKEN: "AXcanary1redis",
  QSTASH_TOKEN: "canary2queue",
  QSTASH_CURRENT_SIGNING_KEY: "sig_canary3",
  QSTASH_NEXT_SIGNING_KEY: "sig_canary4",
  BLOCKFROST_PROJECT_ID: "mainnetcanary5canary5canary5canary5canar",
  BLOCKFROST_WEBHOOK_SECRET: "canary6webhook",
  BLOCKFROST_MARKET_WEBHOOK_SECRETS: "canary9market",
  CRON_SECRET: "canary7cron",
  VERCEL_AUTOMATION_BYPASS_SECRET: "canary8bypass",
};

let written: string[] = [];
beforeEach(() => {
  setEnvironment(canaries);
  env();
  written = [];
  for (const way of ["log", "error"] as const)
    vi.spyOn(console, way).mockImplementation((line: string) => void written.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it.each(Object.entries(canaries))("%s reaches no log, wherever it stands", (name, canary) => {
  const inside = new Error(`failed with ${canary}`, { cause: new Error(canary) });
  log.info(`event`, { text: `before ${canary} after`, [name]: canary, nested: { list: [canary, { deep: canary }] } });
  log.warn("event", { url: `https://example.test/?key=${canary}`, error: inside });
  log.error("event", { error: new AggregateError([], canary, { cause: { why: canary } }) });
  expect(written).toHaveLength(3);
  expect(written.join("\n")).not.toContain(canary);
  expect(written.join("\n")).toContain("[redacted]");
});

it.each([
  ["a session cookie", { cookie: "session=abc-canary" }],
  ["a signature", { "Upstash-Signature": "abc-canary" }],
  ["a recovery key", { recoveryKey: "abc-canary" }],
  ["a bearer token in words", { text: "sent Bearer abc-canary" }],
  ["another project's id", { text: "preprodabcabcabcabcabcabcabcabcabcabcan" }],
  ["a JWT", { text: "eyJhbGciOi.abc-canary.abc" }],
])("%s reaches no log", (_, fields) => {
  log.info("event", fields);
  expect(written.join("\n")).not.toMatch(/abc-canary|abcabcan/);
});

it("writes one JSON object a line, with the request id of the work that wrote it", async () => {
  await withRequestId("request-1", () => {
    log.info("event", { amount: 2n ** 63n });
    return Promise.resolve();
  });
  log.info("event");
  expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      at: expect.any(String) as string,
      level: "info",
      event: "event",
      requestId: "request-1",
      amount: "9223372036854775808",
    },
    { at: expect.any(String) as string, level: "info", event: "event" },
  ]);
});

it("a line stays short whatever it is given, and secrets at the cut are struck out", () => {
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`${nth}`.repeat(100), "y".repeat(5_000)]));
  const error = new Error("z".repeat(100_000), { cause: new Error("c".repeat(100_000)) });
  const text = "x".repeat(1_995) + canaries.QSTASH_TOKEN + "x".repeat(100_000);
  log.warn("event", { text, wide, list: Array.from({ length: 10_000 }, () => "word"), error });
  log.warn("event", { text });
  expect(written.map(({ length }) => length < 20_000)).toEqual([true, true]);
  expect(written.join("\n")).not.toMatch(/xcana/);
  expect(JSON.parse(written[1] ?? "")).toMatchObject({ event: "event", level: "warn" });
});

it("in development says nothing on the console, which the browser would repeat as an issue of the page", () => {
  vi.stubEnv("NODE_ENV", "development");
  const streams: string[] = [];
  for (const [name, stream] of Object.entries({ out: process.stdout, err: process.stderr }))
    vi.spyOn(stream, "write").mockImplementation((line) => streams.push(`${name} ${String(line)}`) > 0);
  log.warn("trouble");
  log.info("news");
  expect(written).toEqual([]);
  expect(streams).toEqual([
    expect.stringMatching(/^err \{.*"event":"trouble"\}\n$/),
    expect.stringMatching(/^out \{.*"event":"news"\}\n$/),
  ]);
});
