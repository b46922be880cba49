import { CsvError, parse } from "csv-parse/sync";
import type { FileIssue } from "@/lib/reconcile/told-file";

/** Of a file: more lines than that are more transactions than gains are told of. */
const mostFileRows = 50_000;
/** Columns that are looked at: no form has half as many. */
const mostColumns = 100;
/** Of one line, quoted line breaks with it. */
const mostLineCharacters = 20_000;

const tooLong = `A line is longer than ${String(mostLineCharacters)} characters, or a quotation mark is missing`;

export interface TableLine {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file's bytes as text: UTF-8, or UTF-16 that says so at its beginning. */
export function fileText(bytes: Uint8Array): string | FileIssue {
  if (bytes.length === 0) return { field: "file", reason: "The file is empty" };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return { field: "file", reason: "This is a workbook or an archive: save it as CSV, and give that" };
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? { field: "file", reason: "This is no text: give a CSV file" } : text;
  } catch {
    return { field: "file", reason: "This is no text in UTF-8: save the file as CSV with that encoding" };
  }
}

/** The lines of a CSV text, the header first; what is wrong with it where it is none. */
export function readTable(text: string, delimiter: string, most = mostFileRows + 1): readonly TableLine[] | FileIssue {
  const long = text.split(/\r\n|\r|\n/).findIndex((line) => line.length > mostLineCharacters);
  if (long >= 0) return { field: `line ${String(long + 1)}`, reason: tooLong };
  try {
    const records = parse(text, {
      ...{ delimiter, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: true, info: true, to: most + 1 },
      ...{ maxRecordSize: mostLineCharacters },
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    if (records.length > most)
      return {
        field: "file",
        reason: `The file has more than ${String(mostFileRows)} lines: give it in parts, by year`,
      };
    const wide = records.find(({ record }) => record.length > mostColumns);
    if (wide !== undefined)
      return { field: `line ${String(wide.info.lines)}`, reason: `It has more than ${String(mostColumns)} columns` };
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return issueOf(error);
  }
}

function issueOf(error: CsvError): FileIssue {
  const line = error["lines"];
  const field = typeof line === "number" ? `line ${String(line)}` : "file";
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return { field, reason: "A quotation mark is opened and never closed" };
  if (error.code === "CSV_MAX_RECORD_SIZE") return { field, reason: tooLong };
  return { field, reason: "This is not written as CSV is" };
}
