import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  accountEventsSchema,
  accountMirsSchema,
  accountRewardsSchema,
  accountSchema,
  accountTransactionsSchema,
  addressTransactionsSchema,
  assetSchema,
  quantity,
  totalSchema,
  transactionCborSchema,
  transactionDelegationsSchema,
  transactionMetadataSchema,
  transactionMirsSchema,
  transactionSchema,
  transactionStakesSchema,
  transactionUtxosSchema,
  transactionWithdrawalsSchema,
  unspentOutputsSchema,
} from "@/lib/blockfrost/schemas";
import { isRecordedHere, readRecorded, recordedNames, unlessRecorded } from "@/tests/support/recorded-files";

const endpoints: Record<string, z.ZodType> = {
  accounts: accountSchema,
  accounts_transactions: accountTransactionsSchema,
  accounts_utxos: unspentOutputsSchema,
  accounts_withdrawals: accountEventsSchema,
  accounts_mirs: accountMirsSchema,
  accounts_registrations: accountEventsSchema,
  accounts_delegations: accountEventsSchema,
  accounts_rewards: accountRewardsSchema,
  addresses_total: totalSchema,
  addresses_transactions: addressTransactionsSchema,
  addresses_utxos: unspentOutputsSchema,
  txs: transactionSchema,
  utxos: transactionUtxosSchema,
  cbor: transactionCborSchema,
  metadata: transactionMetadataSchema,
  stakes: transactionStakesSchema,
  delegations: transactionDelegationsSchema,
  withdrawals: transactionWithdrawalsSchema,
  mirs: transactionMirsSchema,
  assets: assetSchema,
};

/** The recorder wrote `{}` where the service answered with an error, and filed two transactions' CBOR under `txs` too. */
function isAnswer(value: unknown, endpoint: string): boolean {
  if (Array.isArray(value)) return true;
  const keys = Object.keys(value as object);
  return keys.length > 0 && !(endpoint === "txs" && keys.every((key) => key === "cbor"));
}

describe.skipIf(!isRecordedHere)(`Answers of the real service${unlessRecorded}`, () => {
  const cases = ["mainnet", "preprod"].flatMap((network) =>
    Object.keys(endpoints).map((endpoint) => ({ network, endpoint })),
  );

  it.each(cases)("$network $endpoint", ({ network, endpoint }) => {
    const folder = `blockfrost-tests/${network}/${endpoint}`;
    const refused = recordedNames(folder).flatMap((name) => {
      const answer = readRecorded(`${folder}/${name}.json`);
      const result = endpoints[endpoint]?.safeParse(answer);
      return isAnswer(answer, endpoint) && result?.success !== true ? [`${name}: ${result?.error.message ?? ""}`] : [];
    });
    expect(refused).toEqual([]);
  });
});

describe("schemas", () => {
  it("make bigints of quantities, and only of whole numbers in digits", () => {
    expect([quantity.parse("9223372036854775807"), quantity.parse("-1")]).toEqual([2n ** 63n - 1n, -1n]);
    for (const wrong of ["", "1.5", "1e3", "0x10", " 1", 1]) expect(quantity.safeParse(wrong).success).toBe(false);
  });

  it("let unknown fields through and refuse what we rely on", () => {
    const row = { tx_hash: "ab".repeat(32), tx_index: 0, block_height: 5, block_time: 1_600_000_000, more: true };
    expect(addressTransactionsSchema.parse([row])).toEqual([{ ...row, block_time: new Date(1_600_000_000_000) }]);
    expect(addressTransactionsSchema.safeParse([{ ...row, tx_hash: "ab" }]).success).toBe(false);
    expect(addressTransactionsSchema.safeParse([{ ...row, tx_index: undefined }]).success).toBe(false);
    expect(accountSchema.safeParse({ status_code: 404, error: "Not Found", message: "" }).success).toBe(false);
    expect(addressTransactionsSchema.safeParse({ status_code: 402 }).success).toBe(false);
  });
});
