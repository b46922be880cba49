import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ExportFormat } from "@/lib/exports/export-format";
import type { ExportSettings } from "@/lib/exports/export-settings";
import type { RowSettings } from "@/lib/exports/rows-of";
import type { Period } from "@/lib/accounting/fold-periods";
import type { Treatment } from "@/lib/accounting/treatment";

/** Raised with every change of what any writer writes. */
const writersVersion = 1;

/** All that the bytes of an export follow from. */
export interface Manifest {
  readonly format: ExportFormat;
  /** Milliseconds since 1970, half open. */
  readonly range: { readonly from: number; readonly to: number };
  /** The chain's height that the history was read to, wallet by wallet. */
  readonly heights: ReadonlyMap<string, number>;
  /** Of the code and the facts that told what transactions were: `rulesFingerprint`. */
  readonly rules: string;
  readonly accounting: readonly Period[];
  readonly treatment: Treatment;
  readonly rewards: RowSettings["rewards"];
  /** Of the prices and the person's words that worths were told by. */
  readonly prices: string;
  readonly settings: ExportSettings;
}

/** One name for all of it: sha256 in hex. What is equal has one name, in whatever order it was put together. */
export function manifestHash(manifest: Manifest): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(sorted({ writersVersion, ...manifest })))));
}

/** With keys in the order of their letters; maps as objects. */
function sorted(value: unknown): unknown {
  if (value instanceof Map) return { map: [...value].map(([key, each]) => [key, sorted(each)] as const).sort(byKey) };
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([key, each]) => [key, sorted(each)] as const)
    .sort(byKey);
}

function byKey([a]: readonly [unknown, unknown], [b]: readonly [unknown, unknown]): number {
  return String(a) < String(b) ? -1 : 1;
}
