import { batched } from "@/lib/exports/batched";
import { beancountText } from "@/lib/exports/beancount";
import { blockpit } from "@/lib/exports/blockpit";
import { coinledger } from "@/lib/exports/coinledger";
import { cointracker } from "@/lib/exports/cointracker";
import { cointracking } from "@/lib/exports/cointracking";
import type { ExportFormat } from "@/lib/exports/export-format";
import type { ExportRow } from "@/lib/exports/export-row";
import type { ExportSettings } from "@/lib/exports/export-settings";
import { form8949Lines, type SoldAsset } from "@/lib/exports/form-8949";
import { generic } from "@/lib/exports/generic";
import { jsonText } from "@/lib/exports/json-text";
import { koinly } from "@/lib/exports/koinly";
import { csvLine, type Cell } from "@/lib/exports/sheet";
import { summ } from "@/lib/exports/summ";
import { tableLines, type ExportNotes, type Streamed, type TableFormat } from "@/lib/exports/table";
import { workbookOf } from "@/lib/exports/workbook";

/** What is exported, read as it is asked for. */
export interface ExportSource {
  /** In the chain's order. */
  readonly rows: Streamed<ExportRow>;
  /** What was realised: what form 8949 is about. */
  readonly disposals: Streamed<SoldAsset>;
  /** What names all that the bytes follow from: `manifestHash`. */
  readonly manifest: string;
}

const csvFormats = { koinly, cointracker, coinledger, cointracking, summ, generic } as const satisfies Partial<
  Record<ExportFormat, TableFormat>
>;

const nothingLeft: ExportNotes = { residue: new Map() };

/**
 * A history in a format, in chunks of UTF-8 or of an xlsx; the same source and settings give the same bytes. Answers with what the format
 * could not say.
 */
export async function* exportRows(
  format: ExportFormat,
  { rows, disposals, manifest }: ExportSource,
  settings: ExportSettings,
): AsyncGenerator<Uint8Array<ArrayBuffer>, ExportNotes> {
  switch (format) {
    case "blockpit":
      return yield* workbookOf(tableLines(blockpit, rows, settings));
    case "form-8949":
      yield* chunks(csvText(form8949Lines(disposals, settings)));
      return nothingLeft;
    case "beancount":
      yield* chunks(beancountText(rows, settings, manifest));
      return nothingLeft;
    case "json":
      yield* chunks(jsonText(rows, settings, manifest));
      return nothingLeft;
    case "koinly":
    case "cointracker":
    case "coinledger":
    case "cointracking":
    case "summ":
    case "generic":
      return yield* chunks(csvText(tableLines(csvFormats[format], rows, settings)));
  }
}

async function* csvText<Notes>(lines: AsyncGenerator<readonly Cell[], Notes>): AsyncGenerator<string, Notes> {
  for (let next = await lines.next(); ; next = await lines.next()) {
    if (next.done) return next.value;
    yield csvLine(next.value);
  }
}

async function* chunks<Notes>(texts: AsyncGenerator<string, Notes>): AsyncGenerator<Uint8Array<ArrayBuffer>, Notes> {
  const batches = batched(texts);
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done) return next.value;
    yield new TextEncoder().encode(next.value);
  }
}
