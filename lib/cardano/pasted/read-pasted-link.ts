import { readPastedPiece, subjectOf, withoutEdges, type PastedPiece } from "@/lib/cardano/pasted/read-pasted-piece";

const link = /^(?:[a-z][a-z0-9+.-]*:\/\/|web\+cardano:|cardano:|[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)/i;
const between = /[/?#&=:]+/;

/** An address of a page, with or without `https://`, or a `web+cardano:` URI (CIP-13). */
export function isLink(text: string): boolean {
  return link.test(text);
}

/**
 * What a link of an explorer, of a wallet or of a handle's page leads to. A hash in it is a transaction's, since nobody
 * puts a key into a link.
 */
export function readPastedLink(text: string): PastedPiece {
  const pieces = decoded(text)
    .split(between)
    .map(withoutEdges)
    .filter((piece) => piece !== "");
  const subject = pieces.map(subjectOf).find((found) => found !== null) ?? handleOfPage(pieces);
  if (subject !== null) return { kind: "subject", subject };
  if (pieces.some((piece) => piece.toLowerCase() === "block")) return { kind: "thing", thing: "block" };
  const read = pieces.slice(1).map((piece) => asInLink(readPastedPiece(piece)));
  return read.find(({ kind }) => kind !== "word" && kind !== "subject") ?? { kind: "thing", thing: "link" };
}

function asInLink(piece: PastedPiece): PastedPiece {
  return piece.kind === "key_or_hash" ? { kind: "transaction", hash: piece.hash } : piece;
}

/** handle.me has a page for each, by its name without the $. */
function handleOfPage(pieces: readonly string[]): string | null {
  const at = pieces.findIndex((piece) => /(?:^|\.)handle\.me$/i.test(piece));
  const name = at === -1 ? undefined : pieces[at + 1];
  return name === undefined ? null : subjectOf(`$${name}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
