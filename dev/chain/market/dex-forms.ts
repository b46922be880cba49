import { bytes, constr, int } from "../model/plutus-data";
import { minswapV1, minswapV2 } from "./minswap-forms";
import { ALL_LP, APART, ints, longName, none, parts, sides, type PoolForm } from "./pool-form";
import type { DexName } from "./pool-spec";
import { spectrum, splash, splashRoyalty } from "./spectrum-forms";
import { sundaeV1, sundaeV3 } from "./sundae-forms";

const WINGRIDERS_V2 = "6fdc63a1d71dc2c65502b79baae7fb543185702b12c3c5fb639ed737";

const wingridersV2: PoolForm = {
  script: "af97793b8702f381976cec83e303e9ce17781458c73c4bb16fe02b83",
  datum: "inline",
  tokens: ({ spec, supply }) => [
    [`${WINGRIDERS_V2}4c`, 1n],
    [WINGRIDERS_V2 + longName(spec), ALL_LP - supply],
  ],
  poolUnit: ({ spec }) => WINGRIDERS_V2 + longName(spec),
  kept: 3_000_000n,
  apart: APART,
  data: (pool) => {
    const units = sides(pool).flatMap(({ unit }) => parts(unit));
    const apart = [int(APART), int(APART), ...ints(0, 0, 0, 0)];
    const request = bytes("c134d839a64a5dfb9b155869ef3f34280751a622f69958baae8ffd29");
    return constr(0, request, ...units, ...ints(30, 5, 0, 0, 10_000, 2_000_000, 0), ...apart, none, none, constr(0));
  },
};

const vyfi: PoolForm = {
  script: "232c10966ce4d8e67c2eae17bb57c2cf4854a57509a752fbb3c02bd1",
  datum: "hash",
  tokens: () => [["96c31772282e6ae5c629120471c5bbcdef538226b31b97d74c50ca3c", 1n]],
  poolUnit: () => "96c31772282e6ae5c629120471c5bbcdef538226b31b97d74c50ca3c",
  kept: 2_000_000n,
  apart: APART,
  data: ({ supply }) => constr(0, int(APART), int(APART), int(supply)),
};

export const FORMS: Readonly<Record<DexName, PoolForm>> = {
  "minswap-v2": minswapV2,
  "minswap-v1": minswapV1,
  "sundae-v3": sundaeV3,
  "sundae-v1": sundaeV1,
  "wingriders-v2": wingridersV2,
  splash,
  "splash-royalty": splashRoyalty,
  spectrum,
  vyfi,
};
