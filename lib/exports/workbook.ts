import { Zip, ZipDeflate } from "fflate";
import { batched } from "@/lib/exports/batched";
import { cellText, type Cell } from "@/lib/exports/sheet";

/** What a sheet of a workbook takes. A history beyond it is exported year by year. */
const mostLines = 1_048_576;

/** The files of a workbook beside its one sheet. */
const frame: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Transactions" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const sheetStart = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`;
const sheetEnd = "</sheetData></worksheet>";

/** In local time as the archive takes it, so that it is the same everywhere. */
const epochOfZip = new Date(1980, 0, 1);

/** An xlsx of one sheet, as it comes: the same lines give the same bytes. Throws `RangeError` beyond what a sheet takes. */
export async function* workbookOf<Notes>(
  lines: AsyncGenerator<readonly Cell[], Notes>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, Notes> {
  const written: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written.push(chunk);
  });
  const open = (name: string) => {
    const file = new ZipDeflate(name);
    file.mtime = epochOfZip;
    zip.add(file);
    return (text: string, isLast: boolean) => file.push(new TextEncoder().encode(text), isLast);
  };
  for (const [name, text] of Object.entries(frame)) open(name)(declaration + text, true);
  const write = open("xl/worksheets/sheet1.xml");
  write(declaration + sheetStart, false);
  const rows = batched(rowsXml(lines));
  for (let next = await rows.next(); ; next = await rows.next()) {
    write(next.done ? sheetEnd : next.value, next.done === true);
    if (next.done) zip.end();
    yield* written.splice(0);
    if (next.done) return next.value;
  }
}

async function* rowsXml<Notes>(lines: AsyncGenerator<readonly Cell[], Notes>): AsyncGenerator<string, Notes> {
  for (let line = 1; ; line += 1) {
    const next = await lines.next();
    if (next.done) return next.value;
    if (line > mostLines) throw new RangeError(`A sheet takes no more than ${mostLines} lines`);
    yield `<row r="${line}">${next.value.map((cell) => cellXml(cell)).join("")}</row>`;
  }
}

function cellXml(cell: Cell): string {
  if (cell === "") return "<c/>";
  if (typeof cell !== "string") return `<c><v>${cell.digits}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(cellText(cell))}</t></is></c>`;
}

/** XML has no sign at all for most control characters. */
function xmlText(text: string): string {
  return text
    .replace(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
