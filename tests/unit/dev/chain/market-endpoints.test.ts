import { bech32 } from "@scure/base";
import { beforeAll, afterAll, describe, expect, it } from "vitest";
import { startChain, type LocalChain } from "@/dev/chain/server";
import { tokenOf } from "@/dev/chain/market/market-token";
import type { MarketPool } from "@/dev/chain/market/market-pool";
import { fromHex, toHex } from "@/dev/chain/model/digest";

interface UtxoRow {
  readonly tx_hash: string;
  readonly output_index: number;
  readonly block: string;
  readonly amount: readonly { unit: string; quantity: string }[];
  readonly data_hash: string | null;
  readonly inline_datum: string | null;
}
interface TxRow {
  readonly tx_hash: string;
  readonly tx_index: number;
  readonly block_height: number;
  readonly block_time: number;
}

const NOW = Date.UTC(2026, 10, 28, 12);
let local: LocalChain;
beforeAll(async () => {
  local = await startChain({ anchor: NOW, marketTokens: 250 });
  await sim("POST", "limiter", { burst: 100_000 });
});
afterAll(() => local.close());

async function json<T>(path: string, status = 200): Promise<T> {
  const response = await fetch(local.url + path, { headers: { project_id: local.projectId } });
  expect(response.status, path).toBe(status);
  return (await response.json()) as T;
}

async function sim<T>(method: string, command: string, body?: unknown): Promise<T> {
  const url = local.url.replace("/api/v0", `/_sim/${command}`);
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return (await response.json()) as T;
}

const scriptText = (hash: string): string => bech32.encode("script", bech32.toWords(fromHex(hash)));
const { pools } = { pools: () => local.chain.market.pools() };
const poolOf = (ticker: string, dex: string): MarketPool => {
  const found = pools().find(({ spec }) => spec.token.unit === tokenOf(ticker).unit && spec.dex === dex);
  if (found === undefined) throw new Error(`No pool of ${ticker} at ${dex}`);
  return found;
};
const minswap = (): string => scriptText(poolOf("SNEK", "minswap-v2").script);
const tip = (): number => local.chain.tip().height;

describe("a script's unspent outputs", () => {
  it("are all of its pools and what else lies there, the newest first, page by page", async () => {
    const rows: UtxoRow[] = [];
    for (let page = 1; ; page++) {
      const some = await json<UtxoRow[]>(`/addresses/${minswap()}/utxos?order=desc&count=100&page=${page}`);
      rows.push(...some);
      if (some.length < 100) break;
    }
    const { script } = poolOf("SNEK", "minswap-v2");
    const own = pools().filter((pool) => pool.script === script);
    const demo = [...local.chain.utxos.all()].filter(({ address }) => address.payment?.hash === script);
    expect(rows.length).toBe(own.length + demo.length);
    expect(demo).toHaveLength(1);
    expect(new Set(rows.map(({ tx_hash }) => tx_hash)).size).toBe(rows.length);
    const heights = rows.map(({ tx_hash }) => local.chain.find(tx_hash)?.height ?? 0);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    for (const pool of own) {
      const { txHash, value } = pool.outputOf(pool.steps.last(tip()));
      expect(rows.find(({ tx_hash }) => tx_hash === txHash)?.amount[0]).toEqual({
        unit: "lovelace",
        quantity: value.lovelace.toString(),
      });
    }
    const ascending = await json<UtxoRow[]>(`/addresses/${minswap()}/utxos?count=7&page=1`);
    expect(ascending).toEqual(rows.toReversed().slice(0, 7));
    expect(await json(`/addresses/${minswap()}/utxos?page=9`)).toEqual([]);
    expect(rows.some(({ amount }) => amount.length === 2)).toBe(true);
  });

  it("with a unit are those alone; with one that is not there none; of a script without pools not found", async () => {
    const pool = poolOf("SNEK", "minswap-v2");
    const [row, ...others] = await json<UtxoRow[]>(`/addresses/${minswap()}/utxos/${pool.poolUnit}`);
    expect([row?.tx_hash, others]).toEqual([pool.hashOf(pool.steps.last(tip())), []]);
    expect(await json(`/addresses/${minswap()}/utxos/${"ab".repeat(28)}`)).toEqual([]);
    await json(`/addresses/${scriptText("ab".repeat(28))}/utxos`, 404);
  });

  it("keep the hash of a datum alone where their DEX does, and tell it when asked", async () => {
    for (const [ticker, dex] of [
      ["MIN", "minswap-v1"],
      ["INDY", "sundae-v1"],
      ["SNEK", "vyfi"],
    ] as const) {
      const pool = poolOf(ticker, dex);
      const [row] = await json<UtxoRow[]>(`/addresses/${scriptText(pool.script)}/utxos/${pool.poolUnit}`);
      expect(row?.inline_datum).toBeNull();
      const { cbor } = await json<{ cbor: string }>(`/scripts/datum/${row?.data_hash ?? ""}/cbor`);
      expect(cbor).toBe(toHex(pool.outputOf(pool.steps.last(tip())).datum?.datum.cbor ?? new Uint8Array()));
    }
  });
});

