import { wordlist } from "@scure/bip39/wordlists/english.js";
import { visibleText } from "@/lib/cardano/visible-text";

/** So many words of the list, nearly without others between them, are no sentence. */
const fewestWords = 9;
/** One other word, a mistyped one for example, is forgiven for three of the list. */
const otherCosts = 3;
/** What stands this often between the words numbers them ("Wort 1: …"). */
const labelRepeats = 4;

const words: ReadonlySet<string> = new Set(wordlist);
/** BIP-39 makes the first four letters of each word its own, so that people write no more down. */
const shortened: ReadonlySet<string> = new Set(wordlist.map((word) => word.slice(0, 4)));
const longestWord = 8;

/**
 * Whether the text has (a good part of) a BIP-39 seed phrase in it: in any case, numbered, over lines, with commas, in
 * quotes, shortened to four letters, with a few words mistyped, or with nothing between the words.
 */
export function hasSeedPhrase(text: string): boolean {
  const parts = partsOf(text);
  const repeats = new Map<string, number>();
  for (const part of parts) repeats.set(part, (repeats.get(part) ?? 0) + 1);
  let score = 0;
  let found = 0;
  for (const part of parts) {
    const count = listedWords(part);
    if (count === 0 && (part.length === 1 || (repeats.get(part) ?? 0) >= labelRepeats)) continue;
    score += count === 0 ? -otherCosts : count;
    found += count;
    if (found >= fewestWords && score >= 0) return true;
    if (score < 0) {
      score = 0;
      found = 0;
    }
  }
  return false;
}

/** Letters and digits that stand together, without the number before or behind a word. */
function partsOf(text: string): string[] {
  return visibleText(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((part) => part.replace(/^\p{N}+|\p{N}+$/gu, ""))
    .filter((part) => part !== "");
}

/** How many words of the list the part is made of; zero unless it is made of them wholly. */
function listedWords(part: string): number {
  if (words.has(part) || shortened.has(part)) return 1;
  const pieces = part.split(/\p{N}+/u).map(runTogether);
  return pieces.includes(0) ? 0 : pieces.reduce((sum, count) => sum + count, 0);
}

/** The fewest words of the list that, put together, are `letters`; zero where none are. */
function runTogether(letters: string): number {
  const fewest: number[] = [0];
  for (let end = 1; end <= letters.length; end += 1) {
    fewest[end] = Infinity;
    for (let start = Math.max(0, end - longestWord); start < end - 2; start += 1) {
      const before = fewest[start] ?? Infinity;
      if (before + 1 < (fewest[end] ?? Infinity) && words.has(letters.slice(start, end))) fewest[end] = before + 1;
    }
  }
  const count = fewest[letters.length] ?? 0;
  return Number.isFinite(count) ? count : 0;
}

/** Words and nothing else, so many that nobody writes them where an address belongs: a phrase of some list, or mistyped. */
export function isWrittenWords(text: string): boolean {
  const written = partsOf(text);
  return (
    written.length >= fewestWords && written.every((part) => /^(?:[a-z]{3,10}|[^\p{ASCII}]+|\p{L}{3,10})$/u.test(part))
  );
}
