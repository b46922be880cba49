import { z } from "zod";
import type { Chain } from "../chain";
import { DEXES, VALIDITIES } from "../market/pool-spec";
import { present } from "./present";

const tradeBody = z.object({
  /** The unit that names the pool. */
  pool: z.string(),
  /** What the price changes by, as a part of it: 0.1 makes it a tenth higher. */
  share: z.number().gt(-1).lte(1_000_000),
});

const poolBody = z.object({
  unit: z.string().optional(),
  ticker: z.string().max(32).optional(),
  dex: z.enum(DEXES).optional(),
  depthLovelace: z
    .string()
    .regex(/^\d{7,16}$/)
    .transform(BigInt)
    .optional(),
  times: z.number().positive().max(1_000_000).optional(),
  everyBlocks: z.number().int().positive().optional(),
  validity: z.enum(VALIDITIES).optional(),
});

/** One block with one more transaction of a pool. */
export function tradeNow(chain: Chain, body: unknown): unknown {
  const { pool, share } = tradeBody.parse(body);
  const { tx, height, index } = chain.market.trade(pool, 1 + share);
  chain.advance(1);
  return { txHash: tx.hash, height, index };
}

/** One block with the birth of a pool, of a token that there is or of a new one. */
export function makePoolNow(chain: Chain, body: unknown): unknown {
  const pool = chain.market.makePool(present(poolBody.parse(body ?? {})));
  const { height } = chain.advance(1);
  return { pool: pool.poolUnit, unit: pool.spec.token.unit, script: pool.script, txHash: pool.hashOf(0), height };
}

/** Every pool, with the units that tests need to ask for it. */
export const listPools = (chain: Chain): unknown =>
  chain.market.pools().map(({ poolUnit, script, spec }) => ({
    pool: poolUnit,
    script,
    dex: spec.dex,
    ticker: spec.token.ticker,
    unit: spec.token.unit,
    quote: spec.quote?.unit ?? null,
    validity: spec.validity,
    birthHeight: spec.birthHeight,
  }));

/** Like an older backend, or not. */
export function ignoreRange(chain: Chain, body: unknown): void {
  chain.market.ignoresRange = z.object({ ignoresRange: z.boolean() }).parse(body).ignoresRange;
}
