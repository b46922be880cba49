import { strFromU8, unzipSync } from "fflate";

const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const plainText = (xml: string): string =>
  xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (signs[name] ?? "?") : String.fromCodePoint(Number(code)),
  );

/** Rows of the first sheet of an xlsx, each cell as its text; those of formulas throw. */
export function readWorkbook(bytes: Uint8Array): string[][] {
  const files = unzipSync(bytes);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const relation = /<sheet [^>]*r:id="([^"]+)"/.exec(text("xl/workbook.xml"))?.[1] ?? "";
  const target = new RegExp(`Id="${relation}"[^>]*Target="([^"]+)"`).exec(text("xl/_rels/workbook.xml.rels"))?.[1];
  const sheet = text(`xl/${target ?? ""}`);
  if (!text("[Content_Types].xml").includes(`/xl/${target ?? ""}`)) throw new Error("The sheet has no content type");
  if (sheet.includes("<f>")) throw new Error("A formula");
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<c\/>|<c><v>([^<]*)<\/v><\/c>|<c t="inlineStr"><is><t[^>]*>([^<]*)<\/t><\/is><\/c>/g)].map(
      ([, digits, inline]) => digits ?? plainText(inline ?? ""),
    ),
  );
}
