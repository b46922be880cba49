import "server-only";
import type { z } from "zod";
import { readBoundedJson } from "@/lib/bounded-answer";
import { SourceRefused, type SourceRefusal } from "@/lib/budget/refused";
import { retryAfterOf } from "@/lib/budget/retry-after";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { count } from "@/lib/meter";
import { outboundFetch } from "@/lib/outbound";

/** A step lives for seconds, and what does not answer by then is asked of Blockfrost. */
const timeoutMs = 4_000;
const maxAnswerBytes = 5_000_000;
/** Until somebody has looked at the token. */
const rejectedSeconds = 3_600;

const words = {
  code: "chain_unavailable",
  detail: "Koios does not answer as it should; Blockfrost is asked instead.",
} as const;

/**
 * One call to Koios: counted, its answer bounded and checked. Every failure is a `SourceRefused`: nothing that Koios gives
 * cannot be had elsewhere, so that whatever is wrong with it, it is left alone for a while.
 */
export async function ask<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
  const { koios } = env();
  if (koios === null) throw new Error("Koios is not configured");
  count("koiosCalls");
  let response: Response;
  let answer: unknown = null;
  try {
    response = await outboundFetch(`${koios.url}/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(koios.token === null ? {} : { authorization: `Bearer ${koios.token}` }),
      },
      body: JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) answer = await readBoundedJson(response, maxAnswerBytes);
    else await response.body?.cancel();
  } catch (cause) {
    throw new SourceRefused({ status: 503, retryAfterSeconds: undefined }, words, cause);
  }
  if (!response.ok) throw new SourceRefused(refusalOf(response), words, new Error(`status ${String(response.status)}`));
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new SourceRefused({ status: 503, retryAfterSeconds: undefined }, words, parsed.error);
  return parsed.data;
}

function refusalOf({ status, headers }: Response): SourceRefusal {
  const retryAfterSeconds = retryAfterOf(headers);
  if (status === 429) return { status, retryAfterSeconds };
  if (status === 401 || status === 403) {
    log.error("koios.token_rejected", { status, todo: "Check KOIOS_TOKEN, or take it out." });
    return { status: 429, retryAfterSeconds: rejectedSeconds };
  }
  return { status: 503, retryAfterSeconds };
}
