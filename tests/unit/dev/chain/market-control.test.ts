import { describe, expect, it } from "vitest";
import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { createChain, type Chain } from "@/dev/chain/chain";
import { makePoolNow, tradeNow } from "@/dev/chain/gate/market-control";
import { tokenOf } from "@/dev/chain/market/market-token";
import type { MarketPool } from "@/dev/chain/market/market-pool";
import { utxoKey } from "@/dev/chain/model/chain-tx";
import { startChain } from "@/dev/chain/server";
import { bothSides } from "@/tests/support/both-sides";

const NOW = Date.UTC(2026, 10, 28, 12);
const newChain = (): Chain => createChain({ seed: 1, now: NOW });

function snekPool(chain: Chain): MarketPool {
  const found = chain.market.pools().find(({ spec }) => spec.token.ticker === "SNEK");
  if (found === undefined) throw new Error("No SNEK");
  return found;
}

const last = (chain: Chain, pool: MarketPool): number => pool.steps.last(chain.tip().height);

function price(pool: MarketPool, step: number): number {
  const { quote, token } = pool.steps.at(step).reserves;
  return Number(quote) / Number(token);
}

describe("a trade by hand", () => {
  it("moves the price by its share in the next block, and the pool goes on from there", () => {
    const chain = newChain();
    const pool = snekPool(chain);
    const before = last(chain, pool);
    const [old, older] = [price(pool, before), pool.at(before - 1).tx.hash];
    const { txHash, height } = tradeNow(chain, { pool: pool.poolUnit, share: 0.25 }) as {
      txHash: string;
      height: number;
    };
    expect(height).toBe(chain.tip().height);
    const traded = last(chain, pool);
    expect(traded).toBe(before + 1);
    expect(pool.hashOf(traded)).toBe(txHash);
    expect(price(pool, traded) / old).toBeCloseTo(1.25, 5);
    expect(pool.at(before - 1).tx.hash).toBe(older);
    expect(pool.at(traded).tx.inputs.map(utxoKey)).toContain(utxoKey(pool.outputOf(before)));
    chain.advance(200);
    let product = 0n;
    for (let step = before; step <= last(chain, pool); step++) {
      const { quote, token } = pool.steps.at(step).reserves;
      expect(quote * token).toBeGreaterThanOrEqual(product);
      product = quote * token;
      const { tx } = pool.at(step);
      if (tx.cbor !== null) expect(bothSides(tx).in).toEqual(bothSides(tx).out);
      if (step > before) expect(tx.inputs.map(utxoKey)).toContain(utxoKey(pool.outputOf(step - 1)));
    }
    expect(last(chain, pool)).toBeGreaterThan(traded + 20);
    expect(price(pool, last(chain, pool)) / old).toBeGreaterThan(1.15);
    expect(chain.consumedBy(pool.outputOf(traded))).toBe(pool.hashOf(traded + 1));
  });

  it("is the same in a chain of the same options, and gone when its block is", () => {
    const [chain, other] = [newChain(), newChain()];
    const body = { pool: snekPool(chain).poolUnit, share: -0.5 };
    const given = tradeNow(chain, body) as { txHash: string };
    expect(tradeNow(other, body)).toEqual(given);
    expect(chain.find(given.txHash)).not.toBeNull();
    chain.rollback(1);
    expect(chain.find(given.txHash)).toBeNull();
    chain.advance(5);
    const fresh = newChain();
    fresh.advance(5);
    const pool = snekPool(chain);
    expect(pool.outputOf(last(chain, pool))).toEqual(snekPool(fresh).outputOf(last(fresh, snekPool(fresh))));
  });

  it("can be repeated in block after block", () => {
    const chain = newChain();
    const pool = snekPool(chain);
    const old = price(pool, last(chain, pool));
    for (let i = 0; i < 20; i++) tradeNow(chain, { pool: pool.poolUnit, share: 0.1 });
    expect(price(pool, last(chain, pool)) / old).toBeCloseTo(1.1 ** 20, 3);
    const query = new URLSearchParams({ order: "desc", count: "20" });
    const rows = answerRequest(chain, `assets/${pool.poolUnit}/transactions`, query).body as { block_height: number }[];
    expect(rows.map(({ block_height }) => chain.tip().height - block_height)).toEqual([...rows.keys()]);
  });
});

describe("a pool by hand", () => {
  it("is there from its block on, at the price and depth that was asked for", () => {
    const chain = newChain();
    const { unit } = tokenOf("INDY");
    const honest = chain.market.pools().find(({ spec }) => spec.token.unit === unit) ?? snekPool(chain);
    const { height } = chain.tip();
    const made = makePoolNow(chain, { unit, depthLovelace: "300000000", times: 1_000_000 }) as { pool: string };
    const pool = chain.market.pool(made.pool);
    if (pool === null) throw new Error("no pool");
    expect(pool.spec.birthHeight).toBe(height + 1);
    expect(price(pool, 0) / price(honest, last(chain, honest)) / 1_000_000).toBeCloseTo(1, 1);
    expect(Number(pool.steps.at(0).reserves.quote) / 300_000_000).toBeCloseTo(1, 2);
    expect(chain.market.poolsAt(pool.outputOf(0).address.text)).toContain(pool);
    chain.rollback(1);
    expect(chain.market.pool(made.pool)).toBeNull();
  });

  it("of a new token has the ticker of another one, under a policy of its own", () => {
    const chain = newChain();
    const made = makePoolNow(chain, { ticker: "SNEK", everyBlocks: 1 }) as { unit: string; pool: string };
    expect(made.unit.slice(56)).toBe(tokenOf("SNEK").unit.slice(56));
    expect(made.unit).not.toBe(tokenOf("SNEK").unit);
    expect(answerRequest(chain, `assets/${made.unit}`, new URLSearchParams()).body).toMatchObject({
      metadata: { ticker: "SNEK" },
    });
    chain.advance(10);
    const pool = chain.market.pool(made.pool);
    expect(pool?.steps.last(chain.tip().height)).toBeGreaterThan(9);
  });

  it("or a trade that makes no sense is refused with a reason", async () => {
    const local = await startChain({ anchor: NOW });
    const post = async (command: string, body: unknown) => {
      const url = local.url.replace("/api/v0", `/_sim/${command}`);
      return (await fetch(url, { method: "POST", body: JSON.stringify(body) })).status;
    };
    expect(await post("market/trades", { pool: "ab", share: 1 })).toBe(400);
    expect(await post("market/trades", { pool: snekPool(local.chain).poolUnit, share: -1 })).toBe(400);
    expect(await post("market/pools", { unit: "ab" })).toBe(400);
    expect(await post("market/pools", { validity: "very" })).toBe(400);
    await local.close();
  });
});

describe("a live chain", () => {
  it("has the blocks that its clock says; any other stands still", async () => {
    for (const live of [true, false]) {
      const clock = { ms: NOW };
      const local = await startChain({ anchor: NOW, now: () => clock.ms, live });
      const before = local.chain.tip().height;
      clock.ms += 3_600_000;
      await fetch(`${local.url}/health`);
      expect(local.chain.tip().height - before).toBe(live ? 180 : 0);
      await local.close();
    }
  });
});
