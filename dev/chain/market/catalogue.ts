import { fractionAt, seedOf } from "./chance";
import { impostor, tokenOf, type MarketToken } from "./market-token";
import type { DexName, PoolSpec } from "./pool-spec";

const ADA = 1_000_000n;
const YEAR_BLOCKS = 1_577_880;
/** A use that never comes. */
const NEVER = 1_000_000_000;

/** What is the same for all pools of a chain. */
export interface MarketFrame {
  readonly seed: string;
  /** Depths are as of this height, and births one to four years before it. */
  readonly anchorHeight: number;
  readonly firstHeight: number;
}

/** Depth in whole ADA, or whole parts of the quote, and how often it is used. */
type Line = readonly [ticker: string, dex: DexName, depth: number, everyBlocks: number];

/** Pools of one token are used often enough to agree within about one per cent. */
const LINES: readonly Line[] = [
  ["MIN", "minswap-v2", 400_000, 5],
  ["MIN", "minswap-v1", 120_000, 40],
  ["MIN", "sundae-v3", 90_000, 60],
  ["MIN", "wingriders-v2", 60_000, 70],
  ["SNEK", "minswap-v2", 1_500_000, 3],
  ["SNEK", "sundae-v3", 150_000, 25],
  ["SNEK", "vyfi", 80_000, 45],
  ["SNEK", "splash", 60_000, 30],
  ["INDY", "minswap-v2", 600_000, 9],
  ["INDY", "wingriders-v2", 100_000, 50],
  ["INDY", "sundae-v1", 40_000, 80],
  ["HOSKY", "minswap-v1", 200_000, 20],
  ["HOSKY", "minswap-v2", 90_000, 15],
  ["HOSKY", "spectrum", 20_000, 60],
  ["DJED", "minswap-v2", 300_000, 7],
  ["DJED", "wingriders-v2", 200_000, 10],
  ["DJED", "minswap-v1", 100_000, 12],
  ["iUSD", "minswap-v2", 500_000, 6],
  ["iUSD", "sundae-v3", 100_000, 11],
  ["USDM", "minswap-v2", 1_000_000, 4],
  ["USDM", "sundae-v3", 300_000, 9],
  ["USDM", "splash", 120_000, 12],
  ["USDA", "minswap-v2", 150_000, 10],
  ["USDCx", "minswap-v2", 200_000, 8],
  ["USDC", "wingriders-v2", 50_000, 12],
  ["USDT", "sundae-v3", 12_000, 14],
  ["IAG", "minswap-v2", 300_000, 12],
  ["IAG", "sundae-v3", 90_000, 40],
  ["AGIX", "minswap-v2", 200_000, 18],
  ["AGIX", "sundae-v1", 60_000, 70],
  ["AGIX", "spectrum", 30_000, 75],
  ["NEWM", "minswap-v2", 100_000, 25],
  ["NEWM", "sundae-v1", 50_000, 60],
  ["NVL", "minswap-v2", 40_000, 60],
  ["NVL", "splash-royalty", 15_000, 80],
  ["THIN", "minswap-v2", 2_000, 700],
  ["SPARSE", "minswap-v2", 200, 20_000],
];

/** The pools that every simulated chain has, hostile ones last. */
export function cataloguePools(frame: MarketFrame): PoolSpec[] {
  const make = specMaker(frame);
  const honest = LINES.map(([ticker, dex, depth, everyBlocks], number) =>
    make({ number, dex, token: tokenOf(ticker), depth: BigInt(depth) * ADA, everyBlocks }),
  );
  const hop = { dex: "minswap-v2", token: tokenOf("HOP"), quote: tokenOf("USDM"), everyBlocks: 30 } as const;
  const next = honest.length;
  return [
    ...honest,
    make({ ...hop, number: next, depth: 100_000n * ADA }),
    make({ number: next + 1, dex: "minswap-v2", token: impostor, depth: 3_000n * ADA, everyBlocks: 200 }),
    {
      ...make({
        number: next + 2,
        dex: "minswap-v2",
        token: tokenOf("MIN"),
        depth: 500_000n * ADA,
        everyBlocks: NEVER,
      }),
      times: 1_000_000,
      validity: "none",
    },
  ];
}

type Wanted = Pick<PoolSpec, "number" | "dex" | "token" | "depth" | "everyBlocks"> & { readonly quote?: MarketToken };

const specMaker =
  ({ seed, anchorHeight, firstHeight }: MarketFrame) =>
  (wanted: Wanted): PoolSpec => {
    const id = `${seed}/pool/${wanted.number}/${wanted.dex}/${wanted.token.unit}`;
    const age = Math.floor((1 + 3 * fractionAt(seedOf(id), 1)) * YEAR_BLOCKS);
    const birthHeight = Math.max(firstHeight + 100, anchorHeight - age);
    return { quote: null, depthHeight: anchorHeight, birthHeight, times: 1, validity: "real", ...wanted, id };
  };

/** A pool that somebody makes now, at a height. */
export function pooledNow(
  frame: MarketFrame,
  height: number,
  wanted: Omit<PoolSpec, "id" | "depthHeight" | "birthHeight">,
): PoolSpec {
  const id = `${frame.seed}/made/${wanted.number}/${wanted.token.unit}`;
  return { ...wanted, id, depthHeight: height, birthHeight: height };
}

/** From a few hundred ADA to half a million, from a few blocks between two uses to some days: the most are small and quiet. */
export function generatedPool(frame: MarketFrame, number: number, token: MarketToken): PoolSpec {
  const seed = seedOf(`${frame.seed}/generated`);
  const [size, rest] = [fractionAt(seed, 2 * number), fractionAt(seed, 2 * number + 1)];
  const depth = BigInt(Math.round(300 * Math.exp(size ** 3 * Math.log(1_500)))) * ADA;
  const everyBlocks = Math.round(3 * Math.exp(rest ** 0.5 * Math.log(6_000)));
  return specMaker(frame)({ number, dex: "minswap-v2", token, depth, everyBlocks });
}
