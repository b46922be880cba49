import { unstorable } from "@/lib/ledger/bounded-text";

/** As deep as our own CBOR reader looks; `JSON.stringify` and whoever shows it recurse. */
const maxDepth = 256;
/** Of all keys and values. A transaction has 16,384 bytes: its metadata as JSON take a few times that. */
export const maxJsonCharacters = 131_072;

/** JSON that can be stored and walked, or why it is not kept. */
export type BoundedJson = { readonly json: unknown; readonly characters: number } | { readonly problem: string };

interface Part {
  readonly value: unknown;
  readonly depth: number;
}

function childrenOf(value: object): readonly unknown[] {
  return Array.isArray(value) ? value : Object.values(value);
}

/** How many characters it has, or what is wrong with it; without a recursion. */
function measure(json: unknown, maxCharacters: number): number | string {
  const open: Part[] = [{ value: json, depth: 0 }];
  let characters = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value, depth } = part;
    characters += typeof value === "string" ? value.length : 1;
    if (typeof value === "object" && value !== null) {
      if (depth === maxDepth) return `it is nested deeper than ${maxDepth} levels`;
      if (!Array.isArray(value)) characters += Object.keys(value).reduce((sum, key) => sum + key.length, 0);
      for (const child of childrenOf(value)) open.push({ value: child, depth: depth + 1 });
    }
    if (characters > maxCharacters) return "it has more characters than are kept";
  }
  return characters;
}

const storableText = (text: string) => text.replace(unstorable, "\ufffd");

function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]));
}

/** Anybody's JSON from the chain's answers, made fit to be stored; one that is too deep or too long is not kept. */
export function boundedJson(json: unknown, maxCharacters = maxJsonCharacters): BoundedJson {
  const measured = measure(json, maxCharacters);
  return typeof measured === "string" ? { problem: measured } : { json: storable(json), characters: measured };
}
