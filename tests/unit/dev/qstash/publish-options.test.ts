import { describe, expect, it } from "vitest";
import { ApiError } from "@/dev/qstash/api-error";
import { parseDestination, parsePublishHeaders } from "@/dev/qstash/publish-options";

const NOW = 1_700_000_000_000;

const DEFAULTS = {
  method: "POST",
  headers: {},
  delayMs: 0,
  notBefore: NOW,
  maxRetries: 3,
  retryDelayExpression: undefined,
  timeoutMs: 900_000,
  deduplicationId: undefined,
  contentBasedDeduplication: false,
  callback: undefined,
  callbackHeaders: {},
  failureCallback: undefined,
  failureCallbackHeaders: {},
  labels: [],
  flowControl: undefined,
};

describe("parsePublishHeaders", () => {
  it("fills in the defaults", () => {
    expect(parsePublishHeaders({}, NOW)).toEqual(DEFAULTS);
  });

  it("reads every header", () => {
    const headers = {
      authorization: "Bearer t",
      "content-type": "application/json",
      "upstash-method": "put",
      "upstash-delay": "1m30s",
      "upstash-retries": "0",
      "upstash-retry-delay": "1000 * retried",
      "upstash-timeout": "5s",
      "upstash-deduplication-id": "d1",
      "upstash-content-based-deduplication": "true",
      "upstash-callback": "http://c.example/a",
      "upstash-callback-retries": "1",
      "upstash-callback-forward-x-a": "1",
      "upstash-failure-callback": "http://c.example/b",
      "upstash-failure-callback-delay": "1s",
      "upstash-label": "sync, step",
      "upstash-flow-control-key": "blockfrost",
      "upstash-flow-control-value": "parallelism=2, rate=10, period=1m",
      "upstash-forward-x-trace": "t",
      "upstash-forward-host": "evil.example",
      "upstash-telemetry-sdk": "s",
    };
    expect(parsePublishHeaders(headers, NOW)).toEqual({
      method: "PUT",
      headers: { "content-type": "application/json", "x-trace": "t" },
      delayMs: 90_000,
      notBefore: NOW + 90_000,
      maxRetries: 0,
      retryDelayExpression: "1000 * retried",
      timeoutMs: 5_000,
      deduplicationId: "d1",
      contentBasedDeduplication: true,
      callback: "http://c.example/a",
      callbackHeaders: { "upstash-retries": "1", "upstash-forward-x-a": "1" },
      failureCallback: "http://c.example/b",
      failureCallbackHeaders: { "upstash-delay": "1s" },
      labels: ["sync", "step"],
      flowControl: { key: "blockfrost", parallelism: 2, rate: 10, periodSeconds: 60 },
    });
  });

  it("lets an absolute time outrank a delay, and one that is past mean now", () => {
    const headers = { "upstash-delay": "1h", "upstash-not-before": "1600000000" };
    expect(parsePublishHeaders(headers, NOW).notBefore).toBe(1_600_000_000_000);
  });

  it("takes a delay of exactly 7 days", () => {
    expect(parsePublishHeaders({ "upstash-delay": "7d" }, NOW).delayMs).toBe(604_800_000);
  });

  it.each([
    [{ "upstash-deduplication-id": "env:job" }, "DeduplicationId cannot contain ':'"],
    [{ "upstash-delay": "604801s" }, "the maximum delay is 7 days"],
    [{ "upstash-delay": "10" }, "is not a duration"],
    [{ "upstash-not-before": String(NOW / 1_000 + 604_801) }, "within 7 days"],
    [{ "upstash-not-before": "tomorrow" }, "unix seconds"],
    [{ "upstash-retries": "-1" }, "invalid Upstash-Retries"],
    [{ "upstash-retries": "1.5" }, "invalid Upstash-Retries"],
    [{ "upstash-retry-delay": "sleep(1)" }, "invalid Upstash-Retry-Delay"],
    [{ "upstash-method": "BREW" }, "invalid Upstash-Method"],
    [{ "upstash-callback": "/relative" }, "invalid Upstash-Callback"],
    [{ "upstash-failure-callback": "ftp://x" }, "invalid Upstash-Failure-Callback"],
    [{ "upstash-flow-control-key": "k" }, "must set parallelism or rate"],
    [{ "upstash-flow-control-key": "k", "upstash-flow-control-value": "rate=0" }, 'rate "0"'],
    [{ "upstash-flow-control-key": "k", "upstash-flow-control-value": "rate=1,period=x" }, 'period "x"'],
    [{ "upstash-callback": "http://c", "upstash-callback-delay": "soon" }, "invalid Upstash-Delay"],
  ])("refuses %j with 400", (headers, reason) => {
    const parse = () => parsePublishHeaders(headers, NOW);
    expect(parse).toThrow(ApiError);
    expect(parse).toThrow(expect.objectContaining({ status: 400, message: expect.stringContaining(reason) as string }));
  });
});

describe("parseDestination", () => {
  it("keeps the URL as it was written", () => {
    expect(parseDestination("http://127.0.0.1:3000/a?x=1&y=%20z")).toBe("http://127.0.0.1:3000/a?x=1&y=%20z");
  });

  it.each(["my-group", "api/llm", "ftp://x", "http://", ""])("refuses %j", (destination) => {
    expect(() => parseDestination(destination)).toThrow("invalid destination url");
  });
});
