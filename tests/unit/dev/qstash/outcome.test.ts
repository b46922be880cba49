import { describe, expect, it } from "vitest";
import { backoffMs, decideOutcome, requestedDelayMs, type DeliveryResult } from "@/dev/qstash/outcome";

const NOW = Date.UTC(2025, 0, 1);

function result(status: number, headers: Record<string, string> = {}, body = ""): DeliveryResult {
  const multiple = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { status, headers: multiple, body: Buffer.from(body), error: undefined };
}

function message(retried: number, retryDelayExpression?: string) {
  return { retried, maxRetries: 3, retryDelayExpression };
}

describe("backoffMs", () => {
  it("is the table of the documentation: 12 s, 2 m 28 s, 30 m 8 s, 6 h 7 m 6 s, then a day", () => {
    expect([1, 2, 3, 4, 5, 6].map(backoffMs)).toEqual([12_000, 148_000, 1_808_000, 22_026_000, 86_400_000, 86_400_000]);
  });
});

describe("requestedDelayMs", () => {
  it.each([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "6m5s" }, 365_000],
    [{ "retry-after": "Wed, 01 Jan 2025 00:00:30 GMT" }, 30_000],
    [{ "retry-after": "Tue, 31 Dec 2024 00:00:00 GMT" }, 0],
    [{ "x-ratelimit-reset": "3" }, 3_000],
    [{ "retry-after": "rubbish", "x-ratelimit-reset-tokens": "2s" }, 2_000],
    [{ "retry-after": "86401" }, undefined],
    [{ "retry-after": "rubbish" }, undefined],
    [{}, undefined],
  ])("%j", (headers, expected) => {
    expect(requestedDelayMs(result(503, headers as Record<string, string>).headers, NOW)).toBe(expected);
  });
});

describe("decideOutcome", () => {
  it.each([200, 204, 299])("%d is delivered", (status) => {
    expect(decideOutcome(message(0), result(status), NOW)).toEqual({ kind: "delivered" });
  });

  it.each([199, 300, 404, 500])("%d is retried by backoff", (status) => {
    const expected = { kind: "retry", delayMs: 148_000, reason: `status ${status}` };
    expect(decideOutcome(message(1), result(status), NOW)).toEqual(expected);
  });

  it("prefers what the response asks to the message's own expression, and that to the backoff", () => {
    const failed = result(500, {}, "boom");
    const asking = result(500, { "retry-after": "5" }, "boom");
    expect([
      decideOutcome(message(2, "100 * (retried + 1)"), asking, NOW),
      decideOutcome(message(2, "100 * (retried + 1)"), failed, NOW),
      decideOutcome(message(2, "exp(99)"), failed, NOW),
    ]).toEqual([
      { kind: "retry", delayMs: 5_000, reason: "status 500: boom" },
      { kind: "retry", delayMs: 300, reason: "status 500: boom" },
      { kind: "retry", delayMs: 86_400_000, reason: "status 500: boom" },
    ]);
  });

  it("gives up after the retries, and at once only when status and header both say so", () => {
    const header = { "upstash-nonretryable-error": "true" };
    expect([
      decideOutcome(message(3), result(500), NOW),
      decideOutcome(message(0), result(489, header, "bad input"), NOW),
      decideOutcome(message(0), result(489), NOW).kind,
      decideOutcome(message(0), result(400, header), NOW).kind,
    ]).toEqual([
      { kind: "failed", reason: "status 500" },
      { kind: "failed", reason: "status 489: bad input" },
      "retry",
      "retry",
    ]);
  });

  it("counts an unreachable destination as a failure with its own words", () => {
    const refused = { ...result(0), error: "connect ECONNREFUSED 127.0.0.1:1" };
    const expected = { kind: "retry", delayMs: 12_000, reason: "connect ECONNREFUSED 127.0.0.1:1" };
    expect(decideOutcome(message(0), refused, NOW)).toEqual(expected);
  });
});
