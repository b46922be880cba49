import "server-only";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { asset } from "@/lib/blockfrost/chain";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import { fromCache } from "@/lib/cache/from-cache";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { log } from "@/lib/log";
import { hashFields } from "@/lib/market/hash-fields";
import { redisKey, withRedis } from "@/lib/redis";
import { forgetTokens } from "@/lib/tokens/lookup";
import { readTokenRows } from "@/lib/tokens/lookup-token-rows";
import { saveTokens } from "@/lib/tokens/store";
import { tokenRow, type TokenRow } from "@/lib/tokens/token-row";

/** Names that one look asks for; what is traded most comes first, and the rest with the next looks. */
const namesPerLook = 20;
/** A token without an entry is asked for again after so long. */
const rememberedSeconds = 7 * 86_400;

const namedKey = () => redisKey("market", "named");

/**
 * Learns how tokens are called, and what their decimals are, that nobody has asked for: without decimals a price is one of a raw
 * unit. One command where all are known. Where Redis is away nobody is asked for, since nobody could remember.
 */
export async function nameTokens(units: readonly Unit[], window: CallWindow): Promise<void> {
  const unnamed = await notAskedFor(units.filter((unit) => unit !== lovelace));
  if (unnamed.length === 0) return;
  const known = new Set((await readTokenRows(unnamed)).map(({ unit }) => unit));
  const asked = unnamed.filter((unit) => !known.has(unit)).slice(0, namesPerLook);
  const answers = await Promise.all(asked.map((unit) => rowOf(unit, window)));
  const rows = answers.flatMap((row) => row ?? []);
  if (rows.length > 0) {
    await saveTokens(rows);
    await forgetTokens(rows.map(({ unit }) => unit));
  }
  await remember([...known, ...rows.map(({ unit }) => unit)]);
}

async function notAskedFor(units: readonly Unit[]): Promise<Unit[]> {
  if (units.length === 0) return [];
  const known = await fromCache(() => hashFields(namedKey(), units));
  return known === null ? [] : units.filter((_, at) => known[at] === null);
}

/** Null where there is no answer for now. What makes no sense is a token without words. */
async function rowOf(unit: Unit, window: CallWindow): Promise<TokenRow | null> {
  try {
    return tokenRow(unit, await window.call(() => asset(unit)));
  } catch (error) {
    if (error instanceof UnexpectedAnswer) return tokenRow(unit, null);
    if (!(error instanceof WindowClosed)) log.warn("market.unnamed", { unit, error });
    return null;
  }
}

async function remember(units: readonly string[]): Promise<void> {
  if (units.length === 0) return;
  await fromCache(() =>
    withRedis(2, (redis) =>
      redis
        .pipeline()
        .hset(namedKey(), Object.fromEntries(units.map((unit) => [unit, "1"])))
        .expire(namedKey(), rememberedSeconds)
        .exec(),
    ),
  );
}
