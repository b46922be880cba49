import "server-only";
import type { Grain, RateSource } from "@/lib/contract/rates";
import { log } from "@/lib/log";
import { RateSourceFailure } from "@/lib/rates/ask-source";
import { binanceCandles } from "@/lib/rates/binance";
import type { Candle, Span } from "@/lib/rates/candle";
import { coinbaseCandles } from "@/lib/rates/coinbase";
import { claimSource, keepCandles, keepFiats, leaveAlone, releaseSource } from "@/lib/rates/fill-store";
import { frankfurterCandles, frankfurterFiats } from "@/lib/rates/frankfurter";
import { dayMs } from "@/lib/rates/instants";
import type { Fill } from "@/lib/rates/unread-sources";
import { krakenCandles } from "@/lib/rates/kraken";
import { isOverdue, nextCall, readUntil, type RateCall } from "@/lib/rates/next-call";

const candlesOf = {
  coinbase: coinbaseCandles,
  binance: binanceCandles,
  kraken: krakenCandles,
  frankfurter: frankfurterCandles,
} as const satisfies Record<RateSource, (span: Span) => Promise<Candle[]>>;

/** One after the other, in one step. */
const mostCalls = 8;

/** What a step did with a source. */
export interface Filled {
  /** Calls that brought something. */
  readonly kept: number;
  /** Something is due that may be asked for now. */
  readonly isMore: boolean;
  /** It is left alone for so long; null: it is not. */
  readonly retryInMs: number | null;
}

/** Asks a source for what is due, call by call, while there is time. */
export async function fillSource(source: RateSource, isNeeded: boolean, hasTime: () => boolean): Promise<Filled> {
  const { isClaimed, retryInMs, fills } = await claimSource(source);
  if (!isClaimed) return { kept: 0, isMore: false, retryInMs };
  const now = Date.now();
  let known = fills;
  let kept = 0;
  for (;;) {
    const call = nextCall(source, known, now, isNeeded);
    if (call === null || kept === mostCalls || !hasTime()) {
      await releaseSource(source);
      return { kept, isMore: call !== null, retryInMs: null };
    }
    const answer = await answered(source, call);
    if (typeof answer === "object") return { kept, isMore: false, retryInMs: answer.retryInMs };
    // What has nothing new is not asked again in this step.
    const until = answer === call.from ? call.to : answer;
    known = withFill(known, { source, kind: call.kind, month: call.month, until });
    if (answer !== call.from) kept += 1;
  }
}

/** How far the source is read after a call, `from` where it has nothing new; or for how long it is left alone. */
async function answered(source: RateSource, call: RateCall): Promise<number | { readonly retryInMs: number }> {
  try {
    const until = await (call.kind === "fiat" ? keptFiats(source, call) : keptCandles(source, call.kind, call));
    if (until === call.from && isOverdue(call)) throw new RateSourceFailure(source, "nothing new");
    return until;
  } catch (error) {
    if (!(error instanceof RateSourceFailure)) throw error;
    log.warn("rates.source_failed", { source, kind: call.kind, error });
    return { retryInMs: await leaveAlone(source, error.message, error.retryAfterSeconds) };
  }
}

async function keptCandles(source: RateSource, grain: Grain, call: RateCall): Promise<number> {
  const candles = await candlesOf[source]({ grain, from: call.from, to: call.to });
  const ends = candles.map(({ at }) => at);
  const until = readUntil(call, ends);
  const over = candles.filter(({ at }) => at > call.from && at <= until);
  if (until > call.from) await keepCandles(source, call, over, until);
  return until;
}

async function keptFiats(source: RateSource, call: RateCall): Promise<number> {
  const fiats = await frankfurterFiats(call.from + dayMs, call.to);
  const days = fiats.map(({ day }) => day);
  const until = readUntil(call, days);
  const asked = fiats.filter(({ day }) => day > call.from && day <= until);
  if (until > call.from) await keepFiats(source, call, asked, until);
  return until;
}

function withFill(fills: readonly Fill[], filled: Fill): Fill[] {
  return [...fills.filter(({ kind, month }) => kind !== filled.kind || month !== filled.month), filled];
}
