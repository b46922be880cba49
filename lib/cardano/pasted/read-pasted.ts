import type { TxHash } from "@/lib/cardano/brand";
import { isKeyOrHash } from "@/lib/cardano/pasted/find-private-key";
import { findSecret, type SecretKind } from "@/lib/cardano/pasted/find-secret";
import { isWrittenWords } from "@/lib/cardano/pasted/find-seed-phrase";
import { isLink, readPastedLink } from "@/lib/cardano/pasted/read-pasted-link";
import { readPastedPiece, subjectOf, type PastedPiece } from "@/lib/cardano/pasted/read-pasted-piece";
import { visibleText } from "@/lib/cardano/pasted/visible-text";

/** What somebody put into the field for an address. Nothing but `subjects` is to leave the browser. */
export type Pasted =
  | { readonly kind: "nothing" }
  | { readonly kind: "secret"; readonly secret: SecretKind }
  /** This app's own: 52 base32 digits and a check symbol. */
  | { readonly kind: "recovery_key" }
  /** Addresses and $handles, none twice; `leftOut`: what stood beside them and is none. */
  | { readonly kind: "subjects"; readonly subjects: readonly string[]; readonly leftOut: number }
  | { readonly kind: "too_many"; readonly count: number }
  | Exclude<PastedPiece, { readonly kind: "subject" }>;

const recoveryKey = /^[0-9a-hjkmnp-tv-z]{52}[0-9a-hjkmnp-tv-z*~$=u]$/i;
const between = /[\s,;|<>"“”„«»]+/u;

/** Understands what people really paste: links, quotes, several at once, or something else than an address. */
export function readPasted(text: string, most: number): Pasted {
  const visible = visibleText(text);
  if (visible === "") return { kind: "nothing" };
  const secret = findSecret(visible);
  if (secret !== null) return { kind: "secret", secret };
  if (recoveryKey.test(visible.replace(/[\s\-\u2010-\u2015]/g, ""))) return { kind: "recovery_key" };
  if (isKeyOrHash(visible)) return { kind: "key_or_hash", hash: hashOf(visible) };
  const wrapped = subjectOf(visible.replaceAll(" ", ""));
  if (wrapped?.startsWith("$") === false && visible.includes(" "))
    return { kind: "subjects", subjects: [wrapped], leftOut: 0 };
  const parts = piecesOf(visible).map((piece) => (isLink(piece) ? readPastedLink(piece) : readPastedPiece(piece)));
  const subjects = [...new Set(parts.flatMap((part) => (part.kind === "subject" ? [part.subject] : [])))];
  if (subjects.length > most) return { kind: "too_many", count: subjects.length };
  const others = parts.flatMap((part) => (part.kind === "subject" || part.kind === "word" ? [] : [part]));
  if (subjects.length > 0) return { kind: "subjects", subjects, leftOut: others.length };
  if (isWrittenWords(visible)) return { kind: "secret", secret: "seed_phrase" };
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only as Exclude<PastedPiece, { kind: "subject" }>;
  return others[0] ?? { kind: "word", handle: null };
}

/** Without the 0x that some write before it. */
function hashOf(visible: string): TxHash {
  return visible.slice(-64).toLowerCase() as TxHash;
}

const nextAddress = /(?=(?:addr|stake)(?:_test)?1[02-9ac-hj-np-z]{20})/;

/** One piece for each thing, those too whose line end was lost on the way. */
function piecesOf(visible: string): string[] {
  return visible
    .split(between)
    .map((piece) => piece.replace(/^[^\p{L}\p{N}$]+/u, ""))
    .flatMap((piece) => (isLink(piece) ? [piece] : piece.split(nextAddress).flatMap((part) => part.split(":"))))
    .filter((piece) => piece !== "");
}
