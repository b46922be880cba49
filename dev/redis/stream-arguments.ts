import { parseCount } from "@/dev/redis/arguments";
import { RedisError, syntaxError } from "@/dev/redis/reply";
import type { Trim, TrimStrategy } from "@/dev/redis/stream";
import { parseStreamId } from "@/dev/redis/stream-id";

/** Real Redis' default for `~` without LIMIT: 100 nodes of 100 entries. */
const DEFAULT_LIMIT = 10_000;

export interface TrimDraft {
  strategy: TrimStrategy | undefined;
  approximate: boolean;
  limit: number | undefined;
  /** False after XADD's NOMKSTREAM. */
  createMissing: boolean;
}

type TrimmingCommand = "xadd" | "xtrim";

/** The leading options of XADD or XTRIM, and the words from the first one that is no option. */
export function parseTrimOptions(
  words: readonly string[],
  command: TrimmingCommand,
): { draft: TrimDraft; rest: readonly string[] } {
  const draft: TrimDraft = { strategy: undefined, approximate: false, limit: undefined, createMissing: true };
  let index = 0;
  for (;;) {
    const used = parseOption(words.slice(index), draft, command);
    if (used === 0) return { draft, rest: words.slice(index) };
    index += used;
  }
}

/** Checks that the options fit together; undefined where nothing is to be trimmed. */
export function finishTrim({ strategy, approximate, limit }: TrimDraft): Trim | undefined {
  if (limit !== undefined && strategy === undefined) {
    throw syntaxError("LIMIT cannot be used without specifying a trimming strategy");
  }
  if (limit !== undefined && !approximate) {
    throw syntaxError("LIMIT cannot be used without the special ~ option");
  }
  return strategy === undefined ? undefined : { strategy, approximate, limit: limit ?? DEFAULT_LIMIT };
}

/** Number of words the option takes; 0 where the words do not begin with one. */
function parseOption(words: readonly string[], draft: TrimDraft, command: TrimmingCommand): number {
  const option = words[0]?.toUpperCase();
  const value = words[1];
  if (option === "NOMKSTREAM" && command === "xadd") {
    draft.createMissing = false;
    return 1;
  }
  if (value === undefined) return 0;
  if (option === "LIMIT") {
    draft.limit = parseNotNegative(value, "LIMIT");
    return 2;
  }
  if (option !== "MAXLEN" && option !== "MINID") return 0;
  return parseStrategy(option, words, draft);
}

function parseStrategy(option: "MAXLEN" | "MINID", words: readonly string[], draft: TrimDraft): number {
  if (draft.strategy !== undefined) {
    throw syntaxError("MAXLEN and MINID options at the same time are not compatible");
  }
  const hasOperator = words.length > 2 && (words[1] === "~" || words[1] === "=");
  const threshold = (hasOperator ? words[2] : words[1]) ?? "";
  draft.approximate = hasOperator && words[1] === "~";
  draft.strategy =
    option === "MAXLEN"
      ? { by: "length", maxLength: parseNotNegative(threshold, option) }
      : { by: "id", minId: parseStreamId(threshold, 0n) };
  return hasOperator ? 3 : 2;
}

function parseNotNegative(text: string, option: string): number {
  const count = parseCount(text);
  if (count < 0) throw new RedisError(`ERR The ${option} argument must be >= 0.`);
  return count;
}
