import "server-only";
import { findSecret } from "@/lib/cardano/pasted/find-secret";
import type { AppError } from "@/lib/contract/app-error";
import type { Problem, ProblemCode } from "@/lib/contract/problem";
import { toJson } from "@/lib/http/to-json";

interface Meaning {
  readonly status: number;
  readonly title: string;
}

const meanings = {
  invalid_request: { status: 400, title: "Invalid request" },
  invalid_address: { status: 400, title: "Invalid address" },
  wrong_network: { status: 400, title: "Wrong network" },
  handle_not_found: { status: 400, title: "Handle not found" },
  unauthenticated: { status: 401, title: "Not signed in" },
  invalid_recovery_key: { status: 401, title: "Unknown recovery key" },
  invalid_signature: { status: 401, title: "Signature refused" },
  challenge_expired: { status: 401, title: "Request to sign expired" },
  forbidden_origin: { status: 403, title: "Foreign origin" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  payload_too_large: { status: 413, title: "Body too large" },
  rate_limited: { status: 429, title: "Too many requests" },
  limit_reached: { status: 409, title: "Limit reached" },
  wallet_too_large: { status: 409, title: "Not a person's wallet" },
  chain_key_rejected: { status: 503, title: "Blockfrost key rejected" },
  chain_quota_exhausted: { status: 503, title: "Blockfrost quota exhausted" },
  rollback_too_deep: { status: 409, title: "Chain rolled back too deep" },
  chain_unavailable: { status: 503, title: "Blockfrost unavailable" },
  database_unavailable: { status: 503, title: "Database unavailable" },
  cache_unavailable: { status: 503, title: "Cache unavailable" },
  queue_unavailable: { status: 503, title: "Queue unavailable" },
  internal_error: { status: 500, title: "Internal error" },
} as const satisfies Record<ProblemCode, Meaning>;

const defaultRetryAfterSeconds = 30;

/** The HTTP status that a problem code is answered with. */
export function statusOf(code: ProblemCode): number {
  return meanings[code].status;
}

/** A JSON answer; amounts in `body` may be bigints or Decimals, times Dates. */
export function respond(body: unknown, status = 200): Response {
  return new Response(toJson(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

/** 204. */
export function respondEmpty(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

/** The answer to a failure, as RFC 9457 has it. */
export function respondProblem(error: AppError, requestId: string): Response {
  const { status, title } = meanings[error.code];
  const body: Problem = {
    type: `urn:problem:${error.code}`,
    title,
    status,
    detail: unlessSecret(error.message),
    code: error.code,
    requestId,
    ...(error.issues && {
      issues: error.issues.map(({ field, reason }) => ({ field: unlessSecret(field), reason: unlessSecret(reason) })),
    }),
  };
  const headers = new Headers({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  if (status === 429 || status === 503) {
    headers.set("retry-after", String(Math.ceil(error.retryAfterSeconds ?? defaultRetryAfterSeconds)));
  }
  return new Response(toJson(body), { status, headers });
}

/** A name or a value of a request may be in it, and a person's seed phrase in that. */
function unlessSecret(text: string): string {
  return findSecret(text) === null ? text : "[withheld]";
}
