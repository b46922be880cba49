/** One row of a table: what it is, its value in each column, and the bounds that every value must keep. */
export interface FigureRow {
  readonly figure: string;
  readonly values: readonly (number | string)[];
  readonly least?: number;
  readonly most?: number;
  /** What every value must be. */
  readonly wanted?: string;
}

const figureWidth = 62;
const valueWidth = 16;

/** Prints the rows under their columns, BROKEN where a bound does not hold; whether all hold. */
export function printFigures(columns: readonly string[], rows: readonly FigureRow[]): boolean {
  console.log(
    `  ${" ".repeat(7)} ${"".padEnd(figureWidth)}${columns.map((name) => name.padStart(valueWidth)).join("")}`,
  );
  let holdAll = true;
  for (const { figure, values, least = -Infinity, most = Infinity, wanted } of rows) {
    const isBound = least !== -Infinity || most !== Infinity || wanted !== undefined;
    const isWithin = (value: number | string) => typeof value === "number" && value >= least && value <= most;
    const holds = !isBound || values.every((value) => value === wanted || isWithin(value));
    holdAll &&= holds;
    const verdict = isBound ? (holds ? "holds" : "BROKEN") : "";
    console.log(
      `  ${verdict.padEnd(7)} ${(figure + bounds(least, most)).padEnd(figureWidth)}${values.map(cell).join("")}`,
    );
  }
  return holdAll;
}

function bounds(least: number, most: number): string {
  if (least !== -Infinity) return ` (${String(least)} to ${String(most)})`;
  return most === Infinity ? "" : ` (at most ${String(most)})`;
}

function cell(value: number | string): string {
  if (typeof value === "string") return value.padStart(valueWidth);
  return (Number.isFinite(value) ? value.toFixed(Math.abs(value) < 100 ? 2 : 0) : "none").padStart(valueWidth);
}
