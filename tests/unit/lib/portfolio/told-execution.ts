import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { ToldExecution } from "@/lib/portfolio/execution-view";
import { splashNft } from "../market/exchange-parts";

export const min = ("aa".repeat(28) + "4d494e") as Unit;

/** 1,000 given at a price of two, with 0.3 % of fee, among others that took some of it. */
export const told: ToldExecution = {
  txHash: "00".repeat(32),
  pool: {
    dex: "minswap-v2",
    poolUnit: splashNft,
    lpUnit: null,
    supply: null,
    reserves: new Map([
      [lovelace, 100_000n],
      [min, 200_000n],
    ]),
    fees: new Map(),
    curve: { kind: "product" },
  },
  price: new Fraction(2),
  atPrice: 2_000n,
  fee: 6n,
  ownWeight: 20n,
  others: -4n,
  exchanged: { given: lovelace, amountIn: 1_000n, taken: min, amountOut: 1_978n },
  wanted: [{ unit: min, minimum: 1_900n }],
  isWhole: true,
  whenPlaced: 1_990n,
};
