import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { foldEvents } from "@/lib/accounting/fold-periods";
import type { Outcome } from "@/lib/accounting/outcome";
import type { AccountingRules } from "@/lib/accounting/rules";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import { lovelace } from "@/lib/cardano/unit";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { exportReaders, readForm8949, type ReadLine } from "@/tests/support/export-readers";
import {
  decimalsIn,
  exported,
  inWhole,
  readBalances,
  symbolsOf,
  unitOfSymbol,
  wholeBalances,
} from "@/tests/support/exported";
import {
  accountedHistory,
  eventsOfAll,
  owned,
  rowsOfAll,
  settingsOf,
  tokenOf,
  withoutLosingSales,
  type Habits,
} from "@/tests/support/exported-history";
import { readCsv } from "@/tests/support/read-csv";
import { readWorkbook } from "@/tests/support/read-workbook";

type Readable = keyof typeof exportReaders;
const readable = Object.keys(exportReaders) as Readable[];
const seeds = [1, 2, 3] as const;

const wallets = new Map(
  seeds.map((seed) => {
    const history = accountedHistory(seed, 120);
    const rows = rowsOfAll(history);
    return [seed, { history, rows, settings: settingsOf(rows) }] as const;
  }),
);
function walletOf(seed: number) {
  const wallet = wallets.get(seed as 1);
  if (wallet === undefined) throw new Error("Not simulated");
  return wallet;
}

async function linesOf(format: Readable, seed: number): Promise<ReadLine[]> {
  const { rows, settings } = walletOf(seed);
  const { bytes } = await exported(format, { rows }, settings);
  return exportReaders[format](bytes);
}

