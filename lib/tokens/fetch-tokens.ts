import "server-only";
import { CallWindow, WindowClosed } from "@/lib/blockfrost/call-window";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { asset } from "@/lib/blockfrost/chain";
import { markSpam } from "@/lib/corrections/mark-spam";
import { env } from "@/lib/env";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import { publishEvent } from "@/lib/realtime/publish-event";
import { saveTokens, unknownUnits } from "@/lib/tokens/store";
import { anyLookupPayload, fetchTokensMessage, type FetchTokensPayload } from "@/lib/tokens/messages";
import { beginLookup, claimLookup, endRound, publishLookupAgain } from "@/lib/tokens/token-lookup";
import { tokenRow } from "@/lib/tokens/token-row";

const unitsPerRound = 100;
const roundsAllowed = 40;

/** Learns the names of what a wallet holds, a hundred units a message, from what nobody has asked for before. */
export async function fetchTokens({ walletId, seq }: FetchTokensPayload): Promise<JobOutcome> {
  const lookup = await claimLookup(walletId, seq);
  if (lookup === null) {
    await publishLookupAgain(walletId);
    return "stale";
  }
  const { userId, units } = await unknownUnits(walletId, unitsPerRound);
  if (userId === null || units.length === 0) {
    await endRound(walletId, seq, null);
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
    asker: { userId, isBackground: true },
  });
  const answers = await Promise.all(
    units.map((unit) =>
      window
        .call(() => asset(unit))
        .then(
          (answer) => tokenRow(unit, answer),
          (error: unknown) => withoutAnswer(unit, error),
        ),
    ),
  ).finally(() => window.close());
  const rows = answers.filter((row) => row !== null);
  await saveTokens(rows);
  if (rows.length > 0) {
    // Names and descriptions can give a lure away that its asset name did not.
    await markSpam(userId);
    await publishEvent(userId, "wallet.updated", { walletId });
  }
  const more = (units.length === unitsPerRound || rows.length < units.length) && lookup.round < roundsAllowed;
  // All answered: the next hundred at once. Else the chain or the bucket wants a pause.
  const delayMs = rows.length === units.length ? 0 : Math.max(20_000, window.stop?.retryInMs ?? 0);
  const next = await endRound(walletId, seq, more ? delayMs : null);
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

/** One asset that cannot be read has no name; one that could not be asked for now comes again in the next message. */
function withoutAnswer(unit: string, error: unknown): ReturnType<typeof tokenRow> | null {
  if (error instanceof UnexpectedAnswer) return tokenRow(unit, null);
  if (!(error instanceof WindowClosed)) log.warn("tokens.unanswered", { unit, error });
  return null;
}
