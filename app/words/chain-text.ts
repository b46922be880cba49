/** Control, bidi-override, zero-width and private-use characters: they can make a text look like another one. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** Text that somebody wrote on the chain, made harmless to read: one line, no hidden characters, no towers of accents. */
export function readableText(text: string): string {
  return text.replace(/\s+/gu, " ").replace(hidden, "").replace(stackedMarks, "$1").trim();
}

/** As `readableText`, but keeps the lines and spaces of a text that is shown as a block. */
export function blockText(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(hidden, "").replace(stackedMarks, "$1"))
    .join("\n");
}

/** The first `limit` characters as a reader counts them, with an ellipsis where something was left out. */
export function clipText(text: string, limit: number): string {
  const letters = Array.from(text);
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join("")}…`;
}

/** `addr1qxyz…9abc`: enough of a hash or address to tell two apart. */
export function shortHash(hash: string, head = 8, tail = 6): string {
  return hash.length <= head + tail + 1 ? hash : `${hash.slice(0, head)}…${hash.slice(-tail)}`;
}

/** An address shortened after its prefix, so that `addr1` or `stake1` stays readable. */
export function shortAddress(address: string): string {
  return shortHash(address, 12, 6);
}

/** `stake_delegation` → `Stake delegation` */
export function sentenceCase(identifier: string): string {
  const words = identifier.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
