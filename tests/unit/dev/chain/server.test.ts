import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startChain, type LocalChain } from "@/dev/chain/server";

interface Row {
  readonly address: string;
  readonly tx_hash: string;
  readonly tx_index: number;
  readonly block_height: number;
}
interface AmountRow {
  readonly unit: string;
  readonly quantity: string;
}

const clock = { ms: Date.UTC(2025, 10, 20, 12) };
let chain: LocalChain;

beforeAll(async () => {
  chain = await startChain({ now: () => clock.ms });
});
afterAll(() => chain.close());
beforeEach(async () => {
  await sim("DELETE", "faults");
  await sim("POST", "limiter", { burst: 500, rps: 10 });
});

const call = (path: string, projectId: string | null = chain.projectId): Promise<Response> =>
  fetch(chain.url + path, projectId === null ? {} : { headers: { project_id: projectId } });

async function json<T>(path: string): Promise<T> {
  const response = await call(path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

async function sim<T>(method: string, command: string, body?: unknown): Promise<T> {
  const url = chain.url.replace("/api/v0", `/_sim/${command}`);
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return (await response.json()) as T;
}

const account = (rest = ""): string => `/accounts/${chain.demoAddress}${rest}`;

const problemOf = async (path: string, projectId?: string | null): Promise<unknown> =>
  (await call(path, projectId)).json();

describe("errors", () => {
  it("have Blockfrost's bodies", async () => {
    expect(await problemOf("/nonsense")).toEqual({
      status_code: 400,
      error: "Bad Request",
      message: "Invalid path. Please check https://docs.blockfrost.io/",
    });
    const unused = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";
    expect(await problemOf(`/accounts/${unused}`)).toEqual({
      status_code: 404,
      error: "Not Found",
      message: "The requested component has not been found.",
    });
    expect(await problemOf("/accounts/stake1nonsense")).toMatchObject({
      message: "Invalid or malformed stake address format.",
    });
    expect(await problemOf("/addresses/addr1nonsense")).toMatchObject({ status_code: 400 });
    expect(await problemOf(account("/transactions?from=x"))).toMatchObject({
      message: "Invalid (malformed or out of range) from/to parameter(s).",
    });
    expect(await problemOf(account("/utxos?count=101"))).toMatchObject({ status_code: 400 });
  });

  it("refuse a missing, unknown or foreign project id", async () => {
    expect(await problemOf("/blocks/latest", null)).toMatchObject({ status_code: 403 });
    expect(await problemOf("/blocks/latest", "mainnetSomebodyElse")).toMatchObject({
      message: "Invalid project token.",
    });
    expect(await problemOf("/blocks/latest", "preprodSomething")).toMatchObject({
      message: "Network token mismatch. Are you using token for the correct network?",
    });
  });
});

describe("paging", () => {
  it("by from=height:index gives the same rows as paging by page, none lost", async () => {
    const all = await json<Row[]>(account("/transactions"));
    const walked: Row[] = [];
    let from = "0:0";
    for (;;) {
      const page = await json<Row[]>(account(`/transactions?count=7&from=${from}`));
      const fresh = page.filter(
        (row) => !walked.some((known) => known.tx_hash === row.tx_hash && known.address === row.address),
      );
      walked.push(...fresh);
      const last = page.at(-1);
      if (last === undefined || page.length < 7 || fresh.length === 0) break;
      from = `${last.block_height}:${last.tx_index}`;
    }
    expect(walked).toEqual(all.slice(0, walked.length));
    expect(walked.length).toBe(all.length < 100 ? all.length : walked.length);
    const newest = await json<Row[]>(account("/transactions?order=desc&count=1"));
    const [row] = newest;
    expect(row).toBeDefined();
    const only = await json<Row[]>(account(`/transactions?from=${row?.block_height ?? 0}:${row?.tx_index ?? 0}`));
    expect(new Set(only.map(({ tx_hash }) => tx_hash))).toEqual(new Set([row?.tx_hash]));
    const after = `${row?.block_height ?? 0}:${(row?.tx_index ?? 0) + 1}`;
    expect(await json(account(`/transactions?from=${after}`))).toEqual([]);
  });

  it("counts pages from 1 and turns them with order", async () => {
    const ascending = await json<Row[]>(account("/transactions?count=100"));
    const second = await json<Row[]>(account("/transactions?count=10&page=2"));
    expect(second).toEqual(ascending.slice(10, 20));
  });
});

describe("consistency", () => {
  it("the account's figures are its UTxOs and its rewards", async () => {
    const figures = await json<Record<string, string>>(account());
    const utxos = await json<{ amount: AmountRow[] }[]>(account("/utxos"));
    const lovelace = utxos.reduce((total, { amount }) => total + BigInt(amount[0]?.quantity ?? 0), 0n);
    expect(figures["controlled_amount"]).toBe((lovelace + BigInt(figures["withdrawable_amount"] ?? 0)).toString());
    expect(BigInt(figures["rewards_sum"] ?? 0) - BigInt(figures["withdrawals_sum"] ?? 0)).toBe(
      BigInt(figures["withdrawable_amount"] ?? 0),
    );
    const assets = await json<AmountRow[]>(account("/addresses/assets"));
    const held = new Map<string, bigint>();
    for (const { unit, quantity } of utxos.flatMap(({ amount }) => amount.slice(1))) {
      held.set(unit, (held.get(unit) ?? 0n) + BigInt(quantity));
    }
    expect(assets).toEqual(
      [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, q]) => ({ unit, quantity: q.toString() })),
    );
  });

  it("a failed script shows its collateral twice, and the whole of it as fee", async () => {
    const rows = await json<Row[]>(account("/transactions"));
    const hashes = [...new Set(rows.map(({ tx_hash }) => tx_hash))];
    for (const hash of hashes) {
      const tx = await json<{ valid_contract: boolean; fees: string; redeemer_count: number }>(`/txs/${hash}`);
      if (tx.valid_contract) continue;
      const utxos = await json<{ inputs: FlaggedRow[]; outputs: FlaggedRow[] }>(`/txs/${hash}/utxos`);
      const plain = (list: readonly FlaggedRow[]): bigint =>
        list
          .filter((row) => !row.collateral && row.reference !== true)
          .reduce((all, { amount }) => all + BigInt(amount[0]?.quantity ?? 0), 0n);
      expect(plain(utxos.inputs) - plain(utxos.outputs)).toBe(BigInt(tx.fees));
      expect(utxos.inputs.filter(({ collateral }) => collateral)).toHaveLength(
        utxos.inputs.filter((row) => !row.collateral && row.reference !== true).length,
      );
      expect(tx.redeemer_count).toBe(0);
      return;
    }
    throw new Error("The demo wallet has no failed script");
  });

  it("resolves $demo to an address of the demo wallet", async () => {
    const unit = `f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a${Buffer.from("demo").toString("hex")}`;
    const [holder] = await json<{ address: string }[]>(`/assets/${unit}/addresses`);
    const { stake_address } = await json<{ stake_address: string }>(`/addresses/${holder?.address ?? ""}`);
    expect(stake_address).toBe(chain.demoAddress);
  });
});

