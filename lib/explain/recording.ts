import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** A folder of answers about transactions as Blockfrost gives them: `txs/<hash>.json`, `utxos/<hash>.json`, `cbor/…`. */
export interface Recording {
  readonly folder: string;
  /** Hashes of all transactions that at least one answer is about. */
  readonly hashes: readonly string[];
}

const transactionSections = ["txs", "utxos", "cbor"];
const hashPattern = /^[0-9a-f]{64}$/;

/** Where recordings lie beside the project. */
const defaultRoot = resolve("../shared/cardano/recorded");

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => name.slice(0, -".json".length));
}

function hashesIn(folder: string): string[] {
  const names = transactionSections.flatMap((section) => namesIn(join(folder, section)));
  return [...new Set(names)].filter((name) => hashPattern.test(name)).sort();
}

/** The recordings at or below a folder. */
export function findRecordings(folder: string): Recording[] {
  const hashes = hashesIn(folder);
  if (hashes.length > 0) return [{ folder, hashes }];
  const children = readdirSync(folder).map((name) => join(folder, name));
  return children.filter((path) => statSync(path).isDirectory()).flatMap(findRecordings);
}

/** One recorded answer as JSON; undefined where it was not recorded. */
export function readAnswer(recording: Recording, section: string, name: string): unknown {
  const path = join(recording.folder, section, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** Recordings for what was asked: a folder, or the hash of a transaction in one of those that lie beside the project. */
export function recordingsFor(target: string): Recording[] {
  if (!hashPattern.test(target)) return findRecordings(resolve(target));
  if (!existsSync(defaultRoot)) return [];
  const holding = findRecordings(defaultRoot).filter(({ hashes }) => hashes.includes(target));
  return holding.slice(0, 1).map(({ folder }) => ({ folder, hashes: [target] }));
}
