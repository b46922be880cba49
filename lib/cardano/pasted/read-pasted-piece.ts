import { AddressError } from "@/lib/cardano/address-error";
import type { TxHash } from "@/lib/cardano/brand";
import { isKeyOrHash } from "@/lib/cardano/pasted/find-private-key";
import { parseAddress } from "@/lib/cardano/parse-address";

/** What people paste instead of an address, by what it is. */
export const pastedThings = [
  "policy",
  "token",
  "pool",
  "drep",
  "governance_action",
  "public_key",
  "block",
  "ethereum",
  "bitcoin",
  "email",
  "link",
] as const;
export type PastedThing = (typeof pastedThings)[number];

export type PastedPiece =
  /** An address whose checksum fits, or a $handle. */
  | { readonly kind: "subject"; readonly subject: string }
  | { readonly kind: "transaction"; readonly hash: TxHash }
  /** 64 hex digits. Which of the two they are, only the person knows. */
  | { readonly kind: "key_or_hash"; readonly hash: TxHash }
  | { readonly kind: "thing"; readonly thing: PastedThing }
  /** It was to be an address; the reason can be shown. */
  | { readonly kind: "broken"; readonly reason: string }
  /** `handle`: what it may stand for; null where no $handle looks like it. */
  | { readonly kind: "word"; readonly handle: string | null };

/** Root handles have up to 15 characters; a subhandle has its root behind an @. */
const handlePattern = /^\$[a-z0-9._-]{1,15}(?:@[a-z0-9._-]{1,15})?$/i;
const addressStart = /^(?:(?:addr|stake)(?:_test)?1|Ae2|Ddz)/i;
const edges = /^[^\p{L}\p{N}$]+|[^\p{L}\p{N}]+$/gu;
/** 29 or 57 bytes, or Byron's CBOR: hashes and names of tokens are hex as well. */
const addressHex = /^(?:[0-9a-f]{58}|[0-9a-f]{114}|82d818(?:[0-9a-f]{2})+)$/i;
const hexDigits = /^[0-9a-f]+$/i;

const things: readonly (readonly [RegExp, PastedThing])[] = [
  [/^[0-9a-f]{56}$/i, "policy"],
  [/^(?:[0-9a-f]{2}){57,60}$/i, "token"],
  [/^[0-9a-f]{56}\.?(?:[0-9a-f]{2}){1,32}$/i, "token"],
  [/^asset1[a-z0-9]{20,}$/i, "token"],
  [/^pool1[a-z0-9]{20,}$/i, "pool"],
  [/^drep(?:_script)?1[a-z0-9]{20,}$/i, "drep"],
  [/^gov_action1[a-z0-9]{20,}$/i, "governance_action"],
  [/^(?:(?:[a-z]+_)+x?vkh?1|xpub)[a-z0-9]{20,}$/i, "public_key"],
  [/^0x[0-9a-f]{40}$/i, "ethereum"],
  [/^(?:bc1[a-z0-9]{20,}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/, "bitcoin"],
  [/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i, "email"],
];

/** One piece of what was pasted: an address in any writing, a $handle, or what else it is. */
export function readPastedPiece(piece: string): PastedPiece {
  const text = withoutEdges(piece);
  const subject = subjectOf(text);
  if (subject !== null) return { kind: "subject", subject };
  if (isKeyOrHash(text)) return { kind: "key_or_hash", hash: text.slice(-64).toLowerCase() as TxHash };
  const [, output] = /^([0-9a-f]{64})#\d+$/i.exec(text) ?? [];
  if (output !== undefined) return { kind: "transaction", hash: output.toLowerCase() as TxHash };
  const [, thing] = things.find(([pattern]) => pattern.test(text)) ?? [];
  if (thing !== undefined) return { kind: "thing", thing };
  if (addressStart.test(text)) return { kind: "broken", reason: reasonOf(text) };
  return { kind: "word", handle: handlePattern.test(`$${text}`) ? `$${text}` : null };
}

/** Without quotes, brackets and full stops around it. */
export function withoutEdges(piece: string): string {
  return piece.replace(edges, "");
}

/** The text as an address whose checksum fits, or as a $handle; null for anything else. */
export function subjectOf(text: string): string | null {
  if (handlePattern.test(text)) return text;
  // A keyboard may have written the first letter large.
  const isOtherHex = hexDigits.test(text) && !addressHex.test(text);
  return isOtherHex ? null : ([text, text.toLowerCase()].find(isAddress) ?? null);
}

function isAddress(text: string): boolean {
  try {
    parseAddress(text);
    return true;
  } catch (error) {
    if (error instanceof AddressError) return false;
    throw error;
  }
}

function reasonOf(text: string): string {
  if (/\.\.|…/.test(text)) return "This address is shortened: the middle of it is missing.";
  try {
    parseAddress(text);
    return "";
  } catch (error) {
    if (error instanceof AddressError) return error.message;
    throw error;
  }
}
