import { ApiError } from "@/dev/qstash/api-error";
import { durationMs, parseDurationHeader } from "@/dev/qstash/duration";
import { compileRetryDelay } from "@/dev/qstash/retry-delay";

/** Header names in lower case. */
export type HeaderMap = Readonly<Record<string, string>>;

export interface FlowControl {
  key: string;
  /** Deliveries under way at once. */
  parallelism: number | undefined;
  /** Deliveries started per period. */
  rate: number | undefined;
  periodSeconds: number;
}

/** What the headers of a publish, enqueue, batch item or schedule ask for. Times in unix ms. */
export interface PublishOptions {
  method: string;
  /** Headers for the destination: the content type and everything sent as Upstash-Forward-*. */
  headers: Record<string, string>;
  delayMs: number;
  notBefore: number;
  maxRetries: number;
  retryDelayExpression: string | undefined;
  timeoutMs: number;
  deduplicationId: string | undefined;
  contentBasedDeduplication: boolean;
  callback: string | undefined;
  /** Publish headers of the callback itself: Upstash-Callback-Retries becomes upstash-retries, and so on. */
  callbackHeaders: Record<string, string>;
  failureCallback: string | undefined;
  failureCallbackHeaders: Record<string, string>;
  labels: string[];
  flowControl: FlowControl | undefined;
}

const METHODS = new Set(["GET", "POST", "PUT", "DELETE", "PATCH"]);
const DEFAULT_RETRIES = 3;
const DEFAULT_TIMEOUT_MS = 15 * 60_000;
const MAX_DELAY_MS = 7 * 86_400_000;
/** They describe one connection, so they are never passed on to another. */
const CONNECTION_HEADERS = new Set([
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** Reads publish headers. Throws ApiError 400 naming what is wrong. */
export function parsePublishHeaders(headers: HeaderMap, now: number): PublishOptions {
  const delayMs = parseDelay(headers["upstash-delay"]);
  return {
    method: parseMethod(headers["upstash-method"]),
    headers: forwardedHeaders(headers),
    delayMs,
    notBefore: parseNotBefore(headers["upstash-not-before"], now) ?? now + delayMs,
    maxRetries: parseRetries(headers["upstash-retries"]),
    retryDelayExpression: parseRetryDelay(headers["upstash-retry-delay"]),
    timeoutMs: parseTimeout(headers["upstash-timeout"]),
    deduplicationId: parseDeduplicationId(headers["upstash-deduplication-id"]),
    contentBasedDeduplication: headers["upstash-content-based-deduplication"] === "true",
    callback: parseCallback("Upstash-Callback", headers["upstash-callback"]),
    callbackHeaders: parseCallbackHeaders(headers, "upstash-callback-", now),
    failureCallback: parseCallback("Upstash-Failure-Callback", headers["upstash-failure-callback"]),
    failureCallbackHeaders: parseCallbackHeaders(headers, "upstash-failure-callback-", now),
    labels: (headers["upstash-label"] ?? "")
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== ""),
    flowControl: parseFlowControl(headers["upstash-flow-control-key"], headers["upstash-flow-control-value"]),
  };
}

/** The destination when it is an http(s) URL. Throws ApiError 400: URL groups and the LLM and email APIs do not exist here. */
export function parseDestination(destination: string): string {
  if (!/^https?:\/\//.test(destination) || !URL.canParse(destination)) {
    throw new ApiError(
      400,
      `invalid destination url "${destination}": endpoint has invalid scheme, add http:// or https:// in front of your url`,
    );
  }
  return destination;
}

function forwardedHeaders(headers: HeaderMap): Record<string, string> {
  const contentType = headers["content-type"];
  const forwarded = unprefixed(headers, "upstash-forward-", "");
  for (const name of CONNECTION_HEADERS) {
    Reflect.deleteProperty(forwarded, name);
  }
  return contentType === undefined ? forwarded : { "content-type": contentType, ...forwarded };
}

function unprefixed(headers: HeaderMap, prefix: string, replacement: string): Record<string, string> {
  const matching = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(matching.map(([name, value]) => [replacement + name.slice(prefix.length), value]));
}

function parseMethod(value = "POST"): string {
  const method = value.toUpperCase();
  if (!METHODS.has(method)) {
    throw new ApiError(400, `invalid Upstash-Method "${value}"`);
  }
  return method;
}

function parseDelay(value: string | undefined): number {
  const delayMs = value === undefined ? 0 : parseDurationHeader("Upstash-Delay", value);
  if (delayMs > MAX_DELAY_MS) {
    throw new ApiError(400, `invalid Upstash-Delay "${value ?? ""}": the maximum delay is 7 days`);
  }
  return delayMs;
}

function parseNotBefore(value: string | undefined, now: number): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const notBefore = Number(value) * 1_000;
  if (!/^\d+$/.test(value) || notBefore > now + MAX_DELAY_MS) {
    throw new ApiError(400, `invalid Upstash-Not-Before "${value}": unix seconds within 7 days are expected`);
  }
  return notBefore;
}

