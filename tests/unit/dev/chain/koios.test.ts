import { Cbor } from "@harmoniclabs/cbor";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PlacedTx } from "@/dev/chain/chain";
import { createdBy } from "@/dev/chain/model/chain-tx";
import { blake256, fromHex, toHex } from "@/dev/chain/model/digest";
import { startChain, type LocalChain } from "@/dev/chain/server";

interface CborRow {
  readonly tx_hash: string;
  readonly block_height: number;
  readonly cbor: string | null;
}

const clock = { ms: Date.UTC(2025, 10, 20, 12) };
const plan = { burst: 100, windowMs: 10_000, pauseMs: 60_000, publicDailyQuota: 5_000, tokenDailyQuota: 50_000 };
let chain: LocalChain;
let history: readonly PlacedTx[];

beforeAll(async () => {
  chain = await startChain({ now: () => clock.ms });
  history = chain.chain.touchingTransactions(chain.demoAddress).filter(({ tx }) => tx.cbor !== null);
});
afterAll(() => chain.close());
beforeEach(async () => {
  await sim("DELETE", "koios/faults");
  await sim("POST", "koios/limiter", plan);
});

const post = (path: string, body: unknown, token?: string): Promise<Response> =>
  fetch(`${chain.koiosUrl}/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

async function sim<T>(method: string, command: string, body?: unknown): Promise<T> {
  const url = new URL(`/_sim/${command}`, chain.koiosUrl);
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return (await response.json()) as T;
}

async function cborRows(hashes: readonly string[]): Promise<CborRow[]> {
  const response = await post("tx_cbor", { _tx_hashes: hashes });
  expect(response.status).toBe(200);
  return (await response.json()) as CborRow[];
}

const hashesOf = (placed: readonly PlacedTx[]): string[] => placed.map(({ tx }) => tx.hash);
const sorted = (rows: readonly CborRow[]): CborRow[] => rows.toSorted((a, b) => (a.tx_hash < b.tx_hash ? -1 : 1));
const problemOf = async (response: Promise<Response>): Promise<[number, unknown]> => {
  const { status, headers } = await response;
  const isJson = headers.get("content-type")?.startsWith("application/json") ?? false;
  return [status, isJson ? await (await response).json() : await (await response).text()];
};

/** The transaction's four items, cut out by the library. */
function itemsOf(hex: string): { body: string; witnesses: string; flag: string; auxiliary: string } {
  const bytes = fromHex(hex);
  const ends = [1];
  for (let item = 0; item < 4; item++) {
    const start = ends.at(-1) ?? 0;
    ends.push(start + Cbor.parseWithOffset(bytes.slice(start)).offset);
  }
  expect(ends.at(-1)).toBe(bytes.length);
  const [body = "", witnesses = "", flag = "", auxiliary = ""] = ends
    .slice(1)
    .map((end, item) => toHex(bytes.slice(ends[item], end)));
  return { body, witnesses, flag, auxiliary };
}

describe("tx_cbor", () => {
  it("answers in an order of its own, each hash once, and nothing for those that it does not know", async () => {
    const asked = hashesOf(history.slice(0, 12));
    const rows = await cborRows([...asked.slice(0, 2), ...asked, "ab".repeat(32)].slice(0, 14));
    expect(rows.map(({ tx_hash }) => tx_hash)).not.toEqual(asked);
    expect(await cborRows([...asked.slice(0, 2), ...asked].slice(0, 14))).toHaveLength(12);
    const expected = history.slice(0, 12).map(({ tx, height }) => {
      const block = chain.chain.blocks.at(height);
      return {
        tx_hash: tx.hash,
        block_hash: block.hash,
        block_height: height,
        epoch_no: block.epoch,
        absolute_slot: block.slot,
        tx_timestamp: block.time,
        cbor: toHex(tx.cbor ?? new Uint8Array()),
      };
    });
    expect(sorted(rows)).toEqual(sorted(expected));
    expect(await cborRows([])).toEqual([]);
  });

  it("has no bytes where there never were any, and no row for a poisoned transaction", async () => {
    const genesis = chain.chain.transactions().find(({ tx }) => tx.cbor === null);
    expect(await cborRows([genesis?.tx.hash ?? ""])).toMatchObject([{ tx_hash: genesis?.tx.hash, cbor: null }]);
    const [hash = ""] = hashesOf(history);
    await sim("POST", "poison", { txHash: hash });
    expect(await cborRows([hash])).toEqual([]);
    await sim("DELETE", "poison");
    expect(await cborRows([hash])).toHaveLength(1);
  });
});

describe("utxo_info", () => {
  it("tells an output with all that is on it, or without datum and tokens", async () => {
    const utxo = history
      .flatMap(({ tx }) => createdBy(tx))
      .find(({ datum, value }) => datum?.kind === "inline" && value.assets.size > 0);
    if (utxo === undefined) throw new Error("The demo wallet never paid tokens with an inline datum");
    const block = chain.chain.blocks.at(chain.chain.find(utxo.txHash)?.height ?? 0);
    const plain = {
      tx_hash: utxo.txHash,
      tx_index: utxo.index,
      address: utxo.address.text,
      value: utxo.value.lovelace.toString(),
      stake_address: utxo.address.stakeAddress,
      payment_cred: utxo.address.payment?.hash,
      epoch_no: block.epoch,
      block_height: block.height,
      block_time: block.time,
      datum_hash: utxo.datum?.datum.hash,
      inline_datum: null,
      reference_script: null,
      asset_list: null,
      is_spent: chain.chain.utxos.consumedBy(utxo) !== null,
    };
    const refs = [`${utxo.txHash}#${utxo.index}`, `${utxo.txHash}#99`, `${"ab".repeat(32)}#0`];
    expect(await (await post("utxo_info", { _utxo_refs: refs })).json()).toEqual([plain]);
    const tokens = [...utxo.value.assets].map(([unit, quantity]) => ({
      policy_id: unit.slice(0, 56),
      asset_name: unit.slice(56),
      fingerprint: expect.stringMatching(/^asset1/) as string,
      decimals: expect.any(Number) as number,
      quantity: quantity.toString(),
    }));
    expect(await (await post("utxo_info", { _utxo_refs: refs, _extended: true })).json()).toEqual([
      {
        ...plain,
        inline_datum: {
          bytes: toHex(utxo.datum?.datum.cbor ?? new Uint8Array()),
          value: expect.any(Object) as object,
        },
        asset_list: tokens,
      },
    ]);
  });
});