describe("a pool's transactions", () => {
  const list = (pool: MarketPool, query: string) => json<TxRow[]>(`/assets/${pool.poolUnit}/transactions?${query}`);

  it("as of a height and an index: the newest is what the height alone says, and its bytes are at hand", async () => {
    for (const pool of pools().slice(0, 40)) {
      if (pool.spec.validity !== "real") continue;
      const height = tip() - 40_000 - pool.spec.number;
      const [row] = await list(pool, `to=${height}:9999&order=desc&count=1`);
      const step = pool.steps.last(height);
      expect(row).toEqual({
        tx_hash: pool.hashOf(step),
        tx_index: pool.index,
        block_height: pool.steps.at(step).height,
        block_time: local.chain.blocks.at(pool.steps.at(step).height).time,
      });
      const { cbor } = await json<{ cbor: string }>(`/txs/${row?.tx_hash ?? ""}/cbor`);
      expect(cbor).toBe(toHex(pool.at(step).tx.cbor ?? new Uint8Array()));
    }
  });

  it("page by page are all there are between two places, both ways", async () => {
    const pool = poolOf("SPARSE", "minswap-v2");
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => list(pool, `page=${page}`)));
    const all = pages.flat();
    expect(all).toHaveLength(pool.steps.last(tip()) + 1);
    expect(await list(pool, "order=desc")).toEqual(all.toReversed().slice(0, 100));
    const paged = [1, 2, 3].map((page) => list(pool, `count=9&page=${page}&order=desc`));
    expect((await Promise.all(paged)).flat()).toEqual(all.toReversed().slice(0, 27));
    const from = `from=${all[3]?.block_height ?? 0}:${all[3]?.tx_index ?? 0}`;
    for (const [i, { block_height, tx_index }] of all.slice(3, 30).entries()) {
      expect(await list(pool, `${from}&to=${block_height}:${tx_index}`)).toEqual(all.slice(3, 4 + i));
      if (i > 0) expect(await list(pool, `${from}&to=${block_height}:${tx_index - 1}`)).toEqual(all.slice(3, 3 + i));
    }
    const [first] = all;
    expect(await list(pool, `to=${(first?.block_height ?? 0) - 1}`)).toEqual([]);
    expect(await list(pool, "count=100&page=500")).toEqual([]);
  });

  it("of an older backend know no range", async () => {
    const pool = poolOf("THIN", "minswap-v2");
    const newest = await list(pool, "order=desc&count=1");
    await sim("POST", "market/backend", { ignoresRange: true });
    expect(await list(pool, `order=desc&count=1&to=${tip() - 100_000}`)).toEqual(newest);
    await sim("POST", "market/backend", { ignoresRange: false });
    expect(await list(pool, `order=desc&count=1&to=${tip() - 100_000}`)).not.toEqual(newest);
  });

  it("tell what they spent and made, and by whom that was spent", async () => {
    const pool = poolOf("USDM", "minswap-v2");
    const last = pool.steps.last(tip());
    const [now, before] = [pool.at(last), pool.at(last - 1)];
    const tx = await json<Record<string, unknown>>(`/txs/${now.tx.hash}`);
    expect(tx).toMatchObject({ block_height: now.height, index: now.index, valid_contract: true, redeemer_count: 1 });
    const { inputs } = await json<{ inputs: { tx_hash: string; output_index: number }[] }>(`/txs/${now.tx.hash}/utxos`);
    expect(inputs).toContainEqual(expect.objectContaining({ tx_hash: before.tx.hash, output_index: 0 }));
    const made = await json<{ outputs: { consumed_by_tx: string | null }[] }>(`/txs/${before.tx.hash}/utxos`);
    expect(made.outputs[0]?.consumed_by_tx).toBe(now.tx.hash);
    const unspent = await json<{ outputs: { consumed_by_tx: string | null }[] }>(`/txs/${now.tx.hash}/utxos`);
    expect(unspent.outputs[0]?.consumed_by_tx).toBeNull();
    const block = await json<{ hash: string; height: number; tx_count: number }>(`/blocks/${tx["block"] as string}`);
    expect(block.height).toBe(now.height);
    expect(block).toEqual(await json(`/blocks/${now.height}`));
    expect(block.tx_count).toBe(local.chain.transactionsOf(now.height).length);
  });

  it("stand at Koios with the same bytes", async () => {
    const { tx, height } = pools()[0]?.at(pools()[0]?.steps.last(tip()) ?? 0) ?? { tx: null, height: 0 };
    const response = await fetch(`${local.koiosUrl}/tx_cbor`, {
      method: "POST",
      body: JSON.stringify({ _tx_hashes: [tx?.hash] }),
    });
    expect(await response.json()).toEqual([
      expect.objectContaining({ tx_hash: tx?.hash, block_height: height, cbor: toHex(tx?.cbor ?? new Uint8Array()) }),
    ]);
  });
});

