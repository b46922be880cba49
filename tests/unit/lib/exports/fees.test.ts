import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { exportReaders } from "@/tests/support/export-readers";
import { exported, readBalances, symbolsOf, wholeBalances } from "@/tests/support/exported";
import { settingsOf } from "@/tests/support/exported-history";

type Readable = keyof typeof exportReaders;

const token = `${"ab".repeat(28)}01` as Unit;
const side = (unit: string, quantity: bigint, worth: string | null = null, decimals = 6): Side => ({
  ...{ unit, ticker: unit === lovelace ? null : "TOK", decimals, quantity },
  worth: worth === null ? null : new Fraction(worth),
});
const ada = (quantity: bigint, worth: string | null = null) => side(lovelace, quantity, worth);
const tok = (quantity: bigint, worth: string | null = null) => side(token, quantity, worth);

function row(kind: ExportRow["kind"], sent: Side | null, received: Side | null, fee: Side | null = null): ExportRow {
  return { at: 0, kind, wallet: "w0", toWallet: null, sent, received, fee, hash: "ab", row: 0, description: kind };
}

async function linesOf(format: Readable, given: ExportRow) {
  const lines = exportReaders[format]((await exported(format, { rows: [given] }, settingsOf([given]))).bytes);
  return lines.map(({ label, sent, received, fee }) => {
    const text = (each: typeof sent) =>
      each === null
        ? "-"
        : [each.amount, each.symbol, ...(each.worth === null ? [] : [`(${each.worth.toString()})`])].join(" ");
    return [label, text(sent), text(received), text(fee)].join(" | ");
  });
}

const send = row("send", ada(10_000_000n, "5"), null, ada(200_000n, "0.1"));
const sale = row("trade", tok(7_000_000n, "0.8"), ada(2_000_000n, "1"), ada(400_000n, "0.2"));
const dust = row("trade", tok(7_000_000n, "-0.1"), ada(200_000n, "0.1"), ada(400_000n, "0.2"));
const change = row("trade", tok(7_000_000n, "1"), side(`${token}ff`, 3_000_000n, "1.2"), ada(400_000n, "0.2"));

describe("a fee", () => {
  test("of an ada send is folded where the tool would ignore it, and beside it where the tool takes it off", async () => {
    expect(await linesOf("koinly", send)).toEqual([" | 10.2 ADA (5.1) | - | -"]);
    expect(await linesOf("cointracker", send)).toEqual([" | 10.2 ADA | - | -"]);
    expect(await linesOf("cointracking", send)).toEqual(["Withdrawal | 10.2 ADA (5.1) | - | -"]);
    expect(await linesOf("coinledger", send)).toEqual(["Withdrawal | 10 ADA | - | 0.2 ADA"]);
    expect(await linesOf("blockpit", send)).toEqual(["Withdrawal | 10 ADA | - | 0.2 ADA"]);
    expect(await linesOf("summ", send)).toEqual(["out | 10 ADA | - | 0.2 ADA"]);
  });

  test("in the coin that was got is taken off it, or a line of its own where it is more", async () => {
    expect(await linesOf("koinly", sale)).toEqual([" | 7 NULL1 (0.8) | 1.6 ADA (0.8) | -"]);
    expect(await linesOf("cointracking", sale)).toEqual(["Trade | 7 TOK-1 (0.8) | 1.6 ADA (0.8) | -"]);
    expect(await linesOf("summ", sale)).toEqual(["sell | 7 TOK-1 | 2 ADA | 0.4 ADA"]);
    expect(await linesOf("koinly", dust)).toEqual([" | 7 NULL1 (0) | 0.2 ADA (0) | -", "cost | 0.4 ADA (0.2) | - | -"]);
    expect(await linesOf("cointracker", dust)).toEqual([" | 7 TOK-1 | 0.2 ADA | -", " | 0.4 ADA | - | -"]);
  });

  test("in a third coin has its columns, and of CoinTracking a line of its own", async () => {
    expect(await linesOf("koinly", change)).toEqual([" | 7 NULL1 (1) | 3 NULL2 (1) | 0.4 ADA"]);
    expect(await linesOf("cointracker", change)).toEqual([" | 7 TOK-1 | 3 TOK-2 | 0.4 ADA"]);
    expect(await linesOf("cointracking", change)).toEqual([
      "Trade | 7 TOK-1 (1) | 3 TOK-2 (1.2) | -",
      "Other Fee | 0.4 ADA (0.2) | - | -",
    ]);
  });
});

