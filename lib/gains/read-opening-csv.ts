import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { openingLotEntry, type OpeningLotEntry } from "@/lib/contract/opening-lots";

/** What a person wrote of one lot, and where. */
export interface WrittenLot {
  /** `line 3`: what an error says of it. */
  readonly where: string;
  readonly entry: OpeningLotEntry;
}

const columns = ["date", "asset", "quantity", "cost", "currency", "note"] as const;

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The lots of a table with commas, semicolons or tabs. Throws `invalid_request` that names each line that cannot be read, and what
 * should stand there.
 */
export function readOpeningCsv(text: string): WrittenLot[] {
  const [header, ...lines] = linesOf(text);
  if (header === undefined || lines.length === 0)
    throw refused([{ field: "csv", reason: "There is no line with a lot" }]);
  if (lines.length > limits.openingLots)
    throw refused([{ field: "csv", reason: `There are more than ${String(limits.openingLots)} lines` }]);
  const names = header.record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((name) => name !== "note" && !names.includes(name));
  if (missing.length > 0)
    throw refused([
      { field: "line 1", reason: `The first line must name the columns; it lacks ${missing.join(", ")}` },
    ]);
  const issues: Issue[] = [];
  const written = lines.flatMap(({ record, info }): WrittenLot[] => {
    const where = `line ${String(info.lines)}`;
    const cell = (name: (typeof columns)[number]) => record[names.indexOf(name)]?.trim() ?? "";
    const said = Object.fromEntries(columns.map((name) => [name, cell(name)]));
    const { data, error } = openingLotEntry.safeParse({ ...said, currency: cell("currency").toUpperCase() });
    if (data !== undefined) return [{ where, entry: data }];
    for (const { path, message } of error.issues)
      issues.push({ field: `${where}, ${String(path[0])}`, reason: message });
    return [];
  });
  if (issues.length > 0) throw refused(issues);
  return written;
}

function linesOf(text: string): readonly Line[] {
  const [first = ""] = text.split(/\r\n|\r|\n/, 1);
  const delimiter = [";", "\t"].find((sign) => first.includes(sign)) ?? ",";
  try {
    return parse(text, {
      delimiter,
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused([{ field: "csv", reason: "This is not written as CSV is: is a quotation mark missing?" }]);
  }
}

interface Issue {
  readonly field: string;
  readonly reason: string;
}

/** With as many of them as an answer tells. */
export function refused(issues: readonly Issue[]): AppError {
  const [first] = issues;
  const detail = first === undefined ? "Nothing was added" : `Nothing was added. ${first.field}: ${first.reason}`;
  return new AppError({ code: "invalid_request", detail, issues: issues.slice(0, limits.fieldIssues) });
}