describe("assets", () => {
  it("have the names that the registry knows, and are not found where there are none", async () => {
    const iag = tokenOf("IAG");
    expect(await json(`/assets/${iag.unit}`)).toMatchObject({
      asset: iag.unit,
      quantity: iag.supply.toString(),
      metadata: { ticker: "IAG", decimals: 6 },
    });
    await json(`/assets/${"ab".repeat(28)}`, 404);
    await json(`/assets/${"ab".repeat(28)}/utxos`, 404);
    await json(`/assets/${"ab".repeat(28)}/transactions`, 404);
    const pool = poolOf("IAG", "sundae-v3");
    expect(await json(`/assets/${pool.poolUnit}`)).toMatchObject({ quantity: "1", metadata: null });
    expect(await json(`/assets/${pool.poolUnit}/history`)).toEqual([
      { tx_hash: pool.hashOf(0), action: "minted", amount: "1" },
    ]);
  });

  it("lie where their pools are, with the block that made the output", async () => {
    const pool = poolOf("IAG", "minswap-v2");
    const rows = await json<Record<string, unknown>[]>(`/assets/${pool.poolUnit}/utxos`);
    const { tx, height } = pool.at(pool.steps.last(tip()));
    const { hash, time } = local.chain.blocks.at(height);
    const place = { tx_hash: tx.hash, output_index: 0, block: hash, block_height: height, block_time: time };
    expect(rows).toEqual([expect.objectContaining(place)]);
    expect(await json<unknown[]>(`/assets/${tokenOf("IAG").unit}/utxos`)).toHaveLength(2);
  });
});
