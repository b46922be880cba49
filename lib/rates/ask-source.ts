import "server-only";
import type { z } from "zod";
import { readBounded } from "@/lib/bounded-answer";
import { retryAfterOf } from "@/lib/budget/retry-after";
import type { RateSource } from "@/lib/contract/rates";
import { raise } from "@/lib/counters";
import { env } from "@/lib/env";
import { count } from "@/lib/meter";
import { outboundFetch } from "@/lib/outbound";
import { parseExactJson } from "@/lib/rates/exact-json";

const timeoutMs = 4_000;
/** The longest is a thousand candles of Binance: some two hundred kilobytes. */
const maxAnswerBytes = 2_000_000;

/** A source gave nothing that could be used: refused, away, late, or another thing than what was asked for. */
export class RateSourceFailure extends Error {
  override readonly name = "RateSourceFailure";

  constructor(
    readonly source: RateSource,
    reason: string,
    readonly retryAfterSeconds?: number,
    cause?: unknown,
  ) {
    super(`${source}: ${reason}`, { cause });
  }
}

/** One call: counted, its answer bounded, exact and checked. Every failure is a `RateSourceFailure`. Neither waits nor tries again. */
export async function askSource<T>(
  source: RateSource,
  path: string,
  query: Readonly<Record<string, string | number>>,
  schema: z.ZodType<T>,
): Promise<T> {
  const base = env().rates[source];
  if (base === undefined) throw new RateSourceFailure(source, "it is switched off");
  const url = new URL(`${base}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  count("rateCalls");
  const [response, text] = await fetchText(source, url.href);
  if (!response.ok)
    throw new RateSourceFailure(source, `status ${String(response.status)}`, retryAfterOf(response.headers));
  const parsed = schema.safeParse(jsonOf(source, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RateSourceFailure(
    source,
    `an answer of another form: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}

async function fetchText(source: RateSource, url: string): Promise<[Response, string]> {
  await raise(`rates:${source}`);
  try {
    const response = await outboundFetch(url, {
      headers: { accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) return [response, (await readBounded(response, maxAnswerBytes)).toString("utf8")];
    await response.body?.cancel();
    return [response, ""];
  } catch (cause) {
    throw new RateSourceFailure(source, cause instanceof Error ? cause.message : "no answer", undefined, cause);
  }
}

function jsonOf(source: RateSource, text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new RateSourceFailure(source, "an answer that is not JSON", undefined, cause);
  }
}
