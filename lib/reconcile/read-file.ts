import { isDayFirst, readMoment } from "@/lib/reconcile/moment-text";
import { readDecimal } from "@/lib/reconcile/decimal-text";
import { forms, knownForms, type AmountColumns, type Column, type Form } from "@/lib/reconcile/forms";
import { fileText, readTable, type TableLine } from "@/lib/reconcile/read-table";
import type { FileIssue, ToldAmount, ToldFile, ToldRow } from "@/lib/reconcile/told-file";

const delimiters = [",", ";", "\t"] as const;
const adaName = "ADA";

/** Of columns that were found, in what is said of a file that nobody knows. */
const namedColumns = 20;
const namedCharacters = 30;
/** Of a coin's name: the longest are units and fingerprints with a ticker. */
const nameCharacters = 200;

/** Somebody's CSV as rows, or all that is wrong with it. */
export function readFile(bytes: Uint8Array): ToldFile | { readonly issues: readonly FileIssue[] } {
  const text = fileText(bytes);
  if (typeof text !== "string") return { issues: [text] };
  const recognised = recognise(text);
  if ("reason" in recognised) return { issues: [recognised] };
  const { form, delimiter } = recognised;
  const lines = readTable(text, delimiter);
  if ("reason" in lines) return { issues: [lines] };
  const [header, ...rows] = lines;
  const reader = new RowReader(form, header?.cells ?? [], delimiter, rows);
  const read = rows.map((row) => reader.read(row));
  if (reader.issues.length > 0) return { issues: reader.issues };
  return { form: form.form, rows: read.filter((row) => row !== null) };
}

/** The form by the names of the columns, whatever parts them. */
function recognise(text: string): { readonly form: Form; readonly delimiter: string } | FileIssue {
  let found: readonly string[] = [];
  for (const delimiter of delimiters) {
    const lines = readTable(headOf(text), delimiter, 1);
    if ("reason" in lines) continue;
    const names = lines[0]?.cells ?? [];
    const columns = new Set(names.map(columnName));
    const form = forms.find(({ needs }) => needs.every((column) => column.some((name) => columns.has(name))));
    if (form !== undefined) return { form, delimiter };
    if (names.length > found.length) found = names;
  }
  const shown = found.slice(0, namedColumns).map((name) => `"${name.slice(0, namedCharacters)}"`);
  return {
    field: "columns",
    reason: `No form that is known: these are ${knownForms}. Found ${shown.length === 0 ? "no columns" : shown.join(", ")}`,
  };
}

/** A header has no line breaks in it; what comes behind it is not read yet. */
function headOf(text: string): string {
  const head = text.replace(/^\s*/, "");
  return `${head.split(/\r\n|\r|\n/, 1)[0] ?? ""}\n`;
}

const columnName = (name: string) => name.trim().toLowerCase().replace(/\s+/g, " ");

class RowReader {
  readonly issues: FileIssue[] = [];
  private readonly columns: ReadonlyMap<string, number>;
  private readonly dayFirst: boolean;
  private readonly comma: "thousands" | "decimal";

  constructor(
    private readonly form: Form,
    header: readonly string[],
    delimiter: string,
    rows: readonly TableLine[],
  ) {
    const names = header.map((name, at) => [columnName(name), at] as const);
    this.columns = new Map(names.toReversed());
    this.dayFirst = form.dayFirst ?? isDayFirst(rows.map((row) => this.cell(row, form.date)));
    this.comma = form.hasDecimalCommas === true || delimiter === ";" ? "decimal" : "thousands";
  }

  /** Null for a line that tells of nothing. */
  read(row: TableLine): ToldRow | null {
    const { form } = this;
    if (row.cells.every((cell) => cell.trim() === "")) return null;
    const hash = /[0-9a-f]{64}/i.exec(this.cell(row, form.hash))?.[0].toLowerCase() ?? null;
    const date = this.cell(row, form.date);
    const at = readMoment(date, this.dayFirst);
    if (at === null && hash === null) this.fault(row, form.date, `"${date.slice(0, namedCharacters)}" is no date`);
    const signed = this.amount(row, form.signed);
    const isOut = signed !== null && signed.amount.digits < 0n;
    const positive = isOut ? { ...signed, amount: { ...signed.amount, digits: -signed.amount.digits } } : signed;
    const sides = {
      sent: this.amount(row, form.sent) ?? (isOut ? positive : null),
      received: this.amount(row, form.received) ?? (isOut ? null : positive),
      fee: this.amount(row, form.fee),
    };
    const reward = hash === null && sides.sent === null && this.isReward(row) ? { epoch: this.epoch(row) } : null;
    return { line: row.line, hash, at, ...sides, reward };
  }

  private cell({ cells }: TableLine, column: Column): string {
    const name = column.find((each) => this.columns.has(each));
    return (name === undefined ? "" : (cells[this.columns.get(name) ?? -1] ?? "")).trim();
  }

  private amount(row: TableLine, columns: AmountColumns | undefined): ToldAmount | null {
    const text = columns === undefined ? "" : this.cell(row, columns.amount);
    if (columns === undefined || text === "") return null;
    const amount = readDecimal(text, this.comma);
    if (amount === null) this.fault(row, columns.amount, `"${text.slice(0, namedCharacters)}" is no amount`);
    if (amount === null || amount.digits === 0n) return null;
    const name = this.cell(row, columns.name);
    return { name: name === "" ? adaName : name.slice(0, nameCharacters), amount };
  }

  private isReward(row: TableLine): boolean {
    const { reward } = this.form;
    if (reward === undefined) return false;
    const text = this.cell(row, reward.column).toLowerCase();
    return reward.begins.some((word) => text.startsWith(word));
  }

  private epoch(row: TableLine): number | null {
    const { epoch } = this.form;
    const digits = epoch === undefined ? undefined : epoch.pattern.exec(this.cell(row, epoch.column))?.[1];
    return digits === undefined ? null : Number(digits);
  }

  private fault({ line }: TableLine, column: Column, reason: string): void {
    this.issues.push({ field: `line ${String(line)}, ${column.find((name) => this.columns.has(name)) ?? ""}`, reason });
  }
}
