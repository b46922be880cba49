/** A text, or a number in digits. */
export type Cell = string | { readonly digits: string };

export const noAmount: Cell = "";

/** What a spreadsheet takes for a formula, in letters of either width. */
const formula = /^ ?[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell as it is written: on one line, and beginning with an apostrophe where a spreadsheet would carry it out. */
export function cellText(cell: Cell): string {
  if (typeof cell !== "string") return cell.digits;
  const text = cell.replace(/[\s\p{Cc}]+/gu, " ");
  return formula.test(text) ? `'${text}` : text;
}

/** A line of RFC 4180, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  const written = cells.map((cell) => {
    const text = cellText(cell);
    return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(",")}\r\n`;
}