interface FlaggedRow {
  readonly amount: AmountRow[];
  readonly collateral: boolean;
  readonly reference?: boolean;
}

describe("simulation commands", () => {
  it("spend tokens and log the calls", async () => {
    await sim("DELETE", "stats");
    await sim("POST", "limiter", { burst: 2, rps: 0 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await call("/blocks/latest")).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(await sim("GET", "stats")).toEqual({
      total: 3,
      byPattern: { "blocks/latest": 3 },
      byStatus: { "200": 2, "429": 1 },
      mostInFlight: 1,
      timestamps: [clock.ms, clock.ms, clock.ms],
    });
  });

  it("strike as often as ordered, on the paths ordered", async () => {
    await sim("POST", "faults", { status: 503, count: 1, path: "/blocks", retryAfter: 7 });
    expect((await call("/genesis")).status).toBe(200);
    const struck = await call("/blocks/latest");
    expect([struck.status, struck.headers.get("retry-after")]).toEqual([503, "7"]);
    expect((await call("/blocks/latest")).status).toBe(200);
    await sim("POST", "faults", { status: "html", count: 1 });
    expect(await (await call("/genesis")).text()).toContain("<!doctype html>");
    await sim("POST", "faults", { status: "truncate", count: 1 });
    await expect(call("/genesis").then((response) => response.text())).rejects.toThrow();
    await sim("POST", "faults", { status: "hang", count: 1 });
    await expect(
      fetch(`${chain.url}/genesis`, { headers: { project_id: chain.projectId }, signal: AbortSignal.timeout(100) }),
    ).rejects.toThrow();
  });

  it("refuse what they do not understand", async () => {
    expect(await sim("POST", "wallets", { seed: "x" })).toMatchObject({ status_code: 400 });
    expect(await sim("POST", "faults", { status: 999 })).toMatchObject({ status_code: 400 });
    expect(await sim("POST", "nothing")).toMatchObject({ status_code: 404 });
  });

  it("append, roll back and mine again", async () => {
    const wallet = await sim<{ stakeAddress: string }>("POST", "wallets", { seed: "fork", transactions: 20 });
    const list = (): Promise<Row[]> => json<Row[]>(`/accounts/${wallet.stakeAddress}/transactions?order=desc`);
    const before = await list();
    const { txHash, height } = await sim<{ txHash: string; height: number }>("POST", "append", {
      seed: "fork",
      kind: "receive",
    });
    const [appended] = await list();
    expect(appended).toMatchObject({ tx_hash: txHash, block_height: height });
    const block = await json<{ hash: string }>(`/blocks/${height}`);

    await sim("POST", "rollback", { depth: 1, remine: true });
    const [remined] = await list();
    expect(remined).toMatchObject({
      tx_hash: txHash,
      block_height: height + 1,
      tx_index: (appended?.tx_index ?? 0) + 1,
    });
    expect((await call(`/blocks/${block.hash}`)).status).toBe(404);
    expect((await json<{ hash: string }>(`/blocks/${height}`)).hash).not.toBe(block.hash);

    await sim("POST", "rollback", { depth: 2 });
    expect(await list()).toEqual(before);
    expect((await call(`/txs/${txHash}`)).status).toBe(404);
    const again = await sim<{ txHash: string | null }>("POST", "append", { seed: "fork", kind: "send" });
    expect((await list())[0]?.tx_hash).toBe(again.txHash);
  });

  it("poison one transaction", async () => {
    const [row] = await json<Row[]>(account("/transactions?count=1"));
    const hash = row?.tx_hash ?? "";
    await sim("POST", "poison", { txHash: hash });
    expect(await json(`/txs/${hash}/cbor`)).toEqual({ cbor: "84a400ff" });
    await sim("DELETE", "poison");
    expect((await json<{ cbor: string }>(`/txs/${hash}/cbor`)).cbor.length).toBeGreaterThan(400);
  });
});
