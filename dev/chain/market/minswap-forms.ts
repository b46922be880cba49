import { bytes, constr, int } from "../model/plutus-data";
import { MINSWAP_V2_POLICY, MINSWAP_V2_POOL } from "../model/scripts";
import { ALL_LP, asset, longName, none, policyOf, sides, type PoolForm } from "./pool-form";

export const minswapV2: PoolForm = {
  script: MINSWAP_V2_POOL,
  datum: "inline",
  tokens: ({ spec, supply }) => [
    [`${policyOf(MINSWAP_V2_POLICY, spec)}4d5350`, 1n],
    [policyOf(MINSWAP_V2_POLICY, spec) + longName(spec), ALL_LP - supply],
  ],
  poolUnit: ({ spec }) => policyOf(MINSWAP_V2_POLICY, spec) + longName(spec),
  kept: 4_500_000n,
  apart: 0n,
  data: (pool) => {
    const [a, b] = sides(pool);
    const stake = constr(0, constr(1, bytes(MINSWAP_V2_POOL)));
    const numbers = [pool.supply, a.amount, b.amount, 30n, 30n].map(int);
    return constr(0, stake, asset(a.unit), asset(b.unit), ...numbers, none, constr(0));
  },
};

export const minswapV1: PoolForm = {
  script: "e1317b152faac13426e6a83e06ff88a4d62cce3c1634ab0a5ec13309",
  datum: "hash",
  tokens: ({ spec }) => [
    ["13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f4d494e53574150", 1n],
    [`0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1${longName(spec)}`, 1n],
  ],
  poolUnit: ({ spec }) => `0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1${longName(spec)}`,
  kept: 0n,
  apart: 0n,
  data: (pool) => {
    const [a, b] = sides(pool);
    return constr(0, asset(a.unit), asset(b.unit), int(pool.supply), int(pool.supply), none);
  },
};