function parseRetries(value: string | undefined): number {
  if (value === undefined) {
    return DEFAULT_RETRIES;
  }
  if (!/^\d{1,4}$/.test(value)) {
    throw new ApiError(400, `invalid Upstash-Retries "${value}"`);
  }
  return Number(value);
}

function parseRetryDelay(value: string | undefined): string | undefined {
  if (value !== undefined) {
    compileRetryDelay(value);
  }
  return value;
}

function parseTimeout(value: string | undefined): number {
  const timeoutMs = value === undefined ? DEFAULT_TIMEOUT_MS : parseDurationHeader("Upstash-Timeout", value);
  return timeoutMs === 0 ? DEFAULT_TIMEOUT_MS : Math.min(timeoutMs, DEFAULT_TIMEOUT_MS);
}

function parseDeduplicationId(value: string | undefined): string | undefined {
  if (value?.includes(":") === true) {
    throw new ApiError(400, `DeduplicationId cannot contain ':'`);
  }
  return value === "" ? undefined : value;
}

function parseCallback(header: string, value: string | undefined): string | undefined {
  if (value !== undefined && !(/^https?:\/\//.test(value) && URL.canParse(value))) {
    throw new ApiError(400, `invalid ${header} "${value}": an http:// or https:// url is expected`);
  }
  return value;
}

/** Checked now: when the callback is made, nobody is left to be told of a mistake. */
function parseCallbackHeaders(headers: HeaderMap, prefix: string, now: number): Record<string, string> {
  const callbackHeaders = unprefixed(headers, prefix, "upstash-");
  if (Object.keys(callbackHeaders).length > 0) {
    parsePublishHeaders(callbackHeaders, now);
  }
  return callbackHeaders;
}

function parseFlowControl(key: string | undefined, value: string | undefined): FlowControl | undefined {
  if (key === undefined) {
    return undefined;
  }
  const parts = new Map<string, string>();
  for (const part of (value ?? "").split(",")) {
    const [name = "", amount = ""] = part.split("=");
    parts.set(name.trim().toLowerCase(), amount.trim());
  }
  const parallelism = parseCount("parallelism", parts.get("parallelism"));
  const rate = parseCount("rate", parts.get("rate"));
  if (parallelism === undefined && rate === undefined) {
    throw new ApiError(400, "Upstash-Flow-Control-Value must set parallelism or rate");
  }
  return { key, parallelism, rate, periodSeconds: parsePeriod(parts.get("period")) };
}

function parseCount(name: string, value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d*$/.test(value)) {
    throw new ApiError(400, `invalid Upstash-Flow-Control-Value: ${name} "${value}" is not a positive whole number`);
  }
  return Number(value);
}

function parsePeriod(value: string | undefined): number {
  if (value === undefined) {
    return 1;
  }
  const seconds = /^\d+$/.test(value) ? Number(value) : (durationMs(value) ?? 0) / 1_000;
  if (seconds < 1) {
    throw new ApiError(400, `invalid Upstash-Flow-Control-Value: period "${value}" is not a duration of 1s or more`);
  }
  return seconds;
}
