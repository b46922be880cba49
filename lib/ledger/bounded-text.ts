/** What neither JSON nor text of PostgreSQL can hold: U+0000, and halves of characters. */
export const unstorable = /[\0\p{Surrogate}]/gu;

/** A text that can be stored, with at most so many characters; of a longer one the beginning. */
export function boundedText(text: string, maxCharacters: number): string {
  const short = text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters - 1)}…`;
  return short.replace(unstorable, "\ufffd");
}
