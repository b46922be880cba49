import "server-only";
import { personAsking } from "@/lib/budget/budget";
import { CallWindow, WindowClosed } from "@/lib/budget/call-window";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { asset } from "@/lib/blockfrost/chain";
import { judgeHeld } from "@/lib/corrections/judge-tokens";
import { correctNow } from "@/lib/corrections/run-corrections";
import { env } from "@/lib/env";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import { publishEvent } from "@/lib/realtime/publish-event";
import { forgetTokens } from "@/lib/tokens/lookup";
import { anyLookupPayload, fetchTokensMessage, type FetchTokensPayload } from "@/lib/tokens/messages";
import { dueUnits, saveTokens } from "@/lib/tokens/store";
import { beginLookup, claimLookup, endRound, publishLookupAgain } from "@/lib/tokens/token-lookup";
import { tokenRow, type TokenRow } from "@/lib/tokens/token-row";

const unitsPerRound = 100;
const roundsAllowed = 40;
/** What was learned before is asked again so often in the first round of a run, and not at all in the others. */
const agedPerRun = 50;

/** A look-up with more answers of odd form than this has gone on for long enough. */
const skippedAllowed = 300;

/** What came of asking for one token: its row, nothing that makes sense, or no answer for now. */
type Answer = TokenRow | "odd" | "unanswered";

/**
 * Learns the names of what a wallet holds, a hundred units a message, from what nobody has asked for before; beside the
 * first hundred some of those that were asked for long ago.
 */
export async function fetchTokens({ walletId, seq }: FetchTokensPayload): Promise<JobOutcome> {
  const lookup = await claimLookup(walletId, seq);
  if (lookup === null) {
    await publishLookupAgain(walletId);
    return "stale";
  }
  const limits = { unknown: unitsPerRound, aged: lookup.round === 0 ? agedPerRun : 0 };
  const due = await dueUnits(walletId, limits, lookup.skipped);
  const userId = due[0]?.userId;
  if (userId === undefined) {
    await endRound(walletId, seq, { delayMs: null, skipped: [] });
    return "done";
  }
  const startedAt = Date.now();
  const window = new CallWindow({
    concurrency: env().SYNC_CONCURRENCY,
    closesAt: startedAt + 6_000,
    endsAt: startedAt + 8_000,
    callLatencyMs: 200,
    now: Date.now,
    // Names are worth less than transactions.
    asker: { ...(await personAsking(userId)), isBackground: true },
  });
  const answers = await Promise.all(due.map(async ({ unit }) => [unit, await askFor(unit, window)] as const)).finally(
    () => window.close(),
  );
  const rows = answers.flatMap(([, answer]) => (typeof answer === "string" ? [] : [answer]));
  await saveTokens(rows);
  if (rows.length > 0) {
    await forgetTokens(rows.map(({ unit }) => unit));
    // Names and descriptions can give a lure away that its asset name did not.
    if (await judgeHeld(userId, walletId)) await correctNow(userId);
    await publishEvent(userId, "wallet.updated", { walletId });
  }
  const unknown = new Set(due.filter(({ isKnown }) => !isKnown).map(({ unit }) => unit));
  const left = answers.filter(([unit, answer]) => unknown.has(unit) && answer === "unanswered").length;
  const skipped = [...lookup.skipped, ...answers.flatMap(([unit, answer]) => (answer === "odd" ? [unit] : []))];
  const isAllowed = lookup.round < roundsAllowed && skipped.length <= skippedAllowed;
  // All answered: the next hundred at once. Else the chain or the bucket wants a pause.
  const delayMs = left === 0 ? 0 : Math.max(20_000, window.stop?.retryInMs ?? 0);
  const hasMore = (unknown.size === unitsPerRound || left > 0) && isAllowed;
  const next = await endRound(walletId, seq, { delayMs: hasMore ? delayMs : null, skipped });
  if (next !== null) await publish([fetchTokensMessage({ walletId, seq: next }, delayMs)]);
  return "done";
}

/**
 * A message that is lost is left to the next sync of the wallet, or to the sweep: what it failed at may still be there. One of
 * another version is asked for anew.
 */
export async function giveUpTokens(payload: FetchTokensPayload | null, given: unknown): Promise<JobOutcome> {
  const { data } = anyLookupPayload.safeParse(given);
  if (payload !== null || data === undefined) return "stale";
  await beginLookup(data.walletId);
  return "done";
}

/** A token whose answer has another form gets no row: what it is remains unknown, and a later run asks again. */
async function askFor(unit: string, window: CallWindow): Promise<Answer> {
  try {
    return tokenRow(unit, await window.call(() => asset(unit)));
  } catch (error) {
    if (error instanceof WindowClosed) return "unanswered";
    log.warn("tokens.unanswered", { unit, error });
    return error instanceof UnexpectedAnswer ? "odd" : "unanswered";
  }
}
