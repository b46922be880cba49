import { wordlist } from "@scure/bip39/wordlists/english.js";
import { visibleText } from "@/lib/cardano/pasted/visible-text";

/** So many words of the list, nearly without others between them, are no sentence. */
const fewestWords = 9;
/** One other word, a mistyped one for example, is forgiven for three of the list. */
const otherCosts = 3;
/** A phrase seldom has a word twice, and hardly ever more of them. */
const mostRepeats = 1;

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
  return hasPureRun(parts) || hasMistypedRun(parts);
}

/** Listed words, whole or shortened, with nothing but numbers, letters and labels between them. */
function hasPureRun(parts: readonly string[]): boolean {
  let found = 0;
  for (const [at, part] of parts.entries()) {
    const count = shortened.has(part) ? 1 : listedWords(part);
    if (count === 0 && (part.length === 1 || isLabel(parts, at))) continue;
    found = count === 0 ? 0 : found + count;
    if (found >= fewestWords) return true;
  }
  return false;
}

/** Listed words with few others among them; a sentence or a statement that says the same words again and again is none. */
function hasMistypedRun(parts: readonly string[]): boolean {
  let score = 0;
  let found = 0;
  let different = new Set<string>();
  for (const part of parts) {
    const count = listedWords(part);
    score += count === 0 ? -otherCosts : count;
    found += count;
    if (count > 0) different.add(part);
    if (found >= fewestWords && score >= 0 && found - different.size <= mostRepeats) return true;
    if (score >= 0) continue;
    score = 0;
    found = 0;
    different = new Set();
  }
  return false;
}

/** The same before every second part: it numbers the words ("Wort 1: …"). */
function isLabel(parts: readonly string[], at: number): boolean {
  const alternates = (from: number) => [0, 2, 4].every((step) => parts[from + step] === parts[at]);
  return alternates(at - 4) || alternates(at - 2) || alternates(at);
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
  if (words.has(part)) return 1;
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
