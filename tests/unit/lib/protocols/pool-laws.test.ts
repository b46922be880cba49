import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { buildAddress } from "@/lib/cardano/build-address";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";
import type { Curve, Pool } from "@/lib/protocols/pool";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { priceOf } from "@/lib/protocols/pool-price";
import { readPool, readPoolOutput } from "@/lib/protocols/read-pool";
import { invariantOf, leastInvariant } from "@/lib/protocols/stable-swap";
import { madeNft, madePools, madeToken, poolFrom, readMade, splashPool } from "@/tests/support/made-pools";

const stranger = parseUnit("99".repeat(28));
const pairs = Object.entries(madePools);
const amounts = fc.bigInt(1n, 1_000_000_000_000_000_000n);
const reserves = fc.bigInt(1n, 9_223_372_036_854_775_807n);

/** A pool as any of the protocols could have it. */
function poolWith(x: bigint, y: bigint, curve: Curve, fee = 30n): Pool {
  const units = [lovelace, madeToken] as const;
  return {
    poolUnit: madeNft,
    lpUnit: null,
    supply: 1n,
    reserves: new Map([
      [units[0], x],
      [units[1], y],
    ]),
    fees: new Map(units.map((unit) => [unit, { numerator: fee, denominator: 10_000n }])),
    curve,
  };
}

const stable = (rule: "minswap" | "sundae" | "wingriders" | "splash", ann: bigint): Curve => ({
  kind: "stable",
  rule,
  ann,
  multiples: new Map<Unit, bigint>(),
  invariant: null,
});

describe("Whatever a pool holds", () => {
  it("it never pays as much as it has, and one ADA more never buys less", () => {
    const curves: Curve[] = [
      { kind: "product" },
      {
        kind: "weighted",
        weights: new Map([
          [lovelace, 1n],
          [madeToken, 4n],
        ]),
      },
      ...(["minswap", "sundae", "wingriders", "splash"] as const).map((rule) => stable(rule, 200n)),
    ];
    fc.assert(
      fc.property(reserves, reserves, amounts, fc.constantFrom(...curves), (x, y, amount, curve) => {
        const pool = poolWith(x, y, curve);
        const paid = payoutOf(pool, amount, lovelace, madeToken) ?? -1n;
        expect(paid >= 0n && paid < y).toBe(true);
        if (curve.kind !== "stable")
          expect((payoutOf(pool, amount + 1_000_000n, lovelace, madeToken) ?? -1n) >= paid).toBe(true);
      }),
    );
  });

  it("the product never falls, nor the weighted one", () => {
    fc.assert(
      fc.property(reserves, reserves, amounts, fc.bigInt(0n, 9_999n), (x, y, amount, fee) => {
        const paid = payoutOf(poolWith(x, y, { kind: "product" }, fee), amount, lovelace, madeToken) ?? 0n;
        expect((x + amount) * (y - paid) >= x * y).toBe(true);
        const weights = new Map([
          [lovelace, 1n],
          [madeToken, 4n],
        ]);
        const heavy = payoutOf(poolWith(x, y, { kind: "weighted", weights }, fee), amount, lovelace, madeToken) ?? 0n;
        expect((x + amount) * (y - heavy) ** 4n >= x * y ** 4n).toBe(true);
      }),
    );
  });

  it("the price is one over the price the other way, and the stable one lies between par and the product's", () => {
    fc.assert(
      fc.property(reserves, reserves, fc.bigInt(2n, 100_000n), (x, y, ann) => {
        const flat = priceOf(poolWith(x, y, stable("minswap", ann)), lovelace, madeToken);
        const back = priceOf(poolWith(x, y, stable("minswap", ann)), madeToken, lovelace);
        const steep = priceOf(poolWith(x, y, { kind: "product" }), lovelace, madeToken);
        if (flat === null || back === null || steep === null) throw new Error("no price");
        expect(flat.mul(back).equals(1)).toBe(true);
        const [low, high] = x < y ? [steep, 1] : [1, steep];
        expect(flat.gte(low) && flat.lte(high)).toBe(true);
      }),
    );
  });

  it("Newton's method comes within one of the D that solves the curve, where balances are of like size", () => {
    const ratio = fc.bigInt(1n, 10_000n);
    fc.assert(
      fc.property(fc.bigInt(1_000_000n, 10n ** 15n), ratio, fc.bigInt(10n, 10_000n), (x, percent, ann) => {
        const balances = [x, (x * percent) / 100n] as const;
        const off = invariantOf(balances, ann) - leastInvariant(balances, ann);
        expect(off >= -1n && off <= 1n).toBe(true);
      }),
    );
  });

  it("nothing is paid for nothing, for the same asset, or for one that is not there", () => {
    const pool = poolWith(10n, 10n, { kind: "product" });
    expect([0n, -5n].map((amount) => payoutOf(pool, amount, lovelace, madeToken))).toEqual([0n, 0n]);
    expect(payoutOf(pool, 5n, lovelace, lovelace)).toBeNull();
    expect(payoutOf(pool, 5n, stranger, lovelace)).toBeNull();
    // Minswap's contract lets no balance come to nothing.
    expect(payoutOf(poolWith(1n, 1n, stable("minswap", 200n)), 10n ** 18n, lovelace, madeToken)).toBe(0n);
    expect([priceOf(pool, lovelace, stranger), priceOf(pool, lovelace, lovelace)]).toEqual([null, null]);
  });
});

