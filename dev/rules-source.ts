import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = "lib/generated/rules-source.ts";
/** What turns bytes into a label: the readers of bytes, of contracts, and of what both mean for a wallet. */
const folders = ["lib/cardano", "lib/protocols", "lib/ledger", "lib/ledger/rules"];
const readers = ["lib/blockfrost/normalise-cbor.ts", "lib/blockfrost/normalise-utxos.ts"];

/** What makes gains of what is labelled and priced. */
const accountingFolders = ["lib/accounting", "lib/gains"];

/** Every source that labels, by path. */
export const labellingSources = (): Map<string, string> => sourcesOf([...sourcesIn(folders), ...readers]);

const sourcesIn = (some: readonly string[]): string[] =>
  some.flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith(".ts") ? [`${folder}/${name}`] : [])),
  );

const sourcesOf = (paths: readonly string[]): Map<string, string> =>
  new Map([...paths].sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));

/** One hash of the code in all of them: comments, types and the way it is laid out are not in it. */
export function hashOfSources(sources: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [path, source] of sources) {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    });
    hash.update(`${path}\n${outputText}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Writes the hash where the app finds it, which has no sources when it runs: as `prisma generate` before every build. A file
 * that says the same already is left, so that nothing is built anew for it.
 */
export function generateRulesSource(): void {
  const path = join(root, generated);
  const accounting = hashOfSources(sourcesOf(sourcesIn(accountingFolders)));
  const text = `export const rulesSource = "${hashOfSources(labellingSources())}";\nexport const accountingSource = "${accounting}";\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateRulesSource();
