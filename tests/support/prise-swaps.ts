import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { slotStart } from "@/lib/cardano/slot";
import { parseUnit } from "@/lib/cardano/unit";
import type { ProtocolId } from "@/lib/protocols/registry";
import { readRecorded, recordedNames } from "./recorded-files";

/** Swaps and candles as somebody else's indexer (Edgxtech/prise) computed them; read where they lie, never copied. */
const root = fileURLToPath(new URL("../../../shared/market/data/prise", import.meta.url));

export const isPriseHere = existsSync(root);
export const unlessPrise = isPriseHere
  ? ""
  : ` (skipped: swaps of another indexer are absent at ${path.relative(process.cwd(), root)})`;

const dexes: Readonly<Record<number, ProtocolId>> = {
  0: "wingriders-v1",
  1: "sundae-v1",
  2: "minswap-v1",
  3: "minswap-v2",
  5: "saturnswap",
};

export interface PriseSwap {
  readonly txHash: string;
  readonly dex: ProtocolId | undefined;
  readonly time: Date;
  readonly unitIn: Unit;
  readonly amountIn: bigint;
  readonly unitOut: Unit;
  readonly amountOut: bigint;
}

/** Its files spell their columns in two ways. */
const columns = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .transform((each) => Object.fromEntries(Object.entries(each).map(([key, value]) => [key.toLowerCase(), value])));
const row = z.object({
  txhash: z.string(),
  slot: z.coerce.number(),
  dex: z.coerce.number(),
  asset1unit: z.string(),
  asset2unit: z.string(),
  amount1: z.coerce.bigint(),
  amount2: z.coerce.bigint(),
  operation: z.coerce.number(),
});

/** Operation 0 gives the first asset, 1 gets it. */
function swapOf(raw: unknown): PriseSwap {
  const { txhash: txHash, slot, dex, operation, ...pair } = row.parse(columns.parse(raw));
  const [first, second] = [
    { unit: parseUnit(pair.asset1unit), amount: pair.amount1 },
    { unit: parseUnit(pair.asset2unit), amount: pair.amount2 },
  ];
  const [given, taken] = operation === 0 ? [first, second] : [second, first];
  const sides = { unitIn: given.unit, amountIn: given.amount, unitOut: taken.unit, amountOut: taken.amount };
  return { txHash, dex: dexes[dex], time: slotStart(slot), ...sides };
}

function rowsOfCsv(csv: string): unknown[] {
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i] ?? "", value])));
}

export function readPrise(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), "utf8"));
}

/** The swaps of one file. */
export function priseSwaps(file: string): PriseSwap[] {
  const rows = file.endsWith(".csv") ? rowsOfCsv(readFileSync(path.join(root, file), "utf8")) : readPrise(file);
  return z.array(z.unknown()).parse(rows).map(swapOf);
}

export const priseFiles = [
  "minswap__swaps_01Jan24.json",
  "minswap__swaps_snek_ms_01Jan24.json",
  "sundaeswap__swaps_0000Z01Jan24_0100Z01Jan24.csv",
  "wingriders__swaps_01Jan24-02Jan24.csv",
  "wingriders__swaps_from_block_112501875_500tx.json",
];

/** Rows of the same indexer that lie with the recordings, by the name of their file. */
export function knownSwaps(): PriseSwap[] {
  const names = recordedNames("prise-dex/expected").filter((name) => name.startsWith("known_"));
  return names.flatMap((name) =>
    z
      .array(z.unknown())
      .parse(readRecorded(`prise-dex/expected/${name}.json`))
      .map(swapOf),
  );
}
