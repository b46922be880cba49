import { Cbor } from "@harmoniclabs/cbor";
import { describe, expect, it } from "vitest";
import { createChain, type Chain } from "@/dev/chain/chain";
import { FORMS } from "@/dev/chain/market/dex-forms";
import { lovelaceAt } from "@/dev/chain/market/fair-price";
import { tokenOf } from "@/dev/chain/market/market-token";
import type { MarketPool } from "@/dev/chain/market/market-pool";
import { DEXES } from "@/dev/chain/market/pool-spec";
import { blake256, toHex } from "@/dev/chain/model/digest";
import { utxoKey, type Utxo } from "@/dev/chain/model/chain-tx";
import { adaUsdAt } from "@/dev/rates/market";
import type { Unit } from "@/lib/cardano/brand";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { lovelace } from "@/lib/cardano/unit";
import { stableCoins } from "@/lib/market/stable-coins";
import { readPool, readPoolOutput, type FoundPool } from "@/lib/protocols/read-pool";
import { bothSides } from "@/tests/support/both-sides";

const NOW = Date.UTC(2026, 10, 28, 12);
const DAY_BLOCKS = 4_320;
const newChain = (): Chain => createChain({ seed: 1, now: NOW });
const chain = newChain();
const tip = chain.tip().height;
const pools = chain.market.pools();
const honest = pools.filter(({ spec }) => spec.validity === "real");

/** What the app's readers find in an output of the simulated chain. */
function read({ address, value, datum }: Utxo): FoundPool | null {
  const held = new Map<Unit, bigint>([[lovelace, value.lovelace], ...([...value.assets] as [Unit, bigint][])]);
  return readPool(
    parseCredentialHash(address.payment?.hash ?? ""),
    held,
    datum === null ? null : toHex(datum.datum.cbor),
  );
}

const reservesOf = (pool: MarketPool, step: number) => {
  const { quote, token } = pool.steps.at(step).reserves;
  return new Map([
    [pool.spec.quote?.unit ?? "lovelace", quote],
    [pool.spec.token.unit, token],
  ]);
};

/** Smallest parts of the quote for one of the token. */
const priceAt = (pool: MarketPool, height: number): number => {
  const { quote, token } = pool.steps.at(pool.steps.last(height)).reserves;
  return Number(quote) / Number(token);
};

const timeMs = (height: number): number => chain.blocks.at(height).time * 1_000;
const steps = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe("the simulated pools", () => {
  it("are of every DEX that there is a form for, and of every stable coin", () => {
    expect(new Set(honest.map(({ spec }) => spec.dex))).toEqual(new Set(DEXES));
    const traded = new Set(pools.map(({ spec }) => spec.token.unit));
    expect([...stableCoins].filter((unit) => !traded.has(unit))).toEqual([]);
    expect(traded.has(tokenOf("NOPOOL").unit)).toBe(false);
  });

  it.each(honest.map((pool) => [pool.spec.id, pool] as const))("%s is read with what it was made of", (_, pool) => {
    for (const back of [0, 1, 7, 8, 9, 500]) {
      const step = Math.max(0, pool.steps.last(tip) - back);
      const found = read(pool.outputOf(step));
      expect(found?.poolUnit).toBe(pool.poolUnit);
      expect(found?.curve).toEqual({ kind: "product" });
      expect(found?.dex).toBe(pool.spec.dex === "splash-royalty" ? "splash" : pool.spec.dex);
      expect(new Map(found?.reserves)).toEqual(reservesOf(pool, step));
      expect(found?.supply).toBeGreaterThan(0n);
    }
  });

  it("without a validity token, or with a forged one, are none", () => {
    const none = pools.filter(({ spec }) => spec.validity === "none");
    expect(none.map((pool) => read(pool.outputOf(0)))).toEqual([null]);
    const other = newChain();
    const fake = other.market.makePool({ unit: tokenOf("SNEK").unit, times: 1_000_000, validity: "fake" });
    expect(read(fake.outputOf(0))).toBeNull();
    expect([...fake.outputOf(0).value.assets.keys()].some((unit) => unit.slice(56) === "4d5350")).toBe(true);
  });

  it("have the validity token of their own DEX alone", () => {
    for (const pool of honest) {
      const output = pool.outputOf(pool.steps.last(tip));
      expect(output.address.payment).toEqual({ kind: "script", hash: FORMS[pool.spec.dex].script });
      for (const unit of pool.minted().keys()) expect(output.value.assets.get(unit)).toBeGreaterThan(0n);
    }
  });
});

