/** A text, or a number in digits. */
export type Cell = string | { readonly digits: string };

export const noAmount: Cell = "";

/** What a spreadsheet takes for a formula. */
const formula = /^[=+\-@\t\r\n]/;

/** A cell as it is written. Text that a spreadsheet would carry out begins with an apostrophe. */
export function cellText(cell: Cell): string {
  if (typeof cell !== "string") return cell.digits;
  return formula.test(cell) ? `'${cell}` : cell;
}

/** A line of RFC 4180, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  const written = cells.map((cell) => {
    const text = cellText(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(",")}\r\n`;
}
