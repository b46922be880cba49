/** A text that a minter or a registry wrote: metadata of the chain splits what is longer than 64 bytes into lines. */
function written(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) return value.join("");
  return null;
}

/** With an ellipsis at its end where it is longer, and no half of a character before that. */
function shortened(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

const isVisible = (text: string) => /[^\p{C}\p{Z}]/u.test(text);

/** The first of some values that is a text with anything to see in it, shortened with an ellipsis; null where none is. */
export function firstText(maxCharacters: number, ...values: readonly unknown[]): string | null {
  for (const value of values) {
    const text = written(value)
      ?.replace(/\p{Cc}+/gu, " ")
      .trim();
    if (text !== undefined && isVisible(text)) return shortened(text, maxCharacters);
  }
  return null;
}

/** As many as the token registry allows. */
const mostDecimals = 255;

/** The first of some values that is a number of decimals, as a number or in digits; null where none is. */
export function firstDecimals(...values: readonly unknown[]): number | null {
  for (const value of values) {
    const number = typeof value === "string" && /^\d{1,3}$/.test(value.trim()) ? Number(value) : value;
    if (Number.isInteger(number) && (number as number) >= 0 && (number as number) <= mostDecimals)
      return number as number;
  }
  return null;
}
