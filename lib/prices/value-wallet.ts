import "server-only";
import { personAsking } from "@/lib/budget/budget";
import { CallWindow, WindowClosed } from "@/lib/budget/call-window";
import type { Unit } from "@/lib/cardano/brand";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { isMarketBegun, isMarketWalked } from "@/lib/market/keep-market-going";
import { wasWalkedBefore } from "@/lib/market/pool-store";
import { Allowance } from "@/lib/prices/allowance";
import { anyValuationPayload, valueWalletMessage, type ValueWalletPayload } from "@/lib/prices/messages";
import { noteHistory, settledAfterMs } from "@/lib/prices/note-history";
import { readPoints } from "@/lib/prices/read-points";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { roughPrices } from "@/lib/prices/rough-prices";
import { instantOf, isKnown, isTold, seekPrice } from "@/lib/prices/seek-price";
import { NoRange } from "@/lib/prices/seek-pool";
import { tellWalletMonths } from "@/lib/prices/tell-wallet-months";
import {
  beginValuation,
  callsPerMessage,
  claimValuation,
  endValuationRound,
  publishValuationAgain,
  type ClaimedValuation,
} from "@/lib/prices/valuation-store";
import { wantHeld } from "@/lib/prices/want-held";
import {
  countWanted,
  markWanted,
  nextWanted,
  untradedUnits,
  valueWanted,
  type Wanted,
} from "@/lib/prices/wanted-store";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { publishEvent } from "@/lib/realtime/publish-event";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** No page of history is begun later than this after a message was taken. */
const readsForMs = 4_000;
const pricesPerMessage = 100;
const roundsAllowed = 200;
const unitsValued = 500;
const pauseMs = 20_000;
const longestBreakMs = 3_600_000;

/**
 * Looks for what a wallet's past asks for: first goes through its stored transactions, at no call, then asks the chain for what
 * these did not tell, a message after the other. Killed at any point, the message is taken again and does what is left.
 */
export async function valueWallet({ walletId, seq }: ValueWalletPayload): Promise<JobOutcome> {
  if (env().MARKET === "off") return "stale";
  const claimed = await claimValuation(walletId, seq);
  if (claimed === null) {
    await publishValuationAgain(walletId);
    return "stale";
  }
  const nowMs = Date.now();
  const { isLast, ...read } = await readOn(claimed, walletId, nowMs);
  // What was held is told by all that moved.
  const isReadOn =
    claimed.round === 0 || read.readHeight !== claimed.readHeight || read.readIndex !== claimed.readIndex;
  const sought = isLast
    ? await seek(claimed, walletId, nowMs, isReadOn)
    : { unused: claimed.calls, delayMs: 0, stoppedBy: null };
  const { needed, found } = await countWanted(claimed.userId, walletId);
  const waitMs = sought.delayMs === null ? await walkDelayMs(claimed, walletId, nowMs) : null;
  const idleMs = needed > found ? dayMs : null;
  const delayMs = claimed.round < roundsAllowed ? (sought.delayMs ?? waitMs ?? idleMs) : null;
  // What a rollback may still have taken is read again when it cannot any more.
  const isPaused = delayMs === null || delayMs > longestBreakMs;
  const next = await endValuationRound(walletId, seq, {
    ...{ delayMs, unusedCalls: sought.unused, stoppedBy: waitMs === null ? sought.stoppedBy : noWalk, needed, found },
    ...(isPaused ? { ...read, readHeight: read.keptHeight, readIndex: 0 } : read),
  });
  if (isLast && sought.delayMs === null) await tellWalletMonths(claimed.userId, walletId, nowMs);
  if (isLast) await publishEvent(claimed.userId, "wallet.updated", { walletId });
  if (next !== null) await publish([valueWalletMessage({ walletId, seq: next }, delayMs ?? 0)]);
  return "done";
}

/** The first walk over all pools is certainly over so long after it saw the first. */
const walkTakesMs = 43_200_000;
const walkRoundsAllowed = 24;

/** Why a valuation waits that has looked for everything but on a server that does not know all pools yet. */
const noWalk = "first walk";

/** While a walk over all pools is under way that is a server's first, what nobody is known to trade is looked at again after so many ms; else null. */
async function walkDelayMs(
  { userId, round }: ClaimedValuation,
  walletId: string,
  nowMs: number,
): Promise<number | null> {
  if (round >= walkRoundsAllowed || !(await isMarketBegun()) || (await isMarketWalked())) return null;
  if (await wasWalkedBefore(new Date(nowMs - walkTakesMs))) return null;
  if ((await untradedUnits(userId, walletId, 1)).length === 0) return null;
  return Math.min(longestBreakMs, 30_000 * 2 ** (round / 4));
}

async function readOn(claimed: ClaimedValuation, walletId: string, nowMs: number) {
  const { userId, keptHeight, readHeight, readIndex } = claimed;
  let read = { keptHeight, readHeight, readIndex, isLast: false };
  do read = await noteHistory(userId, walletId, read, nowMs);
  while (!read.isLast && Date.now() < nowMs + readsForMs);
  return read;
}

