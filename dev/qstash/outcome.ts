import { durationMs } from "@/dev/qstash/duration";
import { compileRetryDelay } from "@/dev/qstash/retry-delay";

/** What came back from one delivery; `status` 0 with an `error` when nothing did (refused, timed out, reset). */
export interface DeliveryResult {
  status: number;
  headers: Record<string, string[]>;
  body: Buffer;
  error: string | undefined;
}

export type Outcome =
  { kind: "delivered" } | { kind: "retry"; delayMs: number; reason: string } | { kind: "failed"; reason: string };

const DAY_MS = 86_400_000;
const NON_RETRYABLE_STATUS = 489;
const RETRY_HEADERS = ["retry-after", "x-ratelimit-reset", "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"];
const REASON_LENGTH = 300;

/** Exponential backoff before retry number `retry` (1, 2, …): min(1 day, e^(2.5 n) s), in ms. */
export function backoffMs(retry: number): number {
  return Math.min(DAY_MS, Math.floor(Math.exp(2.5 * retry)) * 1_000);
}

/** Milliseconds that the response asks to wait: seconds, an HTTP date or a duration; undefined when it asks nothing usable. */
export function requestedDelayMs(headers: Record<string, string[]>, now: number): number | undefined {
  for (const name of RETRY_HEADERS) {
    const value = headers[name]?.[0]?.trim();
    if (value === undefined || value === "") {
      continue;
    }
    const delayMs = /^\d+(\.\d+)?$/.test(value)
      ? Number(value) * 1_000
      : (durationMs(value) ?? Date.parse(value) - now);
    // A wait of more than a day is not granted: QStash falls back to its own backoff.
    if (!Number.isNaN(delayMs) && delayMs <= DAY_MS) {
      return Math.max(0, delayMs);
    }
  }
  return undefined;
}

/** What becomes of a message after a delivery. Source: upstash.com/docs/qstash/features/retry. */
export function decideOutcome(
  message: { retried: number; maxRetries: number; retryDelayExpression: string | undefined },
  result: DeliveryResult,
  now: number,
): Outcome {
  if (result.status >= 200 && result.status < 300) {
    return { kind: "delivered" };
  }
  const reason = failureReason(result);
  const refused =
    result.status === NON_RETRYABLE_STATUS && result.headers["upstash-nonretryable-error"]?.[0] === "true";
  if (refused || message.retried >= message.maxRetries) {
    return { kind: "failed", reason };
  }
  const expression = message.retryDelayExpression;
  const delayMs =
    requestedDelayMs(result.headers, now) ??
    (expression === undefined
      ? backoffMs(message.retried + 1)
      : Math.min(DAY_MS, compileRetryDelay(expression)(message.retried)));
  return { kind: "retry", delayMs, reason };
}

function failureReason(result: DeliveryResult): string {
  if (result.error !== undefined) {
    return result.error;
  }
  const text = result.body.toString("utf8").trim().slice(0, REASON_LENGTH);
  return text === "" ? `status ${result.status}` : `status ${result.status}: ${text}`;
}
