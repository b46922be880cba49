import { bytes, constr, int, type PlutusData } from "../model/plutus-data";
import { ALL_LP, APART, asset, ints, policyFor, sides, type PoolForm } from "./pool-form";
import type { PoolSpec } from "./pool-spec";

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

/** Splash's factory mints for this script; the fields after the fees say who may change them. */
export const splash = spectrumLike("f002facfd69d51b63e7046c6d40349b0b17c8dd775ee415c66af3ccc", APART, [
  ...ints(99_700, 10, Number(APART), Number(APART)),
  ...[empty, int(0n), keyHash],
]);
export const splashRoyalty = spectrumLike("cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1", APART, [
  ...ints(99_700, 100, 100, Number(APART), Number(APART), 0, 0),
  ...[empty, keyHash, keyHash, int(0n)],
]);
export const spectrum = spectrumLike("e628bfd68c07a7a38fcd7d8df650812a9dfdbee54b1ed4c25c87ffbf", 0n, [
  int(997n),
  ...[empty, int(0n)],
]);
