import { blake224, blake256, fromText, toHex } from "../model/digest";
import { bytes, constr, int, type PlutusData } from "../model/plutus-data";
import { MINSWAP_V2_POLICY, MINSWAP_V2_POOL } from "../model/scripts";
import type { DexName, PoolSpec } from "./pool-spec";
import type { Reserves } from "./reserves";

/** How a DEX writes a pool: where it lies, what proves it, and what else lies there. */
export interface PoolForm {
  readonly script: string;
  readonly datum: "inline" | "hash";
  /** Held from the first day on by every pool of its kind, and made with it: units and how many. */
  readonly tokens: (pool: FormedPool) => readonly (readonly [unit: string, quantity: bigint])[];
  /** What names the pool: no other output at the script holds it. */
  readonly poolUnit: (pool: FormedPool) => string;
  /** Lovelace that is no reserve, beside an ADA side. */
  readonly kept: bigint;
  /** In both assets, what belongs to the protocol. */
  readonly apart: bigint;
  readonly data: (pool: FormedPool) => PlutusData;
}

export interface FormedPool {
  readonly spec: PoolSpec;
  readonly reserves: Reserves;
  readonly supply: bigint;
}

const ALL_LP = (1n << 63n) - 1n;
const APART = 40n;
const policyFor = (spec: PoolSpec, what: string): string => toHex(blake224(fromText(`market/${what}/${spec.id}`)));
const longName = ({ id }: PoolSpec): string => toHex(blake256(fromText(`market/lp/${id}`)));
const ident = ({ id }: PoolSpec): string => toHex(blake224(fromText(`market/ident/${id}`)));
const none = constr(1);

/** Both sides in the order of their units, ADA first, as every DEX has them. */
export function sides({ spec, reserves }: Pick<FormedPool, "spec" | "reserves">) {
  const quote = { unit: spec.quote?.unit ?? "", amount: reserves.quote };
  const token = { unit: spec.token.unit, amount: reserves.token };
  return quote.unit < token.unit ? ([quote, token] as const) : ([token, quote] as const);
}

const parts = (unit: string): [PlutusData, PlutusData] => [bytes(unit.slice(0, 56)), bytes(unit.slice(56))];
const asset = (unit: string): PlutusData => constr(0, ...parts(unit));
const ints = (...values: number[]): PlutusData[] => values.map((value) => int(BigInt(value)));

/** A forger of validity tokens can choose every letter but the policy's. */
const policyOf = (real: string, spec: PoolSpec): string => (spec.validity === "fake" ? policyFor(spec, "fake") : real);

const minswapV2: PoolForm = {
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

const minswapV1: PoolForm = {
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

const SUNDAE_V3 = "e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b";
const PROTOCOL_FEES = 3_000_000n;

const sundaeV3: PoolForm = {
  script: SUNDAE_V3,
  datum: "inline",
  tokens: ({ spec }) => [[`${SUNDAE_V3}000de140${ident(spec)}`, 1n]],
  poolUnit: ({ spec }) => `${SUNDAE_V3}000de140${ident(spec)}`,
  kept: PROTOCOL_FEES,
  apart: 0n,
  data: (pool) => {
    const [a, b] = sides(pool);
    const pair = { list: [{ list: parts(a.unit) }, { list: parts(b.unit) }] };
    return constr(
      0,
      bytes(ident(pool.spec)),
      pair,
      int(pool.supply),
      ...ints(30, 30),
      none,
      int(0n),
      int(PROTOCOL_FEES),
    );
  },
};

const SUNDAE_V1 = "0029cb7c88c7567b63d1a512c0ed626aa169688ec980730c0473b913";
/** The first deployment's pools have names of one or two bytes. */
const shortIdent = (spec: PoolSpec): string => ident(spec).slice(0, 4);

const sundaeV1: PoolForm = {
  script: "4020e7fc2de75a0729c3cc3af715b34d98381e0cdbcfa99c950bc3ac",
  datum: "hash",
  tokens: ({ spec }) => [[`${SUNDAE_V1}7020${shortIdent(spec)}`, 1n]],
  poolUnit: ({ spec }) => `${SUNDAE_V1}7020${shortIdent(spec)}`,
  kept: 2_000_000n,
  apart: 0n,
  data: (pool) => {
    const [a, b] = sides(pool);
    const pair = constr(0, asset(a.unit), asset(b.unit));
    return constr(0, pair, bytes(shortIdent(pool.spec)), int(pool.supply), constr(0, ...ints(3, 1_000)));
  },
};

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

/** Spectrum's pools and Splash's: their own token names them, and their LP token has a policy of its own. */
function spectrumLike(script: string, apart: bigint, rest: readonly PlutusData[]): PoolForm {
  const nft = (spec: PoolSpec): string => `${policyFor(spec, "nft")}6e6674`;
  const lq = (spec: PoolSpec): string => `${policyFor(spec, "lq")}6c71`;
  return {
    script,
    datum: "inline",
    tokens: ({ spec, supply }) => [
      [nft(spec), 1n],
      [lq(spec), ALL_LP - supply],
    ],
    poolUnit: ({ spec }) => nft(spec),
    kept: 0n,
    apart,
    data: (pool) => {
      const [a, b] = sides(pool);
      return constr(0, asset(nft(pool.spec)), asset(a.unit), asset(b.unit), asset(lq(pool.spec)), ...rest);
    },
  };
}

const keyHash = bytes("11".repeat(28));
const empty: PlutusData = { list: [] };

const vyfi: PoolForm = {
  script: "232c10966ce4d8e67c2eae17bb57c2cf4854a57509a752fbb3c02bd1",
  datum: "hash",
  tokens: () => [["96c31772282e6ae5c629120471c5bbcdef538226b31b97d74c50ca3c", 1n]],
  poolUnit: () => "96c31772282e6ae5c629120471c5bbcdef538226b31b97d74c50ca3c",
  kept: 2_000_000n,
  apart: APART,
  data: ({ supply }) => constr(0, int(APART), int(APART), int(supply)),
};

/** Splash's factory mints for this script; the fields after the fees say who may change them. */
const splash = spectrumLike("f002facfd69d51b63e7046c6d40349b0b17c8dd775ee415c66af3ccc", APART, [
  ...ints(99_700, 10, Number(APART), Number(APART)),
  ...[empty, int(0n), keyHash],
]);
const splashRoyalty = spectrumLike("cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1", APART, [
  ...ints(99_700, 100, 100, Number(APART), Number(APART), 0, 0),
  ...[empty, keyHash, keyHash, int(0n)],
]);
const spectrum = spectrumLike("e628bfd68c07a7a38fcd7d8df650812a9dfdbee54b1ed4c25c87ffbf", 0n, [
  int(997n),
  ...[empty, int(0n)],
]);

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