describe("prices", () => {
  const heights = steps(40).map((i) => tip - i * 9 * DAY_BLOCKS - 17 * i);

  it("of stable coins are a dollar, within half a per cent, at any height", () => {
    const dollars = honest.filter(({ spec }) => spec.token.lovelace === null);
    expect(dollars.length).toBeGreaterThan(10);
    for (const pool of dollars) {
      for (const height of heights) {
        if (pool.steps.last(height) < 0) continue;
        const usd = priceAt(pool, height) * adaUsdAt(timeMs(height));
        expect(Math.abs(usd - 1), `${pool.spec.id} at ${height}`).toBeLessThan(0.005);
      }
    }
  });

  it("of one token agree on all DEXes within about one per cent, and are not the same", () => {
    for (const ticker of ["MIN", "SNEK", "INDY", "HOSKY", "IAG", "AGIX", "NEWM", "NVL"]) {
      const own = honest.filter(({ spec }) => spec.token.unit === tokenOf(ticker).unit);
      const apart = heights.flatMap((height) => {
        const prices = own.filter((pool) => pool.steps.last(height) >= 0).map((pool) => priceAt(pool, height));
        return prices.length < 2 ? [] : [Math.max(...prices) / Math.min(...prices) - 1];
      });
      expect(Math.max(...apart), ticker).toBeLessThan(0.02);
      expect(apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)], ticker).toBeLessThan(0.01);
      expect(Math.min(...apart)).toBeGreaterThan(0);
    }
  });

  it("move over months, a year back at least", () => {
    for (const pool of honest) {
      expect(pool.spec.birthHeight).toBeLessThan(tip - 364 * DAY_BLOCKS);
      expect(pool.spec.birthHeight).toBeGreaterThan(tip - 4.1 * 365 * DAY_BLOCKS);
    }
    const snek = steps(12).map((month) => lovelaceAt(tokenOf("SNEK"), NOW - month * 30 * DAY_BLOCKS * 20_000));
    expect(Math.max(...snek) / Math.min(...snek)).toBeGreaterThan(1.3);
  });

  it("go along a product that never falls", () => {
    for (const pool of honest) {
      const last = pool.steps.last(tip);
      for (const first of [0, last >> 1, last - 60]) {
        let before = 0n;
        for (const step of steps(60).map((i) => Math.max(0, first) + i)) {
          const { quote, token } = pool.steps.at(step).reserves;
          expect(quote * token, `${pool.spec.id} ${step}`).toBeGreaterThanOrEqual(before);
          before = quote * token;
        }
      }
    }
  });
});

describe("their transactions", () => {
  const bodyOf = (cbor: Uint8Array): Uint8Array => cbor.slice(1, 1 + Cbor.parseWithOffset(cbor.slice(1)).offset);

  it("spend the pool as the one before left it, balance, and have the hash of their body", () => {
    for (const pool of honest) {
      const last = pool.steps.last(tip);
      for (const step of [0, 1, ...steps(10).map((i) => last - i)]) {
        const { tx } = pool.at(step);
        if (step > 0) expect(tx.inputs.map(utxoKey)).toContain(utxoKey(pool.outputOf(step - 1)));
        expect(tx.outputs[0]).toEqual(pool.outputOf(step));
        if (tx.cbor !== null) {
          expect(toHex(blake256(bodyOf(tx.cbor)))).toBe(tx.hash);
          const sides = bothSides(tx);
          expect(sides.in).toEqual(sides.out);
        }
      }
    }
  });

  it("are read by the app out of their bytes, datums by hash too", () => {
    for (const pool of honest) {
      const step = pool.steps.last(tip);
      const { hash, body, witnesses, unreadable } = decodeTransaction(
        toHex(pool.at(step).tx.cbor ?? new Uint8Array()),
        "mainnet",
      );
      expect(unreadable).toEqual([]);
      expect(hash).toBe(pool.hashOf(step));
      const [output] = body.outputs;
      expect(output && new Map(readPoolOutput(output, witnesses.datums)?.reserves)).toEqual(reservesOf(pool, step));
    }
  });

  it("are the same whatever was asked before: of the height alone", () => {
    const fresh = newChain();
    for (const [i, pool] of fresh.market.pools().entries()) {
      const height = tip - i * 1_234;
      const step = pool.steps.last(height);
      expect(pool.steps.at(step).height).toBeLessThanOrEqual(height);
      expect(pool.at(step).tx).toEqual(pools[i]?.at(step).tx);
    }
  });

  it("have at least seven of eight bytes, and bridges stand in front of a use in the same block", () => {
    const [pool] = honest;
    if (pool === undefined) throw new Error("no pool");
    const some = steps(64).map((i) => pool.steps.at(1_000 + i));
    expect(some.filter(({ kind }) => kind === "bridge")).toHaveLength(8);
    for (const { kind, number, height } of some) {
      expect(pool.at(number).tx.cbor === null).toBe(kind === "bridge");
      if (kind === "bridge") expect(pool.steps.at(number + 1)).toMatchObject({ kind: "use", height });
    }
    expect(some.map(({ height }) => height)).toEqual(some.map(({ height }) => height).toSorted((a, b) => a - b));
  });

  it("leave wallets and their blocks' indexes alone", () => {
    const other = newChain();
    const { transactions } = other.addWallet({ seed: "demo", transactions: 80, handle: "demo" });
    expect(transactions).toBe(80);
    for (const { height, index } of other.transactions()) {
      const there = other.transactionsOf(height).map((placed) => placed.index);
      expect(new Set(there).size).toBe(there.length);
      expect(index).toBeLessThan(1_000);
    }
  });
});
