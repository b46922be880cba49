import { BlockfrostServerError } from "@blockfrost/blockfrost-js";

interface FailedResponse {
  readonly statusCode: number;
  readonly statusMessage?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The official client drops an answer's headers and keeps the `body` field of its body: `Retry-After` travels there. */
export function carryRetryAfter<E extends { readonly response?: FailedResponse | undefined }>(error: E): E {
  const { response } = error;
  if (response === undefined) return error;
  const seconds = Number(response.headers["retry-after"]);
  const given = isRecord(response.body) ? response.body : {};
  const text = response.statusMessage ?? `status ${String(response.statusCode)}`;
  response.body = {
    message: text,
    error: text,
    ...given,
    status_code: response.statusCode,
    body: { retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : undefined },
  };
  return error;
}

/** Seconds that the chain asked us to wait, where it did so in seconds. */
export function retryAfterOf(error: unknown): number | undefined {
  if (!(error instanceof BlockfrostServerError) || !isRecord(error.body)) return undefined;
  const seconds = error.body.retryAfterSeconds;
  return typeof seconds === "number" ? Math.min(seconds, 86_400) : undefined;
}