interface Sought {
  /** Calls that were taken for the message and not made. */
  readonly unused: number;
  /** Until the next message; null where nothing is left that may be asked for now. */
  readonly delayMs: number | null;
  readonly stoppedBy: string | null;
}

async function seek(
  { userId, calls, round, stoppedBy }: ClaimedValuation,
  walletId: string,
  nowMs: number,
  isReadOn: boolean,
): Promise<Sought> {
  // Asked again at once, what no pool could tell would be told by none again.
  const untraded = isReadOn || stoppedBy !== null ? await untradedUnits(userId, walletId, unitsValued) : [];
  const valued = await valueWanted(userId, walletId, await roughPrices(untraded, nowMs));
  if (isReadOn || valued > 0) await wantHeld(userId, walletId, nowMs);
  const settledBefore = nowMs - settledAfterMs;
  const wanted = await nextWanted(userId, walletId, new Date(settledBefore), pricesPerMessage);
  if (wanted.length === 0) return { unused: calls, delayMs: null, stoppedBy: null };
  const startedAt = Date.now();
  const window = new CallWindow({
    concurrency: env().SYNC_CONCURRENCY,
    closesAt: nowMs + 6_500,
    endsAt: nowMs + 8_000,
    callLatencyMs: 200,
    now: Date.now,
    // What something was worth is worth less than what happened.
    asker: { ...(await personAsking(userId)), isBackground: true },
  });
  const allowance = new Allowance(window, calls);
  let ended: Ended = "all";
  try {
    const known = await markKnown(userId, walletId, wanted);
    ended = await seekAll(userId, walletId, known, allowance, settledBefore);
  } finally {
    await window.close();
  }
  log.info("prices.sought", { walletId, ended, calls: calls - allowance.unused, ms: Date.now() - startedAt });
  const delayMs = delayAfter({ ended, calls, unused: allowance.unused, round }, window.stop, nowMs);
  return { unused: allowance.unused, delayMs, stoppedBy: ended === "all" ? null : ended };
}

type Ended = "all" | "closed" | "failed" | "no range";

interface End {
  readonly ended: Ended;
  readonly calls: number;
  readonly unused: number;
  readonly round: number;
}

/** More is left: at once, after a pause where the chain or the budget wants one, tomorrow where the day's calls are used up. */
function delayAfter({ ended, calls, unused, round }: End, stop: CallWindow["stop"], nowMs: number): number {
  const tomorrow = floorTo(dayMs, nowMs) + dayMs - nowMs;
  if (ended === "no range") return tomorrow;
  if (ended === "failed") return Math.min(longestBreakMs, pauseMs * (round + 1));
  if (ended === "all") return 0;
  if (unused <= 0) return calls < callsPerMessage ? tomorrow : 0;
  return stop === undefined || stop.reason === "time" ? 0 : Math.max(pauseMs, stop.retryInMs);
}

/** Takes off the list what is known already, at no call; resolves with the others. */
async function markKnown(userId: string, walletId: string, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const [prices, points] = await Promise.all([
    readPastPrices(wanted),
    readPoints(wanted.map(({ unit, at }) => ({ unit, at: at.getTime() }))),
  ]);
  const known = wanted.filter(
    ({ at, askedFor }, index) =>
      isKnown(prices[index] ?? null, at.getTime(), askedFor) || isTold(points[index] ?? [], at.getTime()),
  );
  await markWanted(
    userId,
    walletId,
    known.map((each) => ({ ...each, state: "found" })),
  );
  return wanted.filter((each) => !known.includes(each));
}

/**
 * Unit by unit side by side, each unit's times one after the other: what one learns of its pools the next need not ask, and what
 * was held between two that are known by now none does.
 */
async function seekAll(
  userId: string,
  walletId: string,
  wanted: readonly Wanted[],
  allowance: Allowance,
  settledBefore: number,
): Promise<Ended> {
  const byUnit = new Map<Unit, Wanted[]>();
  for (const each of wanted) byUnit.set(each.unit, [...(byUnit.get(each.unit) ?? []), each]);
  const ends = await Promise.all(
    [...byUnit].map(async ([unit, times]): Promise<Ended> => {
      try {
        for (const time of times) {
          if (time.askedFor !== "movement" && (await markKnown(userId, walletId, [time])).length === 0) continue;
          const isTraded = await seekPrice(unit, instantOf(time), allowance, settledBefore);
          const [price] = await readPastPrices([time]);
          const state = price != null ? "found" : isTraded ? "none" : "untraded";
          await markWanted(userId, walletId, [{ ...time, state }]);
        }
        return "all";
      } catch (error) {
        if (error instanceof WindowClosed) return "closed";
        log.warn("prices.unanswered", { unit, error });
        return error instanceof NoRange ? "no range" : "failed";
      }
    }),
  );
  return (["no range", "failed", "closed"] as const).find((end) => ends.includes(end)) ?? "all";
}

/** A message that is lost is left to the sweep; one of another version begins anew. */
export async function giveUpValuation(payload: ValueWalletPayload | null, given: unknown): Promise<JobOutcome> {
  const { data } = anyValuationPayload.safeParse(given);
  if (payload !== null || data === undefined) return "stale";
  await beginValuation(data.walletId);
  return "done";
}
