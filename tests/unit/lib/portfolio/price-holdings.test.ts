import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { unknownToken, type MarketToken } from "@/lib/market/market-token";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";
import { movementValue, priceHoldings, type Prices } from "@/lib/portfolio/price-holdings";

const policy = "ab".repeat(28);
const [firm, thin, unreliable, spam, none] = ["01", "02", "03", "04", "05"].map(
  (name) => `${policy}${name}` as Unit,
) as [Unit, Unit, Unit, Unit, Unit];
const nowMs = Date.UTC(2026, 10, 29, 12);
const at = new Date(nowMs).toISOString();

function row(unit: string, quantity: string, fields: Partial<BalanceRow> = {}): BalanceRow {
  return {
    unit,
    quantity,
    place: "wallet",
    credential: null,
    fingerprint: null,
    tokenName: "Token",
    ticker: null,
    decimals: 6,
    kind: "token",
    picture: null,
    spam: false,
    ...fields,
  };
}

const pool = `${"cd".repeat(28)}01` as Unit;
function token(unit: Unit, price: string, priceClass: "firm" | "thin" | "unreliable", before?: string): MarketToken {
  const hour = Math.floor(nowMs / 3_600_000);
  const old = before === undefined ? [] : [{ hour: hour - 24, close: before, trades: 0, volumeLovelace: "0" }];
  return {
    ...unknownToken(unit),
    price: {
      price,
      class: priceClass,
      depthLovelace: "1000000000000",
      pools: 1,
      from: { dex: "minswap-v2", poolUnit: pool, txHash: "ef".repeat(32), height: 7, via: null },
      at,
    },
    hours: [...old, { hour, close: price, trades: 1, volumeLovelace: "5" }],
  };
}

const rows = [
  row("lovelace", "1000000", { kind: null }),
  row(firm, "2000000"),
  row(thin, "3000000", { decimals: 0 }),
  row(unreliable, "4000000"),
  row(spam, "5000000", { spam: true }),
  row(none, "6000000"),
];
const tokens = new Map([
  [firm, token(firm, "3/2", "firm", "1")],
  [thin, token(thin, "1/3", "thin")],
  [unreliable, token(unreliable, "1000", "unreliable")],
  [spam, token(spam, "1000", "firm")],
]);
const rate = { now: new Fraction("1/2"), dayBefore: new Fraction("2/5"), at, source: "coinbase, binance" };
const priced = (given: Partial<Prices> = {}) =>
  priceHoldings(foldHoldings(rows), { tokens, own: new Map(), rate, nowMs, ...given });
const of = ({ holdings }: ReturnType<typeof priced>, unit: string) => {
  const found = holdings.find((holding) => holding.unit === unit);
  if (found === undefined) throw new Error(unit);
  const { price, value, change24h, priceClass, priceSource, provenance } = found;
  return { price, value, change24h, priceClass, priceSource, provenance };
};

