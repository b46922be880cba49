import { bytes, constr, int } from "../model/plutus-data";
import { asset, ident, ints, none, parts, sides, type PoolForm } from "./pool-form";
import type { PoolSpec } from "./pool-spec";

const SUNDAE_V3 = "e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b";
const PROTOCOL_FEES = 3_000_000n;

export const sundaeV3: PoolForm = {
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

export const sundaeV1: PoolForm = {
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