describe.each(pairs)("What is no pool of %s", (_, made) => {
  it("is told from the pool that it copies", () => {
    expect(readMade(made)).not.toBeNull();
    for (const token of made.validity) {
      const without = new Map([...made.value].filter(([unit]) => unit !== token));
      expect(readPool(made.script, without, made.datum)).toBeNull();
      expect(readPool(made.script, new Map([...made.value, [token, 2n] as const]), made.datum)).toBeNull();
    }
  });

  it("lies at another script or at a key, whatever it holds", () => {
    expect(readPool(parseCredentialHash("5a".repeat(28)), made.value, made.datum)).toBeNull();
    const output = (kind: "script" | "key") => ({
      address: buildAddress({ kind, hash: made.script }, null, "mainnet"),
      value: made.value,
      datum: { kind: "inline", cborHex: made.datum } as const,
    });
    expect(readPoolOutput(output("key"), new Map())).toBeNull();
    expect(readPoolOutput(output("script"), new Map())).toEqual(readMade(made));
  });

  it("throws where the datum is missing, broken or of another form, and where a reserve is gone", () => {
    for (const datum of [null, "d87980", "ff", "00"])
      expect(() => readPool(made.script, made.value, datum)).toThrow(DatumError);
    const [first] = poolFrom(made).reserves.keys();
    const emptied = new Map([...made.value, [first ?? lovelace, 0n] as const]);
    expect(() => readPool(made.script, emptied, made.datum)).toThrow(DatumError);
  });
});

describe("Figures that cannot be", () => {
  it("are refused: a reserve of more than any output holds, a negative one, a fee of more than all", () => {
    const made = splashPool("feeSwitch");
    const holding = (quantity: bigint) =>
      readPool(made.script, new Map([...made.value, [madeToken, quantity]]), made.datum);
    expect(() => holding(9_223_372_036_854_775_848n)).toThrow(DatumError);
    expect(() => holding(39n)).toThrow(DatumError);
    expect(holding(41n)?.reserves.get(madeToken)).toBe(1n);
    // 99,700 of 100,000 count: written as −99,700 the fee would be almost twice the amount.
    const absurd = made.datum.replace("1a00018574", "3a00018573");
    expect(absurd).not.toBe(made.datum);
    expect(() => readPool(made.script, made.value, absurd)).toThrow(DatumError);
  });
});
