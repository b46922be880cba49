import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { isDevelopment, secretValues } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

type Level = "debug" | "info" | "warn" | "error";
type Fields = Readonly<Record<string, unknown>>;

/** Keys whose values never reach a log, and shapes that give a secret away wherever they stand. */
const secretKeys =
  /token|secret|password|cookie|authorization|signature|project_?id|recovery|api_?key|database_?url|signing/i;
const secretShapes = [
  /\b(mainnet|preprod|preview)[A-Za-z0-9]{32}\b/g,
  /postgres(?:ql)?:\/\/[^\s"']+/g,
  /\bBearer\s+[\w.~+/=-]+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
];

/** A line is for people and for who pays for them: what was sent to us must not make it as long as it likes. */
const maxCharacters = 2_000;
const maxEntries = 50;
const maxLine = 16_000;

/** `text` without this server's own secrets, without a person's seed phrase or private key, and without whatever looks like a project id, a connection string, a bearer token or a JWT. */
function redactText(text: string): string {
  // Cut far behind what is shown, so that a secret which stands at the cut is struck out whole.
  const near = text.slice(0, 20 * maxCharacters);
  if (findSecret(near) !== null) return "[redacted]";
  const known = secretValues().reduce((result, secret) => result.replaceAll(secret, "[redacted]"), near);
  const safe = secretShapes.reduce((result, shape) => result.replace(shape, "[redacted]"), known);
  return safe.length > maxCharacters ? `${safe.slice(0, maxCharacters)}… (${text.length} characters)` : safe;
}

function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redactText(value.message),
      stack: redactText(value.stack ?? ""),
      cause: depth < 3 ? redact(value.cause, depth + 1) : undefined,
    };
  }
  if (value instanceof Date || value === null || typeof value !== "object") return value;
  if (depth > 5) return "[deep]";
  if (Array.isArray(value)) {
    const shown: unknown[] = value.slice(0, maxEntries).map((item) => redact(item, depth + 1));
    return value.length > maxEntries ? [...shown, `… (${value.length} entries)`] : shown;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxEntries)
      .map(([key, item]) => [key.slice(0, 100), secretKeys.test(key) ? "[redacted]" : redact(item, depth + 1)]),
  );
}

const requestIds = processWide("requestIds", () => new AsyncLocalStorage<string>());

/** Runs `work` so that all that it logs, and every message that it publishes, carries `requestId`. */
export function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return requestIds.run(requestId, work);
}

/** The id of the request, or of the chain of messages, that is being worked on. */
export function currentRequestId(): string | undefined {
  return requestIds.getStore();
}

function write(level: Level, event: string, fields: Fields): void {
  const head = { at: new Date().toISOString(), level, event, requestId: currentRequestId() };
  const whole = JSON.stringify({ ...head, ...(redact(fields) as Fields) });
  const line = whole.length <= maxLine ? whole : JSON.stringify({ ...head, cut: whole.slice(0, maxLine / 2) });
  say(level === "error" || level === "warn", line);
}

/** In development React repeats in the browser what the console says while a page is made, and Next counts it as an issue of that page. */
function say(isTrouble: boolean, line: string): void {
  if (isDevelopment()) (isTrouble ? process.stderr : process.stdout).write(`${line}\n`);
  else if (isTrouble) console.error(line);
  else console.log(line);
}

/** Structured logs, one JSON object a line, secrets struck out. */
export const log = {
  debug: (event: string, fields: Fields = {}) => write("debug", event, fields),
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  error: (event: string, fields: Fields = {}) => write("error", event, fields),
};
