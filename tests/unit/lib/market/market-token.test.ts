import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import {
  afterLook,
  closeBefore,
  marketToken,
  poolsPerToken,
  traded24h,
  unknownToken,
  type KeptPool,
  type MarketToken,
} from "@/lib/market/market-token";

const token = `${"ab".repeat(28)}544f4b` as Unit;
const factory = "13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f4d494e53574150" as Unit;
const nameOf = (pool: number) => pool.toString(16).padStart(64, "0");
const poolUnitOf = (pool: number) => `0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1${nameOf(pool)}` as Unit;
const hour = (count: number) => (500_000 + count) * 3_600_000;

/** A pool of Minswap V1, which is read of its value alone. */
function poolAt(pool: number, ada: number, tokens: number, seenAt: number): KeptPool {
  const value: [Unit, string][] = [
    ["lovelace" as Unit, (BigInt(ada) * 1_000_000n).toString()],
    [token, (BigInt(tokens) * 1_000_000n).toString()],
    [factory, "1"],
    [poolUnitOf(pool), "1"],
  ];
  const txHash = `${String(seenAt)}${String(ada)}`.padStart(64, "0") as KeptPool["output"]["txHash"];
  const script = parseCredentialHash("e1317b152faac13426e6a83e06ff88a4d62cce3c1634ab0a5ec13309");
  return {
    poolUnit: poolUnitOf(pool),
    output: { script, txHash, index: 0, height: null, at: null, value, datum: null },
    seenAt,
    bornAt: null,
  };
}

describe("a token after looks at its pools", () => {
  const look = (last: MarketToken, pools: readonly KeptPool[], nowMs: number) =>
    afterLook(last, { pools, quotes: [], nowMs });
  const first = look(unknownToken(token), [poolAt(1, 20_000, 10_000, hour(0))], hour(0));

  it("is priced by them, with the output that says so", () => {
    expect(first.price).toEqual({
      price: "2",
      class: "firm",
      depthLovelace: "20000000000",
      pools: 1,
      from: {
        dex: "minswap-v1",
        poolUnit: poolUnitOf(1),
        txHash: poolAt(1, 20_000, 10_000, hour(0)).output.txHash,
        height: null,
        via: null,
      },
      at: new Date(hour(0)).toISOString(),
    });
    expect(marketToken.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
  });
  it("tells trades, volume and the close of each hour, and the change over a day", () => {
    const traded = [2, 3, 25].reduce(
      (last, at) => look(last, [poolAt(1, 20_000 + at, 10_000, hour(at))], hour(at)),
      first,
    );
    expect(
      traded.hours.map(({ hour: at, trades, volumeLovelace }) => [at - hour(0) / 3_600_000, trades, volumeLovelace]),
    ).toEqual([
      [0, 0, "0"],
      [2, 1, "2000000"],
      [3, 1, "1000000"],
      [25, 1, "22000000"],
    ]);
    expect(traded24h(traded, hour(25))).toEqual({ trades: 3, volumeLovelace: 25_000_000n });
    expect([closeBefore(traded, hour(25)), closeBefore(traded, hour(26)), closeBefore(traded, hour(23))]).toEqual([
      "2",
      "10001/5000",
      null,
    ]);
  });
  it("counts no trade where liquidity is put in or taken out, and one where both sides cross", () => {
    const looks = [
      [22_000, 11_000],
      [11_000, 5_500],
      [11_010, 5_495],
      [11_000, 5_500],
    ] as const;
    const counts = looks.map(([ada, tokens], at) => {
      const before = looks
        .slice(0, at)
        .reduce((last, [a, t], nth) => look(last, [poolAt(1, a, t, hour(0) + nth + 1)], hour(0)), first);
      return traded24h(look(before, [poolAt(1, ada, tokens, hour(0) + at + 1)], hour(0)), hour(0));
    });
    expect(counts).toEqual([
      { trades: 0, volumeLovelace: 0n },
      { trades: 0, volumeLovelace: 0n },
      { trades: 1, volumeLovelace: 10_000_000n },
      { trades: 2, volumeLovelace: 20_000_000n },
    ]);
  });
  it("keeps its price through a leap that is seen once, and follows one that stays", () => {
    const leapt = look(first, [poolAt(1, 40_000, 5_000, hour(1))], hour(1));
    expect([leapt.price, leapt.doubted]).toEqual([first.price, "8"]);
    const stayed = look(leapt, [poolAt(1, 40_001, 5_000, hour(2))], hour(2));
    expect([stayed.price?.price, stayed.doubted]).toEqual(["40001/5000", null]);
  });
  it("is worth nothing by a pool whose marks are missing, and keeps the deepest pools of many", () => {
    const fake = poolAt(1, 20_000, 10_000, hour(0));
    const unmarked = {
      ...fake,
      output: { ...fake.output, value: fake.output.value.filter(([unit]) => unit !== factory) },
    };
    expect(look(unknownToken(token), [unmarked], hour(0)).price).toBeNull();
    const many = Array.from({ length: 40 }, (_, at) => poolAt(at, 1_000 + at, 1_000, hour(0)));
    expect(look(unknownToken(token), many, hour(0)).pools.map(({ poolUnit }) => poolUnit)).toEqual(
      many
        .slice(-poolsPerToken)
        .toReversed()
        .map(({ poolUnit }) => poolUnit),
    );
  });
  it("follows a block that a look of later did not know of yet, and no block of before", () => {
    const at = (height: number, ada: number, seenAt: number) => {
      const seen = poolAt(1, ada, 10_000, seenAt);
      return { ...seen, output: { ...seen.output, height } };
    };
    const looked = look(first, [at(100, 20_001, hour(1))], hour(1));
    const told = look(looked, [at(101, 20_002, hour(1) - 20_000)], hour(1));
    expect(told.pools).toEqual([at(101, 20_002, hour(1) - 20_000)]);
    expect(look(told, [at(100, 20_001, hour(1) - 40_000)], hour(1)).pools).toEqual(told.pools);
  });
  it("is the same after the same look twice, and an older look of a pool changes no pool", () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1_000, max: 3_000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(looks, (all) => {
        const seen = all.map(([pool, ada], at) => poolAt(pool, ada, 1_000, hour(at)));
        const after = seen.reduce((last, pool) => look(last, [pool], pool.seenAt), unknownToken(token));
        const again = seen.reduce((last, pool) => look(last, [pool], hour(all.length)), after);
        expect(again.pools).toEqual(after.pools);
        expect(look(again, seen, hour(all.length))).toEqual(again);
        expect(again.hours.map(({ trades }) => trades).reduce((a, b) => a + b)).toBe(
          after.hours.map(({ trades }) => trades).reduce((a, b) => a + b),
        );
      }),
    );
  });
});
