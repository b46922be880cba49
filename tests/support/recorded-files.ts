import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Real chain data beside the repository; read where it lies, never copied. */
const root = fileURLToPath(new URL("../../../shared/cardano/recorded", import.meta.url));

export const isRecordedHere = existsSync(root);

/** What to put behind the name of a test that needs recordings: why it is skipped, where it is. */
export const unlessRecorded = isRecordedHere
  ? ""
  : ` (skipped: recorded chain data is absent at ${path.relative(process.cwd(), root)})`;

/** The JSON at a path below the recordings. Throws where there is none. */
export function readRecorded(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")) as unknown;
}

export function isRecorded(file: string): boolean {
  return existsSync(path.join(root, file));
}

/** Names of the JSON files in a folder, sorted, without the ending; empty where there is no such folder. */
export function recordedNames(folder: string): string[] {
  if (!isRecorded(folder)) return [];
  const names = readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".json"));
  return names.map((name) => name.slice(0, -".json".length)).sort();
}

/** Folders of whole wallets on the preview chain; none where nothing is recorded. */
export function previewWallets(): string[] {
  if (!isRecordedHere) return [];
  return readdirSync(path.join(root, "preview-chain-wallets")).map((name) => `preview-chain-wallets/${name}`);
}
