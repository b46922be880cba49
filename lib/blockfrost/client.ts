import "server-only";
import { retryAfterOf } from "@/lib/budget/retry-after";
import { readBounded, readBoundedJson } from "@/lib/bounded-answer";
import { env } from "@/lib/env";
import { outboundFetch } from "@/lib/outbound";

const timeoutMs = 5_000;
/** The longest are lists of 100 outputs that hold many tokens: some hundred kilobytes. */
const maxAnswerBytes = 5_000_000;
const maxFailureBytes = 10_000;

export type Query = Readonly<Record<string, string | number>>;

/** Blockfrost answered that it will not give what it was asked for. */
export class BlockfrostFailure extends Error {
  override readonly name = "BlockfrostFailure";

  constructor(
    readonly status: number,
    readonly retryAfterSeconds: number | undefined,
    words: string,
  ) {
    super(`status ${String(status)}: ${words}`);
  }
}

/** A path from its parts, in which a value never is more than one of them. */
export function at(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

/**
 * The JSON at a path of Blockfrost's API, as it comes. Throws `BlockfrostFailure` for an answer that is none, else what the
 * connection, the clock (5 s), the length (5 MB) or the JSON was missing. Neither waits nor tries again: that is the budget's.
 */
export async function getJson(path: string, query: Query = {}): Promise<unknown> {
  const { BLOCKFROST_PROJECT_ID, BLOCKFROST_BASE_URL, CARDANO_NETWORK } = env();
  const base = BLOCKFROST_BASE_URL ?? `https://cardano-${CARDANO_NETWORK}.blockfrost.io/api/v0`;
  const url = new URL(`${base.replace(/\/+$/, "")}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await outboundFetch(url.href, {
    headers: { project_id: BLOCKFROST_PROJECT_ID },
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw await failureOf(response);
  return readBoundedJson(response, maxAnswerBytes);
}

/** With its words, for the log; where they cannot be read, why not stands in their place. */
async function failureOf(response: Response): Promise<BlockfrostFailure> {
  const words = await readBounded(response, maxFailureBytes).then((bytes) => bytes.toString("utf8"), String);
  return new BlockfrostFailure(response.status, retryAfterOf(response.headers), words.slice(0, 500));
}
