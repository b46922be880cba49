import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Fraction from "fraction.js";
import type { lotsLine } from "@/lib/accounting/lots-line";

const root = fileURLToPath(new URL("../../../shared/accounting/cases", import.meta.url));

/** What a case's source itself states; what is absent is not claimed. */
interface Expected {
  readonly disposals?: readonly (Row & { readonly lots?: readonly Row[]; readonly matches?: readonly Row[] })[];
  readonly partialDisposals?: boolean;
  readonly remaining?: readonly Row[];
  readonly income?: readonly Row[];
  readonly shortfalls?: readonly Row[];
  readonly totals?: readonly Row[];
  readonly unrealised?: readonly Row[];
  readonly error?: string;
  readonly errorEventId?: string;
}

type Row = Readonly<Record<string, string | undefined>>;

export interface RecordedCase {
  readonly id: string;
  readonly tolerance: string;
  readonly quantityTolerance?: string;
  readonly expected: Expected;
  readonly text: string;
}

/** Null where the folder is missing. */
export const goldenCases: readonly RecordedCase[] | null = existsSync(root)
  ? readdirSync(root).map((name) => {
      const text = readFileSync(join(root, name), "utf8");
      return { ...(JSON.parse(text) as Omit<RecordedCase, "text">), text };
    })
  : null;

type Told = Exclude<ReturnType<typeof lotsLine>, { readonly error: string }>;
type ToldRow = Readonly<Record<string, unknown>>;

const words = ["eventId", "lotId", "asset", "wallet", "term", "rule", "acquired"];
const amounts = ["quantity", "missing"];
const moneys = ["proceeds", "costBasis", "gain", "value"];

/** Where what was told differs from what the source states, in words. */
export function goldenDifferences(golden: RecordedCase, told: ReturnType<typeof lotsLine>): string[] {
  const { expected } = golden;
  if ("error" in told) {
    const isRight = told.error === expected.error && told.errorEventId === expected.errorEventId;
    return isRight ? [] : [`refused at ${told.errorEventId}, not at ${String(expected.errorEventId)}`];
  }
  if (expected.error !== undefined) return [`not refused at ${String(expected.errorEventId)}`];
  const compare = (name: string, rows: readonly Row[] | undefined, toldRows: readonly ToldRow[]) =>
    rows === undefined ? [] : rowDifferences(golden, name, rows, toldRows);
  return [
    ...compare("disposals", expected.disposals, told.disposals),
    ...compare("remaining", expected.remaining, told.remaining),
    ...compare("income", expected.income, told.income),
    ...compare("shortfalls", expected.shortfalls ?? [], told.shortfalls),
    ...(expected.totals ?? []).flatMap((total) => totalDifferences(golden, total, told)),
    ...(expected.unrealised ?? []).flatMap((row) => unrealisedDifferences(golden, row, told)),
  ];
}

function rowDifferences(golden: RecordedCase, name: string, rows: readonly Row[], told: readonly ToldRow[]): string[] {
  const isPartial = name === "disposals" && golden.expected.partialDisposals === true;
  const count =
    isPartial || rows.length === told.length ? [] : [`${name}: ${String(told.length)} of ${String(rows.length)}`];
  return [
    ...count,
    ...rows.flatMap((row) => {
      const found = told.filter((each) => isSame(row, each));
      const [only] = found;
      if (only === undefined || found.length > 1)
        return [`${name}: ${String(found.length)} are ${JSON.stringify(row)}`];
      return [
        ...fieldDifferences(golden, row, only),
        ...["lots", "matches"].flatMap((part) => partDifferences(golden, part, row, only)),
      ];
    }),
  ];
}

/** By what names a row: its event or its day, its lot, its asset, its wallet. */
function isSame(row: Row, told: ToldRow): boolean {
  const names = ["eventId", "lotId", "asset", "wallet"].filter((name) => row[name] !== undefined);
  const isOfDay = row.date === undefined || String(told.at).startsWith(row.date);
  return isOfDay && names.every((name) => told[name] === row[name]);
}

function partDifferences(golden: RecordedCase, part: string, row: object, told: ToldRow): string[] {
  const wanted = (row as Record<string, readonly Row[] | undefined>)[part];
  const found = told[part] as readonly ToldRow[] | undefined;
  if (wanted === undefined || found === undefined) return [];
  if (wanted.length !== found.length) return [`${part}: ${JSON.stringify(found)} for ${JSON.stringify(wanted)}`];
  return wanted.flatMap((each, i) => fieldDifferences(golden, each, found[i] ?? {}));
}

function fieldDifferences(golden: RecordedCase, row: Row, told: ToldRow): string[] {
  const tolerance = row.tolerance ?? golden.tolerance;
  const forAmounts = golden.quantityTolerance ?? "0.00000001";
  return [
    ...words.filter((name) => row[name] !== undefined && told[name] !== row[name]),
    ...amounts.filter((name) => isOff(row[name], told[name], forAmounts)),
    ...moneys.filter((name) => isOff(row[name], told[name], tolerance)),
  ].map((name) => `${name} is ${String(told[name])}, not ${String(row[name])}`);
}

function isOff(wanted: string | undefined, told: unknown, tolerance: string): boolean {
  if (wanted === undefined) return false;
  return typeof told !== "string" || new Fraction(told).sub(wanted).abs().compare(tolerance) > 0;
}

const total = (texts: readonly (string | null)[]): Fraction =>
  texts.reduce((all, text) => all.add(text ?? 0n), new Fraction(0n));

function totalDifferences(golden: RecordedCase, row: Row, { disposals }: Told): string[] {
  const counted = disposals.filter(
    ({ at, asset }) =>
      (row.asset === undefined || asset === row.asset) &&
      (row.from === undefined || at >= row.from) &&
      (row.to === undefined || at <= row.to || at.startsWith(row.to)),
  );
  return fieldDifferences(golden, row, { ...row, gain: total(counted.map(({ gain }) => gain)).toFraction() });
}

function unrealisedDifferences(golden: RecordedCase, row: Row, { remaining }: Told): string[] {
  const held = remaining.filter(({ asset }) => asset === row.asset);
  const value = total(held.map(({ quantity }) => quantity)).mul(row.price ?? 0n);
  const gain = value.sub(total(held.map(({ costBasis }) => costBasis)));
  return fieldDifferences(golden, row, { ...row, gain: gain.toFraction() });
}
