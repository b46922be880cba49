import { expect, it } from "vitest";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { choosePrice } from "@/lib/market/choose-price";
import { priceCandidates, type SeenPool } from "@/lib/market/price-candidates";
import { stableCoins } from "@/lib/market/stable-coins";

const token = `${"ab".repeat(28)}544f4b` as Unit;
const sameTicker = `${"cd".repeat(28)}544f4b` as Unit;
const [djed, iusd] = [...stableCoins] as [Unit, Unit];

function seen(name: string, reserves: readonly (readonly [Unit, bigint])[]): SeenPool {
  const fees = new Map(reserves.map(([unit]) => [unit, { numerator: 3n, denominator: 1_000n }]));
  return {
    pool: {
      dex: "minswap-v2",
      poolUnit: name as Unit,
      lpUnit: null,
      supply: null,
      reserves: new Map(reserves),
      fees,
      curve: { kind: "product" },
    },
    txHash: name as TxHash,
    height: 1,
    isUnproven: false,
  };
}

const pools = [
  seen("direct", [
    [lovelace, 4_000_000_000n],
    [token, 2_000_000n],
  ]),
  seen("hop", [
    [token, 1_000_000n],
    [djed, 500_000_000n],
  ]),
  seen("quote", [
    [lovelace, 9_000_000_000n],
    [djed, 3_000_000_000n],
  ]),
  seen("two hops", [
    [token, 1_000_000n],
    [sameTicker, 1_000_000n],
  ]),
  seen("hop without a price", [
    [token, 1n],
    [iusd, 1n],
  ]),
  seen("another's", [
    [lovelace, 9_000_000_000_000n],
    [sameTicker, 1n],
  ]),
];

it("is found in pools with an ada side, and one hop over a stable coin away", () => {
  const found = priceCandidates(token, pools);
  expect(
    found.map(({ poolUnit, price, depthLovelace, via }) => [poolUnit, price.toFraction(), depthLovelace, via]),
  ).toEqual([
    ["direct", "2000", 4_000_000_000n, null],
    ["hop", "1500", 1_500_000_000n, djed],
  ]);
  expect(choosePrice(found)?.from.poolUnit).toBe("direct");
});

it("is no deeper than the stable coin's own market", () => {
  const shallow = pools.map((each) =>
    each.pool.poolUnit === "quote"
      ? seen("quote", [
          [lovelace, 900n],
          [djed, 300n],
        ])
      : each,
  );
  expect(priceCandidates(token, shallow).map(({ depthLovelace }) => depthLovelace)).toEqual([4_000_000_000n, 900n]);
});
