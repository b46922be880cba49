import { describe, expect, it } from "vitest";
import { openRecordedChain, startRecordedServer, type RecordedChain } from "@/tests/support/recorded-blockfrost";
import { isRecordedHere, previewWallets, unlessRecorded } from "@/tests/support/recorded-files";

const wallets = previewWallets();
const WALLET_2021 = "blockfrost-websocket-link/wallet-2021-12-16";
const STAKE_2021 = "stake1uxzutrtmxwv2rf2j3hdpps66ch0jydmkr58vwgnetddcdwg32u4rc";

interface Row {
  readonly address: string;
  readonly tx_hash: string;
  readonly tx_index: number;
  readonly block_height: number;
  readonly amount: readonly { unit: string; quantity: string }[];
}

function get(chain: RecordedChain, request: string): unknown {
  const [path = "", query = ""] = request.split("?");
  const { status, body } = chain.handle(path, new URLSearchParams(query));
  expect(status, request).toBe(200);
  return body;
}

/** All pages. */
function all(chain: RecordedChain, path: string): Row[] {
  const rows: Row[] = [];
  for (let page = 1; ; page++) {
    const next = get(chain, `${path}?page=${page}`) as Row[];
    rows.push(...next);
    if (next.length < 100) return rows;
  }
}

const balanceOf = (rows: readonly Row[]): Record<string, string> => {
  const sums = new Map<string, bigint>();
  for (const { unit, quantity } of rows.flatMap(({ amount }) => amount))
    sums.set(unit, (sums.get(unit) ?? 0n) + BigInt(quantity));
  return Object.fromEntries([...sums].map(([unit, quantity]) => [unit, quantity.toString()]));
};

describe.skipIf(!isRecordedHere)(`openRecordedChain${unlessRecorded}`, () => {
  it.each(wallets)("serves the whole of %s: list, UTxOs, withdrawals, bytes", (folder) => {
    const chain = openRecordedChain(folder);
    const [wallet = ""] = chain.wallets;
    expect(folder).toBe(`preview-chain-wallets/${wallet}`);
    const owner = `${wallet.startsWith("stake") ? "accounts" : "addresses"}/${wallet}`;
    const hashes = new Set(all(chain, `${owner}/transactions`).map(({ tx_hash }) => tx_hash));
    expect(hashes.size).toBe(chain.finalState?.tx_count);
    expect(balanceOf(all(chain, `${owner}/utxos`))).toEqual(chain.finalState?.utxo_balance);
    for (const hash of hashes) expect((get(chain, `txs/${hash}/cbor`) as { cbor: string }).cbor).toMatch(/^8[34]/);
    if (wallet.startsWith("addr")) return;
    const figures = get(chain, owner) as { withdrawals_sum: string };
    expect(figures.withdrawals_sum).toBe(chain.finalState?.withdrawals_sum);
  });

  it("serves the mainnet wallet of 2021 with Blockfrost's own totals", () => {
    const chain = openRecordedChain(WALLET_2021);
    const owner = `accounts/${STAKE_2021}`;
    expect((get(chain, owner) as { controlled_amount: string }).controlled_amount).toBe("27629378");
    expect(new Set(all(chain, `${owner}/transactions`).map(({ tx_hash }) => tx_hash)).size).toBe(6);
    expect(balanceOf(all(chain, `${owner}/utxos`))["lovelace"]).toBe("27256514");
    const withdrawals = get(chain, `${owner}/withdrawals`) as { amount: string }[];
    expect(withdrawals.map(({ amount }) => amount)).toEqual(["730065"]);
    const [registration] = get(chain, `${owner}/registrations`) as { action: string; deposit: string }[];
    expect(registration).toMatchObject({ action: "registered", deposit: "2000000" });
  });

  it("has nothing for what was not recorded", () => {
    const chain = openRecordedChain(WALLET_2021);
    const hash = "2d9de1f11cf6fd077132ad76ac5037dbaf5ad948e004b1716c5da5439cfe30f9";
    const statuses = [`txs/${hash}/cbor`, "accounts/stake1unknown", `txs/${"0".repeat(64)}`, "nonsense"].map(
      (path) => chain.handle(path, new URLSearchParams()).status,
    );
    expect(statuses).toEqual([404, 404, 404, 400]);
  });

  it("does not list a transaction that only refers to an address's output", () => {
    const chain = openRecordedChain("scalus-mainnet-blocks");
    const referredTo = "addr1wxja38g64j9v92uxvu7mju5k6849metk553fs84gns5kfgqqgykfz";
    const { status, body } = chain.handle(`addresses/${referredTo}/transactions`, new URLSearchParams());
    const listed = status === 200 ? (body as Row[]).map(({ tx_hash }) => tx_hash) : [];
    expect(listed).not.toContain("02514611d21b03099c4889e370cf772d5063c9dd11283be7d5f260a894381b04");
  });

  it("empties the Byron history at its end", () => {
    const chain = openRecordedChain("yoroi-bridge/byron-address-history");
    const hashes = chain.wallets
      .flatMap((address) => all(chain, `addresses/${address}/transactions`))
      .map(({ tx_hash }) => tx_hash);
    expect(new Set(hashes).size).toBe(15);
    expect(chain.wallets.flatMap((address) => all(chain, `addresses/${address}/utxos`))).toEqual([]);
  });

  it("pages an account's list by height and index", () => {
    const wallet = "stake_test1urkmj2vzdey7ac065rleyrc03fzp7gxxhw32pzgxv8dwuasaqtjuz";
    const chain = openRecordedChain(`preview-chain-wallets/${wallet}`);
    const rows = all(chain, `accounts/${wallet}/transactions`);
    const from = rows[40];
    const rest = get(
      chain,
      `accounts/${wallet}/transactions?count=5&from=${from?.block_height ?? 0}:${from?.tx_index ?? 0}`,
    ) as Row[];
    const first = rows.findIndex(({ tx_hash }) => tx_hash === from?.tx_hash);
    expect(rest).toEqual(rows.slice(first, first + 5));
  });

  it("answers over HTTP, one recording after the other", async () => {
    const server = await startRecordedServer();
    const asked = async (path: string) => {
      const response = await fetch(`${server.url}/${path}`);
      return [response.status, ((await response.json()) as { stake_address?: string }).stake_address];
    };
    const nothing = await asked(`accounts/${STAKE_2021}`);
    server.serve(WALLET_2021);
    const first = await asked(`accounts/${STAKE_2021}`);
    server.serve("yoroi-bridge/byron-address-history");
    expect([nothing, first, await asked(`accounts/${STAKE_2021}`)]).toEqual([
      [404, undefined],
      [200, STAKE_2021],
      [404, undefined],
    ]);
    await server.close();
  });

  it("hides bytes when asked to", async () => {
    const server = await startRecordedServer();
    const hash = "23a8f4782087e9b38780c340088717e437ccf39b9ae91b76cbba28d1535e884c";
    const folder = "preview-chain-wallets/addr_test1vp485n6wm7jpxpdvmfvsvs84xrx95l3s7fpn2tdlldd3gtgnhqua6";
    const statuses = [];
    for (const withoutCbor of [false, true]) {
      server.serve(folder, { withoutCbor });
      for (const part of ["cbor", "utxos"]) statuses.push((await fetch(`${server.url}/txs/${hash}/${part}`)).status);
    }
    expect(statuses).toEqual([200, 200, 404, 200]);
    await server.close();
  });
});
