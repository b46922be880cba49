/** Format characters, variation selectors and fillers: nobody sees them, and they come along when text is copied. */
const invisible = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]/gu;
const blanks = /[\p{Z}\p{Cc}]+/gu;

/** What a reader sees of a pasted text: no invisible characters, full-width letters as plain ones, one space between words. */
export function visibleText(text: string): string {
  return text.normalize("NFKC").replace(invisible, "").replace(blanks, " ").trim();
}
