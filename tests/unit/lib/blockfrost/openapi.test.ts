import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import * as schemas from "@/lib/blockfrost/schemas";
import { variantsOf, wholeAnswer } from "@/tests/support/openapi-answers";

type SchemaName = Extract<keyof typeof schemas, `${string}Schema`>;

/** Every answer that we ask for, by the service's own document. */
const endpoints: readonly (readonly [path: string, schema: SchemaName])[] = [
  ["/accounts/{stake_address}", "accountSchema"],
  ["/accounts/{stake_address}/transactions", "accountTransactionsSchema"],
  ["/accounts/{stake_address}/utxos", "unspentOutputsSchema"],
  ["/accounts/{stake_address}/withdrawals", "accountEventsSchema"],
  ["/accounts/{stake_address}/registrations", "accountEventsSchema"],
  ["/accounts/{stake_address}/delegations", "accountEventsSchema"],
  ["/accounts/{stake_address}/mirs", "accountMirsSchema"],
  ["/accounts/{stake_address}/rewards", "accountRewardsSchema"],
  ["/accounts/{stake_address}/history", "accountHistorySchema"],
  ["/accounts/{stake_address}/addresses/total", "totalSchema"],
  ["/addresses/{address}/total", "totalSchema"],
  ["/addresses/{address}/transactions", "addressTransactionsSchema"],
  ["/addresses/{address}/utxos", "unspentOutputsSchema"],
  ["/addresses/{address}/utxos/{asset}", "unspentOutputsSchema"],
  ["/pools/{pool_id}/metadata", "poolMetadataSchema"],
  ["/pools/{pool_id}", "poolSchema"],
  ["/pools/{pool_id}/updates", "poolUpdatesSchema"],
  ["/pools/{pool_id}/history", "poolHistorySchema"],
  ["/txs/{hash}/pool_retires", "transactionPoolRetiresSchema"],
  ["/txs/{hash}", "transactionSchema"],
  ["/txs/{hash}", "transactionPlaceSchema"],
  ["/txs/{hash}/utxos", "transactionUtxosSchema"],
  ["/txs/{hash}/cbor", "transactionCborSchema"],
  ["/txs/{hash}/metadata", "transactionMetadataSchema"],
  ["/txs/{hash}/stakes", "transactionStakesSchema"],
  ["/txs/{hash}/delegations", "transactionDelegationsSchema"],
  ["/txs/{hash}/withdrawals", "transactionWithdrawalsSchema"],
  ["/txs/{hash}/mirs", "transactionMirsSchema"],
  ["/blocks/latest", "tipSchema"],
  ["/blocks/{hash_or_number}", "blockSchema"],
  ["/epochs/{number}/parameters", "epochParametersSchema"],
  ["/assets/{asset}", "assetSchema"],
  ["/assets/{asset}/addresses", "assetHoldersSchema"],
  ["/scripts/datum/{datum_hash}/cbor", "datumCborSchema"],
];

/** What we cannot do without. Whatever is not here may be missing, null or empty in any answer. */
const reliedOn: Readonly<Partial<Record<SchemaName, readonly string[]>>> = {
  accountSchema: ["withdrawals_sum", "withdrawable_amount"],
  accountTransactionsSchema: ["address", "tx_hash", "tx_index", "block_height", "block_time"],
  addressTransactionsSchema: ["tx_hash", "tx_index", "block_height", "block_time"],
  unspentOutputsSchema: ["address", "tx_hash", "output_index", "amount", "amount.unit", "amount.quantity"],
  accountEventsSchema: ["tx_hash"],
  accountMirsSchema: ["tx_hash", "amount"],
  accountRewardsSchema: ["epoch", "amount", "type"],
  accountHistorySchema: ["active_epoch", "amount", "pool_id"],
  poolHistorySchema: ["epoch", "blocks", "active_stake", "delegators_count", "rewards", "fees"],
  totalSchema: ["tx_count"],
  transactionSchema: [
    ...["hash", "fees", "valid_contract"],
    ...["withdrawal_count", "mir_cert_count", "delegation_count", "stake_cert_count"],
  ],
  transactionUtxosSchema: [
    ...["hash", "inputs", "inputs.address", "inputs.amount", "inputs.amount.unit", "inputs.amount.quantity"],
    ...["inputs.tx_hash", "inputs.output_index", "outputs", "outputs.address", "outputs.amount"],
    ...["outputs.amount.unit", "outputs.amount.quantity", "outputs.output_index"],
  ],
  transactionCborSchema: ["cbor"],
  transactionMetadataSchema: ["label"],
  transactionStakesSchema: ["cert_index", "address", "registration"],
  transactionDelegationsSchema: ["cert_index", "address", "pool_id"],
  transactionWithdrawalsSchema: ["address", "amount"],
  transactionMirsSchema: ["cert_index"],
  tipSchema: ["hash", "height"],
  blockSchema: ["hash"],
  assetHoldersSchema: ["address"],
  datumCborSchema: ["cbor"],
};

function refusalOf(name: SchemaName, answer: unknown): string | null {
  const schema: z.ZodType = schemas[name];
  return schema.safeParse(answer).error?.message ?? null;
}

describe.each(endpoints)("%s by %s", (path, name) => {
  it("is read as the document shows it", () => {
    expect(refusalOf(name, wholeAnswer(path))).toBeNull();
  });

  it("is read without any field that we do not rely on", () => {
    const relied = new Set(reliedOn[name] ?? []);
    const refused = variantsOf(path).filter(
      ({ field, answer }) => !relied.has(field) && refusalOf(name, answer) !== null,
    );
    expect(refused.map((variant) => variant.name)).toEqual([]);
  });

  it("is refused without a field that we rely on", () => {
    const gone = variantsOf(path).filter(({ name: variant }) => variant.endsWith("left out"));
    const needed = new Set(gone.filter(({ answer }) => refusalOf(name, answer) !== null).map(({ field }) => field));
    expect([...needed].sort()).toEqual([...(reliedOn[name] ?? [])].sort());
  });

  it("may be without what the document itself lets be absent", () => {
    const refused = variantsOf(path).filter(({ isAllowed, answer }) => isAllowed && refusalOf(name, answer) !== null);
    // The tip's height is null in the document only since blocks of Byron's epoch boundaries have none.
    const expected = name === "tipSchema" ? ["height null", "height empty"] : [];
    expect(refused.map((variant) => variant.name)).toEqual(expected);
  });
});

it("every answer that the code asks for is among these", () => {
  const code = readFileSync(join(import.meta.dirname, "../../../../lib/blockfrost/chain.ts"), "utf8");
  const used = new Set([...code.matchAll(/schema\.(\w+)/g)].map(([, name]) => name));
  expect([...new Set(endpoints.map(([, name]) => name))].sort()).toEqual([...used].sort());
});