describe("refusals", () => {
  it("speak as PostgREST and what stands before it", async () => {
    expect(await problemOf(post("tx_cbor", "{"))).toEqual([
      400,
      { code: "PGRST102", details: null, hint: null, message: "Empty or invalid json" },
    ]);
    expect(await problemOf(post("tx_cbor", { _hashes: [] }))).toMatchObject([404, { code: "PGRST202" }]);
    expect(await problemOf(post("tx_cbor", { _tx_hashes: "ab" }))).toMatchObject([
      400,
      { code: "22P02", message: 'malformed array literal: "ab"' },
    ]);
    expect(await problemOf(post("tx_cbor", { _tx_hashes: ["xy"] }))).toMatchObject([400, { code: "22023" }]);
    expect(await problemOf(post("utxo_info", { _utxo_refs: ["ab"] }))).toMatchObject([
      400,
      { message: 'invalid input syntax for type smallint: ""' },
    ]);
    expect(await problemOf(fetch(`${chain.koiosUrl}/tx_cbor`))).toMatchObject([405, { code: "PGRST101" }]);
    expect(await problemOf(post("nothing", {}))).toEqual([
      404,
      "Query not Found! Please verify syntax referring to examples from https://api.koios.rest",
    ]);
    expect(await problemOf(post("tx_cbor", { _tx_hashes: [] }, "somebody's"))).toEqual([
      403,
      "Unauthorized Auth Token",
    ]);
  });

  it("a body over the plan's size", async () => {
    const body = (bytes: number): string => JSON.stringify({ _tx_hashes: [] }).padEnd(bytes, " ");
    expect((await post("tx_cbor", body(1_024))).status).toBe(200);
    expect(await problemOf(post("tx_cbor", body(1_025)))).toEqual([
      413,
      "Payload too large, body length was 1025. Please ensure your request body size is below 1024 bytes",
    ]);
    expect((await post("tx_cbor", body(5_120), chain.koiosToken)).status).toBe(200);
    expect((await post("tx_cbor", body(5_121), chain.koiosToken)).status).toBe(413);
  });

  it("calls beyond the window, one endpoint and client at a time, for a minute; logged", async () => {
    await sim("POST", "koios/limiter", { burst: 2 });
    await sim("DELETE", "koios/stats");
    const status = async (path = "tx_cbor", token?: string): Promise<number> =>
      (await post(path, { [path === "tx_cbor" ? "_tx_hashes" : "_utxo_refs"]: [] }, token)).status;
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
    expect([await status("utxo_info"), await status("tx_cbor", chain.koiosToken)]).toEqual([200, 200]);
    clock.ms += 59_999;
    expect(await status()).toBe(429);
    clock.ms += 1;
    expect(await status()).toBe(200);
    expect(await sim("GET", "koios/stats")).toMatchObject({
      total: 7,
      byPattern: { tx_cbor: 6, utxo_info: 1 },
      byStatus: { "200": 5, "429": 2 },
    });
  });
});