test("what hands its basis on is no sale in any tool that has a word for that", async () => {
  const put = row("liquidity_in", ada(4_000_000n), tok(9n), ada(200_000n, "0.1"));
  const wrapped = row("migration", ada(4_000_000n), tok(9n));
  expect(await linesOf("koinly", put)).toEqual(["liquidity in | 4.2 ADA | 0.000009 NULL1 | -"]);
  expect(await linesOf("koinly", wrapped)).toEqual(["swap | 4 ADA | 0.000009 NULL1 | -"]);
  expect(await linesOf("blockpit", put)).toEqual(["Token Migration | 4 ADA | 0.000009 TOK-1 | 0.2 ADA"]);
  expect(await linesOf("cointracking", put)).toEqual([
    "Provide Liquidity | 4.2 ADA | - | -",
    "Receive LP Token | - | 0.000009 TOK-1 | -",
  ]);
  expect(await linesOf("cointracking", wrapped)).toEqual(["Swap (non taxable) | 4 ADA | 0.000009 TOK-1 | -"]);
  expect(await linesOf("summ", put)).toEqual(["out | 4 ADA | - | 0.2 ADA", "in | - | 0.000009 TOK-1 | -"]);
});

const kinds = [
  ...["trade", "liquidity_in", "liquidity_out", "migration", "staking_reward", "income", "airdrop", "mint", "burn"],
  ...["fee", "failed_script", "donation", "send", "receive", "loan", "loan_repayment", "loan_interest", "liquidation"],
] as ExportRow["kind"][];
const onlyIn: ReadonlySet<string> = new Set(["staking_reward", "income", "airdrop", "mint", "receive", "loan"]);
const forBoth: ReadonlySet<string> = new Set(["trade", "liquidity_in", "liquidity_out", "migration"]);

const anySide = fc
  .tuple(fc.constantFrom(lovelace, token, `${token}ff`), fc.bigInt(1n, 10n ** 20n))
  .map(([unit, quantity]) => side(unit, quantity, "1", unit === lovelace ? 6 : unit === token ? 18 : 0));
const anyRow = fc
  .record({
    kind: fc.constantFrom(...kinds),
    one: anySide,
    other: anySide,
    fee: fc.option(fc.bigInt(1n, 10n ** 9n), { nil: null }),
    isAlone: fc.boolean(),
    isIn: fc.boolean(),
  })
  .map(({ kind, one, other, fee, isAlone, isIn }): ExportRow => {
    const isBoth = forBoth.has(kind) && !isAlone && one.unit !== other.unit;
    const comes = isBoth || (forBoth.has(kind) ? isIn : onlyIn.has(kind));
    return row(
      kind,
      isBoth || !comes ? one : null,
      comes ? other : null,
      fee === null || kind === "fee" || !(isBoth || !comes) ? null : ada(fee),
    );
  });

test.each(Object.keys(exportReaders) as Readable[])(
  "%s: whatever the rows are, the tool reads what they come to, but for what its decimals leave out",
  async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 6 }), async (rows) => {
        const numbered = rows.map((each, n) => ({ ...each, row: n }));
        const settings = settingsOf(numbered);
        const { bytes, notes } = await exported(format, { rows: numbered }, settings);
        const held = new Map<string, bigint>();
        const add = (each: Side | null, sign: bigint) => {
          if (each !== null) held.set(each.unit, (held.get(each.unit) ?? 0n) + sign * each.quantity);
        };
        for (const { sent, received, fee } of rows) {
          add(sent, -1n);
          add(received, 1n);
          add(fee, -1n);
        }
        for (const [unit, quantity] of notes.residue) held.set(unit, (held.get(unit) ?? 0n) - quantity);
        const decimals = (unit: string) => (unit === lovelace ? 6 : unit === token ? 18 : 0);
        const lines = exportReaders[format](bytes);
        expect(readBalances(lines, symbolsOf(format, numbered, settings))).toEqual(wholeBalances(held, decimals));
        const ids = lines.flatMap(({ id }) => id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 150 },
    );
  },
);
