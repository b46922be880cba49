import "server-only";
import { jsonOrNull } from "@/lib/http/json-or-null";
import { z } from "zod";
import { fromCache } from "@/lib/cache/from-cache";
import type { Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { invalidRequest } from "@/lib/http/as-app-error";
import { rankedAtMost, rankingKey, tradedKey } from "@/lib/market/rank-tokens";
import { ranksOf, type Ranking } from "@/lib/market/token-ranks";
import { newestFlushed } from "@/lib/market/token-store";
import { withRedis } from "@/lib/redis";

interface Ranked {
  readonly unit: Unit;
  readonly score: number;
}

interface RankedPage {
  readonly units: Unit[];
  /** Where the next page begins; null after the last one. */
  readonly nextCursor: string | null;
}

/** Tokens may share a rank, of which a page may end in the midst: first so many more are asked for. */
const sharedRanks = 20;

/**
 * Tokens in one of the market's orders, the highest first, as the ticks left them; where Redis has none, or is away, those of the
 * last flush in the order that they have now. Throws `invalid_request` for a cursor that no page ended with.
 */
export async function rankedTokens(ranking: Ranking, cursor: string | null, limit: number): Promise<RankedPage> {
  const after = cursor === null ? null : readCursor(cursor);
  const page = (await fromRedis(ranking, after, limit + 1)) ?? (await fromPostgres(ranking, after));
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  return {
    units: shown.map(({ unit }) => unit),
    nextCursor: page.length > limit && last !== undefined ? writeCursor(last) : null,
  };
}

/** At least so many behind the cursor, where there are; null where Redis knows no token at all. */
async function fromRedis(ranking: Ranking, after: Ranked | null, count: number): Promise<Ranked[] | null> {
  const asked = count + (after === null ? 0 : sharedRanks);
  const first = await fromCache(() => readRanked(ranking, after, asked));
  if (first?.isKnown !== true) return null;
  const page = behind(first.ranked, after);
  if (page.length >= count || first.ranked.length < asked) return page;
  const all = await fromCache(() => readRanked(ranking, after, rankedAtMost));
  return all && behind(all.ranked, after);
}

async function readRanked(ranking: Ranking, after: Ranked | null, count: number) {
  const [words, known] = await withRedis(2, (redis) =>
    redis
      .pipeline()
      .zrange<string[]>(rankingKey(ranking), after?.score ?? "+inf", "-inf", {
        byScore: true,
        rev: true,
        offset: 0,
        count,
        withScores: true,
      })
      .exists(tradedKey())
      .exec<[string[], number]>(),
  );
  const ranked = words.flatMap((unit, at) =>
    at % 2 === 0 && isUnit(unit) ? [{ unit, score: Number(words[at + 1]) }] : [],
  );
  return { ranked, isKnown: known === 1 };
}

async function fromPostgres(ranking: Ranking, after: Ranked | null): Promise<Ranked[]> {
  const nowMs = Date.now();
  const ranked = (await newestFlushed(rankedAtMost)).flatMap((token) => {
    const score = ranksOf(token, nowMs)[ranking];
    return score === null ? [] : [{ unit: token.unit, score }];
  });
  return behind(ranked.toSorted(inOrder), after);
}

/** As Redis has them from the highest to the lowest: of the same score by name, backwards. */
function inOrder(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.unit < b.unit ? 1 : -1);
}

const behind = (ranked: readonly Ranked[], after: Ranked | null): Ranked[] =>
  ranked.filter((each) => after === null || (each.unit !== after.unit && inOrder(after, each) < 0));

const cursorShape = z.tuple([z.number(), z.string().refine(isUnit)]);

function writeCursor({ score, unit }: Ranked): string {
  return Buffer.from(JSON.stringify([score, unit])).toString("base64url");
}

function readCursor(cursor: string): Ranked {
  const parsed = cursorShape.safeParse(jsonOrNull(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  const [score, unit] = parsed.data;
  return { score, unit };
}