describe.each(readable)("what a tool reads of %s", (format) => {
  test.each(seeds)("is what the simulated wallet %i holds, coin by coin", async (seed) => {
    const { history, rows, settings } = walletOf(seed);
    const { bytes, notes } = await exported(format, { rows }, settings);
    const lines = exportReaders[format](bytes);
    const held = owned(history.flatMap((each) => each.wallets.flatMap(({ legs }) => legs)));
    for (const [unit, quantity] of notes.residue) held.set(unit, (held.get(unit) ?? 0n) - quantity);
    expect(lines.length).toBeGreaterThan(100);
    expect(readBalances(lines, symbolsOf(format, rows, settings))).toEqual(wholeBalances(held, decimalsIn(rows)));
    expect(notes.residue.size > 0).toBe(format === "cointracker");
  });

  test("has an id of its own for each line", async () => {
    const ids = (await linesOf(format, 1)).flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("stands at its times, in the order in which it happened", async () => {
    const times = (await linesOf(format, 1)).map(({ at }) => at);
    expect([...new Set(times)]).toEqual([...new Set(walletOf(1).rows.map(({ at }) => at))]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

const rules: AccountingRules = {
  ...{ method: "fifo", scope: "universal", onShortfall: "zero-cost" },
  ...{ longTermAfterDays: null, rankedBy: "unit-cost" },
};

/** What is known of lines beside what they say of worths. */
interface ReadHabits {
  /** Nothing is realised by a line of such a label that only gives. */
  readonly kept: readonly string[];
  /** A fee beside a trade makes dearer what was bought; what it is worth, the tool looks up. */
  readonly feeWorth: ((line: ReadLine) => Fraction | null) | null;
}

/** The lots that a tool would keep of what it read, in smallest units. */
function readEvents(
  lines: readonly ReadLine[],
  unitOf: (symbol: string) => string,
  decimalsOf: (unit: string) => number,
  { kept, feeWorth }: ReadHabits,
): AccountingEvent[] {
  return lines.flatMap((line, n): AccountingEvent[] => {
    const { at, sent, received, fee, label } = line;
    const part = (side: NonNullable<ReadLine["sent"]>) => {
      const asset = unitOf(side.symbol);
      const quantity = side.amount.mul(10n ** BigInt(decimalsOf(asset)));
      expect(quantity.d).toBe(1n);
      return { id: String(n), at, wallet: "", asset, quantity: quantity.n };
    };
    const treatment = received === null && kept.includes(label) ? "not-realised" : "realised";
    const paid = fee === null ? null : feeWorth === null ? fee.worth : feeWorth(line);
    const basis = received?.worth ?? null;
    const dearer = feeWorth !== null && paid !== null && sent !== null ? (basis?.add(paid) ?? null) : basis;
    return [
      ...(sent ? [{ kind: "disposal" as const, ...part(sent), proceeds: sent.worth, treatment } as const] : []),
      ...(received ? [{ kind: "acquisition" as const, ...part(received), basis: dearer, price: null }] : []),
      ...(fee ? [{ kind: "disposal" as const, ...part(fee), proceeds: paid, treatment: "realised" as const }] : []),
    ];
  });
}

/** Gains by asset; of ada with what is left of its cost, which tells the same where a fee was taken off what came. */
function gainsOf({ disposals, remaining }: Outcome): Map<string, Fraction> {
  const gains = new Map<string, Fraction>();
  const add = (asset: string, gain: Fraction | null) => {
    if (gain === null) throw new Error(`A gain of ${asset} is unknown`);
    gains.set(asset, (gains.get(asset) ?? new Fraction(0n)).add(gain));
  };
  for (const { asset, gain } of disposals) add(asset, gain);
  for (const { asset, costBasis } of remaining) if (asset === lovelace) add(asset, costBasis?.neg() ?? null);
  return gains;
}

function expectAlike(read: Map<string, Fraction>, expected: Map<string, Fraction>, tolerance: Fraction) {
  expect([...read.keys()].sort()).toEqual([...expected.keys()].sort());
  const apart = [...expected].filter(
    ([asset, gain]) => (read.get(asset) ?? gain).sub(gain).abs().compare(tolerance) > 0,
  );
  expect(apart.map(([asset, gain]) => [asset, gain.toString(12), read.get(asset)?.toString(12)])).toEqual([]);
  expect([...expected.values()].filter((gain) => !gain.equals(0n)).length).toBeGreaterThan(1);
}

describe.each(seeds)("gains of what is read again, of the simulated wallet %i", (seed) => {
  const all = walletOf(seed);
  const read = async (format: Readable, history: readonly AccountedTransaction[], habits: ReadHabits) => {
    const rows = rowsOfAll(history);
    const settings = settingsOf(rows);
    const symbols = symbolsOf(format, rows, settings);
    const lines = exportReaders[format]((await exported(format, { rows }, settings)).bytes);
    const unitOf = (symbol: string) => unitOfSymbol(symbols, symbol);
    return gainsOf(foldEvents(readEvents(lines, unitOf, decimalsIn(rows), habits), rules));
  };
  const told = (history: readonly AccountedTransaction[], habits: Habits = {}) =>
    gainsOf(foldEvents(eventsOfAll(history, habits), rules));
  const rounding = (decimals: number) => new Fraction(3n * BigInt(all.rows.length), 10n ** BigInt(decimals));
  const plain = withoutLosingSales(all.history);
  const ours = { kept: ["send", "donation"], feeWorth: null };

  test("json: the same, exactly", async () => {
    expectAlike(await read("json", all.history, ours), told(all.history), new Fraction(0n));
  });

  test("generic: the same within eighteen decimals", async () => {
    expectAlike(await read("generic", all.history, ours), told(all.history), rounding(18));
  });

  test("beancount: the same within twelve decimals", async () => {
    expectAlike(await read("beancount", plain, ours), told(plain), rounding(12));
  });

  // A fee inside of what was sent takes other lots than one of its own: they come to the same where both are realised.
  test("cointracking: the same within eight decimals, what is withdrawn taken for sold", async () => {
    const gains = await read("cointracking", plain, { kept: ["Donation"], feeWorth: null });
    expectAlike(gains, told(plain, { sellsUnknown: true }), rounding(8));
  });

  test("koinly: the same within eight decimals, but that it sells what nobody explains, and has one worth a trade", async () => {
    const prices = new Map(plain.map(({ at, priceOf }) => [at, priceOf(lovelace)]));
    const feeWorth = ({ at, fee }: ReadLine) => prices.get(at)?.mul(fee?.amount.mul(1_000_000n) ?? 0n) ?? null;
    const gains = await read("koinly", plain, { kept: ["donation"], feeWorth });
    expectAlike(gains, told(plain, { sellsUnknown: true, hasOneWorth: true }), rounding(8));
  });

  test("form 8949: a line a lot, whose sums are those of the report within cents", async () => {
    const { history, rows, settings } = all;
    const decimalsOf = decimalsIn(rows);
    const outcome = foldEvents(eventsOfAll(history), rules);
    const disposals = outcome.disposals.map((disposal) => ({
      disposal,
      token: { ticker: tokenOf(disposal.asset).ticker, decimals: decimalsOf(disposal.asset) },
    }));
    const { bytes } = await exported("form-8949", { disposals }, settings);
    const lines = readForm8949(bytes);
    expect(lines).toHaveLength(outcome.disposals.reduce((all, { lots }) => all + lots.length, 0));
    const symbols = symbolsOf("coinledger", rows, settings);
    const sums = new Map<string, Fraction>();
    for (const { symbol, amount, proceeds, basis, gain } of lines) {
      expect(proceeds?.sub(basis ?? 0n).equals(gain ?? -1n)).toBe(true);
      const unit = unitOfSymbol(symbols, symbol);
      sums.set(unit, (sums.get(unit) ?? new Fraction(0n)).add(amount));
    }
    const sold = new Map<string, Fraction>();
    for (const { asset, quantity } of outcome.disposals)
      sold.set(asset, (sold.get(asset) ?? new Fraction(0n)).add(inWhole(quantity, decimalsOf(asset))));
    expect([...sums].map(([unit, sum]) => [unit, sum.toFraction()])).toEqual(
      [...sold].map(([unit, sum]) => [unit, sum.toFraction()]),
    );
    const gain = lines.reduce((all, line) => all.add(line.gain ?? 0n), new Fraction(0n));
    const whole = outcome.disposals.reduce((all, each) => all.add(each.gain ?? 0n), new Fraction(0n));
    expect(gain.sub(whole).abs().compare(new Fraction(lines.length, 100))).toBeLessThan(0);
  });
});

const facts = fileURLToPath(new URL("../../../../../shared/accounting/EXPORTS.md", import.meta.url));
const sections = existsSync(facts) ? readFileSync(facts, "utf8").split("\n## ") : null;

describe("the first line of a table", () => {
  test.skipIf(sections === null).each([
    ["koinly", "Koinly"],
    ["cointracker", "CoinTracker"],
    ["coinledger", "CoinLedger"],
    ["blockpit", "Blockpit"],
    ["cointracking", "CoinTracking"],
    ["summ", "CryptoTaxCalculator"],
  ] as const)("of %s is the one that its tool wants", async (format, name) => {
    const section = sections?.find((each) => each.startsWith(name)) ?? "";
    const wanted = /`((?:[^`,]+,){7,}[^`,]+)`/.exec(section)?.[1];
    const { bytes } = await exported(format, {}, settingsOf([]));
    const header = format === "blockpit" ? readWorkbook(bytes)[0] : readCsv(new TextDecoder().decode(bytes))[0];
    expect(header?.join(",")).toBe(wanted);
  });
});

const token = (n: number) => `${"0".repeat(54)}${n.toString(16).padStart(2, "0")}4d`;
const hostile = [
  '=HYPERLINK("http://evil.example")',
  '"',
  'a","b',
  "line\r\nbreak\n",
  "+1",
  "-1",
  "@x",
  "\tx",
  "ADA",
  "ADA",
  "",
];

/** A row that comes from nowhere, of tokens with hostile names. */
const hostileRows = hostile.map((ticker, n): ExportRow => {
  const side: Side = { unit: token(n), ticker, decimals: 0, quantity: 5n, worth: null };
  return {
    ...{ at: n, kind: "receive", wallet: `w${String(n % 2)}`, toWallet: null, sent: null, received: side, fee: null },
    ...{ hash: `${"ab".repeat(31)}${n.toString(16).padStart(2, "0")}`, row: 0, description: "receive" },
  };
});

describe.each(readable)("hostile names in %s", (format) => {
  const settings = settingsOf(hostileRows);

  test("carry nothing out, break no line, and are taken for nothing else", async () => {
    const { bytes } = await exported(format, { rows: hostileRows }, settings);
    const lines = exportReaders[format](bytes);
    expect(lines.map(({ received }) => received?.amount.toFraction())).toEqual(hostile.map(() => "5"));
    expect(new Set(lines.map(({ received }) => received?.symbol)).size).toBe(hostile.length);
    for (const { texts, received } of lines)
      for (const text of [...texts, received?.symbol ?? ""]) expect(text).not.toMatch(/^[=+\-@\t\r\n]/);
    if (format !== "generic" && format !== "json")
      expect(lines.map(({ received }) => received?.symbol)).not.toContain("ADA");
  });

  test("are beside what the token truly is, wherever the tool has a place for it", async () => {
    const { bytes } = await exported(format, { rows: hostileRows }, settings);
    const lines = exportReaders[format](bytes);
    for (const [n, { texts, received }] of lines.entries())
      if (format === "generic" || format === "json") expect(received?.symbol).toBe(token(n));
      else if (format !== "cointracker" && format !== "beancount")
        expect(texts.join()).toContain(`${token(n).slice(0, 56)}.${token(n).slice(56)}`);
  });
});

describe("one wallet's file", () => {
  const side: Side = { unit: lovelace, ticker: null, decimals: 6, quantity: 3_000_000n, worth: new Fraction(1n) };
  const fee: Side = { ...side, quantity: 200_000n };
  const moved: ExportRow = {
    ...{ at: 0, kind: "transfer", wallet: "w0", toWallet: "w1", sent: side, received: side, fee },
    ...{ hash: "ab", row: 0, description: "transfer between own wallets" },
  };
  const sidesOf = async (format: Readable, wallet: string | null) => {
    const settings = settingsOf([moved], { wallet });
    return exportReaders[format]((await exported(format, { rows: [moved] }, settings)).bytes).map(
      ({ label, sent, received, fee: paid, id }) => [
        label,
        ...[sent, received, paid].map((each) => each?.amount.toString() ?? ""),
        id,
      ],
    );
  };

  test("has its end of a move, everybody's has both", async () => {
    expect(await sidesOf("koinly", null)).toEqual([
      ["", "3.2", "", "", "ab.0.out"],
      ["", "", "3", "", "ab.0.in"],
    ]);
    expect(await sidesOf("koinly", "w0")).toEqual([["", "3.2", "", "", "ab.0.out"]]);
    expect(await sidesOf("koinly", "w1")).toEqual([["", "", "3", "", "ab.0.in"]]);
    expect(await sidesOf("cointracking", null)).toEqual([
      ["Withdrawal", "3.2", "", "", "ab.0.out"],
      ["Deposit", "", "3", "", "ab.0.in"],
    ]);
    expect(await sidesOf("summ", "w0")).toEqual([["transfer-out", "3", "", "0.2", "ab.0.out"]]);
    expect(await sidesOf("cointracker", null)).toEqual([["", "3.2", "3", "", null]]);
    expect(await sidesOf("blockpit", null)).toEqual([["Transfer", "3", "3", "0.2", "ab"]]);
    expect(await sidesOf("blockpit", "w1")).toEqual([["Deposit", "", "3", "", "ab.0.in"]]);
    expect(await sidesOf("coinledger", "w0")).toEqual([["Withdrawal", "3", "", "0.2", "ab.0.out"]]);
    expect(await sidesOf("generic", null)).toEqual([["transfer", "3", "3", "0.2", "ab"]]);
  });

  test.each(["koinly", "cointracking"] as const)("%s: a move has no worth, or it would be a sale", async (format) => {
    const lines = exportReaders[format]((await exported(format, { rows: [moved] }, settingsOf([moved]))).bytes);
    expect(
      lines.flatMap(({ sent, received }) => [sent, received].flatMap((each) => (each ? [each.worth] : []))),
    ).toEqual([null, null]);
  });
});
