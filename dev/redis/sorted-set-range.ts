import { parseCount, parseFloatArgument, sliceInclusive } from "@/dev/redis/arguments";
import { RedisError, syntaxError } from "@/dev/redis/reply";
import type { ScoredMember } from "@/dev/redis/sorted-set";

/** Whether a score lies between `min` and `max`; a bound that begins with `(` is exclusive. */
export function parseScoreRange(min: string, max: string): (score: number) => boolean {
  const low = parseBound(min);
  const high = parseBound(max);
  return (score) =>
    (low.exclusive ? score > low.value : score >= low.value) &&
    (high.exclusive ? score < high.value : score <= high.value);
}

function parseBound(text: string): { value: number; exclusive: boolean } {
  const exclusive = text.startsWith("(");
  const number = exclusive ? text.slice(1) : text;
  return { value: parseFloatArgument(number, "ERR min or max is not a float"), exclusive };
}

interface RangeOptions {
  byScore: boolean;
  reverse: boolean;
  withScores: boolean;
  limit: { offset: number; count: number } | undefined;
}

function parseRangeOptions(words: readonly string[]): RangeOptions {
  const options: RangeOptions = { byScore: false, reverse: false, withScores: false, limit: undefined };
  for (let index = 0; index < words.length; index++) {
    const option = words[index]?.toUpperCase();
    const offset = words[index + 1];
    const count = words[index + 2];
    if (option === "BYSCORE") options.byScore = true;
    else if (option === "BYLEX") throw new RedisError("ERR BYLEX is not supported by the embedded Redis");
    else if (option === "REV") options.reverse = true;
    else if (option === "WITHSCORES") options.withScores = true;
    else if (option === "LIMIT" && offset !== undefined && count !== undefined) {
      options.limit = { offset: parseCount(offset), count: parseCount(count) };
      index += 2;
    } else throw syntaxError();
  }
  if (options.limit !== undefined && !options.byScore) {
    throw syntaxError("LIMIT is only supported in combination with either BYSCORE or BYLEX");
  }
  return options;
}

interface SelectedRange {
  entries: ScoredMember[];
  withScores: boolean;
}

/** Parses ZRANGE's arguments first, so that a malformed call fails even where the key is missing. */
export function rangeOfMembers(
  start: string,
  stop: string,
  words: readonly string[],
): (members: readonly ScoredMember[]) => SelectedRange {
  const { byScore, reverse, withScores, limit } = parseRangeOptions(words);
  const inOrder = (members: readonly ScoredMember[]) => (reverse ? members.toReversed() : members);
  if (!byScore) {
    const from = parseCount(start);
    const to = parseCount(stop);
    return (members) => ({ entries: sliceInclusive(inOrder(members), from, to), withScores });
  }
  const isWithin = reverse ? parseScoreRange(stop, start) : parseScoreRange(start, stop);
  return (members) => {
    const found = inOrder(members).filter((entry) => isWithin(entry.score));
    return { entries: limit === undefined ? found : page(found, limit), withScores };
  };
}

function page<T>(items: readonly T[], { offset, count }: { offset: number; count: number }): T[] {
  if (offset < 0) return [];
  return items.slice(offset, count < 0 ? undefined : offset + count);
}