describe("faults", () => {
  it("are ordered apart from Blockfrost's", async () => {
    await sim("POST", "koios/faults", { status: 429, count: 1, path: "/tx_cbor", retryAfter: 60 });
    expect((await post("utxo_info", { _utxo_refs: [] })).status).toBe(200);
    const struck = await post("tx_cbor", { _tx_hashes: [] });
    expect([struck.status, struck.headers.get("retry-after")]).toEqual([429, "60"]);
    await sim("POST", "faults", { status: 503 });
    expect((await post("tx_cbor", { _tx_hashes: [] })).status).toBe(200);
    await sim("DELETE", "faults");
    await sim("POST", "koios/faults", { status: "truncate", count: 1 });
    await expect(post("tx_cbor", { _tx_hashes: [] }).then((response) => response.text())).rejects.toThrow();
    expect(await sim("POST", "koios/faults", { status: "nonsense" })).toMatchObject({ status_code: 400 });
    expect(await sim("POST", "faults", { status: "lie" })).toMatchObject({ status_code: 400 });
  });

  const struckBy = async (status: string, placed: readonly PlacedTx[]): Promise<Map<string, string>> => {
    await sim("POST", "koios/faults", { status, count: 1 });
    return new Map((await cborRows(hashesOf(placed))).map(({ tx_hash, cbor }) => [tx_hash, cbor ?? ""]));
  };
  const bytesOf = ({ tx }: PlacedTx): string => toHex(tx.cbor ?? new Uint8Array());

  it("lie: the bytes of another transaction", async () => {
    const some = history.slice(0, 3);
    for (const [hash, cbor] of await struckBy("lie", some)) {
      expect(toHex(blake256(fromHex(itemsOf(cbor).body)))).not.toBe(hash);
    }
  });

  it.each(["lie-flag", "lie-auxiliary", "lie-script-data"] as const)("%s changes that part alone", async (status) => {
    const part = { "lie-flag": "flag", "lie-auxiliary": "auxiliary", "lie-script-data": "witnesses" } as const;
    let altered = 0;
    for (let at = 0; at < history.length; at += 14) {
      const some = history.slice(at, at + 14);
      const told = await struckBy(status, some);
      for (const placed of some) {
        const [right, wrong] = [itemsOf(bytesOf(placed)), itemsOf(told.get(placed.tx.hash) ?? "")];
        const hasPart = status !== "lie-script-data" || placed.tx.redeemers.length + placed.tx.witnessDatums.length > 0;
        expect({ ...wrong, [part[status]]: "" }).toEqual({ ...right, [part[status]]: "" });
        expect(wrong[part[status]] !== right[part[status]]).toBe(hasPart);
        altered += hasPart ? 1 : 0;
      }
    }
    expect(altered).toBeGreaterThan(5);
  });

  it("cut, partial and huge", async () => {
    const some = history.slice(0, 5);
    const [first = ""] = some.map(bytesOf);
    const halves = await struckBy("cut", some.slice(0, 1));
    expect([...halves.values()]).toEqual([first.slice(0, 2 * Math.floor(first.length / 4))]);
    expect((await struckBy("partial", some)).size).toBe(2);
    await sim("POST", "koios/faults", { status: "huge", count: 1 });
    const answer = await post("tx_cbor", { _tx_hashes: hashesOf(some) });
    expect((await answer.text()).length).toBeGreaterThan(5 * 1_024 * 1_024);
  });

  it("an output that is worth more than it is", async () => {
    const [utxo] = history.flatMap(({ tx }) => createdBy(tx));
    await sim("POST", "koios/faults", { status: "lie", count: 1 });
    const rows: unknown = await (
      await post("utxo_info", { _utxo_refs: [`${utxo?.txHash ?? ""}#${utxo?.index ?? 0}`] })
    ).json();
    expect(rows).toMatchObject([{ value: ((utxo?.value.lovelace ?? 0n) + 1_000_000n).toString() }]);
  });
});