describe("holdings with prices", () => {
  it("are worth quantity times price in the currency, with what says so", () => {
    const provenance = { pool, txHash: "ef".repeat(32), height: 7, pools: 1, depthAda: "1000000" };
    expect(of(priced(), firm)).toEqual({
      ...{ price: "0.75", value: "1.5", change24h: "0.875", priceClass: "firm" },
      ...{ priceSource: "minswap-v2", provenance },
    });
    expect(of(priced(), thin)).toEqual({
      ...{ price: "0.000000166666666667", value: "0.5", change24h: null, priceClass: "thin" },
      ...{ priceSource: "minswap-v2", provenance },
    });
    expect(of(priced(), "lovelace")).toEqual({
      ...{ price: "0.5", value: "0.5", change24h: "0.25", priceClass: "firm" },
      ...{ priceSource: "coinbase, binance", provenance: null },
    });
  });
  it("have what cannot be relied on beside the total, and spam and what nobody trades nowhere", () => {
    const { total } = priced();
    expect(total).toEqual({ value: "2.5", priced: 3, unpriced: 2, change24h: "0.666667" });
    expect(of(priced(), unreliable)).toMatchObject({ value: "2000", priceClass: "unreliable" });
    const nothing = {
      price: null,
      value: null,
      change24h: null,
      priceClass: "none",
      priceSource: null,
      provenance: null,
    };
    expect([of(priced(), spam), of(priced(), none)]).toEqual([nothing, nothing]);
  });
  it("are not worth nothing where the currency's rate is not known: that is said to be unknown", () => {
    const unknown = priced({ rate: null });
    expect(unknown.total).toEqual({ value: null, priced: 3, unpriced: 2, change24h: null });
    expect([of(unknown, "lovelace").value, of(unknown, firm).value]).toEqual([null, null]);
  });
  it("are worth what the person says, whole, which counts in the total; what the market said before is no earlier word of theirs", () => {
    const own = new Map([
      [unreliable, { now: new Fraction(2), dayBefore: new Fraction(1), at }],
      [none, { now: new Fraction("1/6"), dayBefore: null, at }],
      [spam, { now: new Fraction(1), dayBefore: null, at }],
      [thin, { now: null, dayBefore: null, at }],
    ]);
    const said = { priceClass: "manual", priceSource: "you", provenance: null };
    expect(of(priced({ own }), unreliable)).toEqual({ price: "1", value: "4", change24h: "1.5", ...said });
    expect(of(priced({ own }), none)).toEqual({ price: "0.0833333333333", value: "0.5", change24h: null, ...said });
    expect([of(priced({ own }), spam).value, of(priced({ own }), thin).value]).toEqual([null, null]);
    expect(priced({ own }).total).toMatchObject({ value: "6.5", priced: 4, unpriced: 1 });
  });
  it("are never worth more than the pools could pay", () => {
    const { holdings, total } = priceHoldings(foldHoldings([row(firm, `1${"0".repeat(30)}`)]), {
      tokens,
      own: new Map(),
      rate,
      nowMs,
    });
    expect(Number(holdings[0]?.value)).toBeLessThan(500_000.1);
    expect(total.value).toBe(holdings[0]?.value);
  });
});

describe("a movement at the prices of now", () => {
  const prices = { tokens, own: new Map(), rate, nowMs };
  it("is worth what a holding of that size is, with its sign", () => {
    const { value, priceClass } = of(priced(), firm);
    expect(movementValue(firm, 2_000_000n, prices)).toEqual({ value, priceClass });
    expect(movementValue(firm, -2_000_000n, prices)).toEqual({ value: "-1.5", priceClass: "firm" });
    expect(movementValue("lovelace" as Unit, -1_000_000n, prices)).toEqual({ value: "-0.5", priceClass: "firm" });
  });
  it("says that its price cannot be relied on, as the holding does", () => {
    const { value, priceClass } = of(priced(), unreliable);
    const quantity = priced().holdings.find(({ unit }) => unit === unreliable)?.quantity ?? "";
    expect(movementValue(unreliable, BigInt(quantity), prices)).toEqual({ value, priceClass });
    expect(priceClass).toBe("unreliable");
  });
  it("is not worth nothing where no price or no rate is known", () => {
    expect(movementValue(none, 5n, prices)).toEqual({ value: null, priceClass: "none" });
    expect(movementValue(firm, 5n, { ...prices, rate: null })).toMatchObject({ value: null });
  });
});

it("sum up to the last digit where hundreds of prices have nothing in common", { timeout: 20_000 }, () => {
  const reserve = (at: number) => 10n ** 15n + BigInt(at * at) * 79_190_003n + 1n;
  const units = Array.from({ length: 600 }, (_, at) => `${policy}${at.toString(16).padStart(4, "0")}` as Unit);
  const priceOf = (at: number) => `${String(reserve(at))}/${String(reserve(at + 1_000))}`;
  const many = new Map(units.map((unit, at) => [unit, token(unit, priceOf(at), "firm", priceOf(at + 500))]));
  const held = foldHoldings(units.map((unit) => row(unit, "1000000")));
  const inAda = { ...rate, now: new Fraction(1), dayBefore: new Fraction(1) };
  const { total } = priceHoldings(held, { tokens: many, own: new Map(), rate: inAda, nowMs });
  const scale = 10n ** 30n;
  const lovelaces = units.reduce((sum, _, at) => sum + (reserve(at) * 1_000_000n * scale) / reserve(at + 1_000), 0n);
  const rounded = ((lovelaces + scale / 2n) / scale).toString();
  expect(total.value).toBe(`${rounded.slice(0, -6)}.${rounded.slice(-6)}`.replace(/\.?0+$/, ""));
  expect(total).toMatchObject({ priced: 600, unpriced: 0 });
  expect(Number(total.change24h)).toBeCloseTo(0.06222, 4);
});
