import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { createChain } from "@/dev/chain/chain";

const RECORDED = path.resolve(process.cwd(), "../shared/cardano/recorded/blockfrost-tests/mainnet");
const present = existsSync(RECORDED);
if (!present) console.warn(`Skipped: no recorded answers at ${RECORDED}`);

const chain = createChain({ seed: 1, now: Date.UTC(2025, 10, 20) });
const wallet = chain.addWallet({ seed: "shapes", transactions: 90, handle: "shapes" });
const account = wallet.stakeAddress ?? "";

const answer = (request: string): unknown => {
  const [route = "", query = ""] = request.split("?");
  return answerRequest(chain, route, new URLSearchParams(query)).body;
};

/** The fields of the first filled answer recorded for an endpoint. */
function recordedFields(folder: string): string[] {
  for (const file of readdirSync(path.join(RECORDED, folder)).sort()) {
    const fields = fieldsOf(JSON.parse(readFileSync(path.join(RECORDED, folder, file), "utf8")) as unknown);
    if (fields.length > 0) return fields;
  }
  throw new Error(`Nothing recorded in ${folder}`);
}

const fieldsOf = (body: unknown): string[] => {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return typeof first === "object" && first !== null ? Object.keys(first).sort() : [];
};

const transactionWith = (test: (tx: (typeof transactions)[number]) => boolean): string =>
  transactions.find(test)?.hash ?? "";
const transactions = chain.touchingTransactions(account).map(({ tx }) => tx);
const anyTx = transactions[0]?.hash ?? "";
const scripted = transactionWith(({ valid, redeemers }) => valid && redeemers.length > 0);
const address = wallet.addresses[0] ?? "";

describe.skipIf(!present)("answers have the fields of the recorded ones", () => {
  it.each([
    ["accounts", `accounts/${account}`],
    ["accounts_transactions", `accounts/${account}/transactions`],
    ["accounts_utxos", `accounts/${account}/utxos`],
    ["accounts_addresses", `accounts/${account}/addresses`],
    ["accounts_addresses_assets", `accounts/${account}/addresses/assets`],
    ["accounts_addresses_total", `accounts/${account}/addresses/total`],
    ["accounts_rewards", `accounts/${account}/rewards`],
    ["accounts_withdrawals", `accounts/${account}/withdrawals`],
    ["accounts_registrations", `accounts/${account}/registrations`],
    ["accounts_delegations", `accounts/${account}/delegations`],
    ["accounts_history", `accounts/${account}/history`],
    ["addresses", `addresses/${address}`],
    ["addresses_transactions", `addresses/${address}/transactions`],
    ["addresses_utxos", `addresses/${transactions.at(-1)?.outputs.at(-1)?.address.text ?? ""}/utxos`],
    ["txs", `txs/${anyTx}`],
    ["utxos", `txs/${anyTx}/utxos`],
    ["cbor", `txs/${anyTx}/cbor`],
    ["redeemers", `txs/${scripted}/redeemers`],
    ["metadata", `txs/${transactionWith(({ valid, metadata }) => valid && metadata.size > 0)}/metadata`],
    ["withdrawals", `txs/${transactionWith(({ withdrawals }) => withdrawals.length > 0)}/withdrawals`],
    [
      "stakes",
      `txs/${transactionWith(({ certificates }) => certificates.some(({ number }) => number === 1 || number === 8))}/stakes`,
    ],
    [
      "delegations",
      `txs/${transactionWith(({ certificates }) => certificates.some(({ poolHash }) => poolHash !== null))}/delegations`,
    ],
    ["assets_addresses", "assets/29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e/addresses"],
  ])("%s", (folder, request) => {
    expect(fieldsOf(answer(request))).toEqual(recordedFields(folder));
  });

  it("genesis, but for nothing", () => {
    expect(answer("genesis")).toEqual(JSON.parse(readFileSync(path.join(RECORDED, "genesis.json"), "utf8")));
  });

  it.each(["inputs", "outputs"])("the rows of /utxos %s", (side) => {
    const recorded = JSON.parse(
      readFileSync(
        path.join(RECORDED, "utxos/7ec5dd9f2fdd33b73786106b95be7737f6de5d53bb5e7b0610d1b9e947474d3c.json"),
        "utf8",
      ),
    ) as Record<string, unknown>;
    const ours = answer(`txs/${scripted}/utxos`) as Record<string, unknown>;
    expect(fieldsOf(ours[side])).toEqual(fieldsOf(recorded[side]));
  });

  it("a registered token", () => {
    const file = path.join(
      RECORDED,
      "assets/00000002df633853f6a47465c9496721d2d5b1291b8398016c0e87ae6e7574636f696e.json",
    );
    const recorded = JSON.parse(readFileSync(file, "utf8")) as { metadata: object };
    const ours = answer("assets/29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e") as {
      metadata: object;
    };
    expect([fieldsOf(ours), fieldsOf(ours.metadata)]).toEqual([fieldsOf(recorded), fieldsOf(recorded.metadata)]);
  });
});
