import { z } from "zod";
import { boundedJson, maxJsonCharacters } from "@/lib/blockfrost/bounded-json";
import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { isTxHash } from "@/lib/cardano/parse-tx-hash";
import { isUnit } from "@/lib/cardano/unit";

/** Every answer that we read. Fields that we rely on are strict; others are let through or may be absent. */

const hexPattern = /^([0-9a-f]{2})*$/;

/** A quantity on the wire, an integer in decimal digits, as a bigint. */
export const quantity = z
  .string()
  .regex(/^-?\d+$/, "a whole number in digits")
  .transform(BigInt);

const count = z.number().int().nonnegative();
const hex = z.string().regex(hexPattern, "hex digits");
const hash64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const txHash = z.string().refine(isTxHash, "a transaction hash");
const unit = z.string().refine(isUnit, "a unit");
const credentialHash = z
  .string()
  .regex(/^[0-9a-f]{56}$/, "56 hex digits")
  .transform((text) => text as CredentialHash);
const paymentAddress = z
  .string()
  .min(1)
  .transform((text) => text as PaymentAddress);
const stakeAddress = z
  .string()
  .regex(/^stake(_test)?1[a-z0-9]+$/, "a stake address")
  .transform((text) => text as StakeAddress);
/** Unix seconds. */
const unixTime = z
  .number()
  .int()
  .positive()
  .transform((seconds) => new Date(seconds * 1000));

const amount = z.array(z.looseObject({ unit, quantity }));

/** `GET /accounts/{stake}` */
export const accountSchema = z.looseObject({
  stake_address: stakeAddress,
  active: z.boolean(),
  active_epoch: count.nullish(),
  controlled_amount: quantity,
  rewards_sum: quantity,
  withdrawals_sum: quantity,
  reserves_sum: quantity,
  treasury_sum: quantity,
  withdrawable_amount: quantity,
  pool_id: z.string().nullish(),
  drep_id: z.string().nullish(),
});

const listedTransaction = z.looseObject({
  tx_hash: txHash,
  tx_index: count,
  block_height: count,
  block_time: unixTime,
});

/** `GET /addresses/{address}/transactions` */
export const addressTransactionsSchema = z.array(listedTransaction);

/** `GET /accounts/{stake}/transactions`: one row for each transaction and address. */
export const accountTransactionsSchema = z.array(listedTransaction.extend({ address: paymentAddress }));

/** `GET /accounts/{stake}/addresses` */

/** `GET /accounts/{stake}/utxos` and `GET /addresses/{address}/utxos` */
export const unspentOutputsSchema = z.array(
  z.looseObject({
    address: paymentAddress,
    tx_hash: txHash,
    output_index: count,
    amount,
    block: hash64.optional(),
    data_hash: hash64.nullish(),
    inline_datum: hex.nullish(),
    reference_script_hash: credentialHash.nullish(),
  }),
);

const accountEvent = {
  tx_hash: txHash,
  tx_slot: count.optional(),
  block_height: count.optional(),
  block_time: unixTime.optional(),
};

/** `GET /accounts/{stake}/withdrawals` */
export const accountWithdrawalsSchema = z.array(z.looseObject({ ...accountEvent, amount: quantity }));

/** `GET /accounts/{stake}/mirs` */
export const accountMirsSchema = z.array(z.looseObject({ ...accountEvent, amount: quantity }));

/** `GET /accounts/{stake}/registrations` */
export const accountRegistrationsSchema = z.array(
  z.looseObject({ ...accountEvent, action: z.enum(["registered", "deregistered"]), deposit: quantity.nullish() }),
);

/** `GET /accounts/{stake}/delegations` */
export const accountDelegationsSchema = z.array(
  z.looseObject({ ...accountEvent, active_epoch: count, amount: quantity, pool_id: z.string() }),
);

/** `GET /accounts/{stake}/rewards` */
export const accountRewardsSchema = z.array(
  z.looseObject({ epoch: count, amount: quantity, pool_id: z.string().nullable(), type: z.string() }),
);

/** `GET /pools/{pool}/metadata`; without any of it where the pool has none. */
export const poolMetadataSchema = z.looseObject({ ticker: z.string().nullish(), name: z.string().nullish() });

/** `GET /addresses/{address}` */
export const addressSchema = z.looseObject({
  address: z.string(),
  amount,
  stake_address: stakeAddress.nullish(),
  type: z.enum(["byron", "shelley"]),
  script: z.boolean().optional(),
});

/** `GET /addresses/{address}/total` */
export const addressTotalSchema = z.looseObject({
  address: z.string(),
  received_sum: amount,
  sent_sum: amount,
  tx_count: count,
});

/** `GET /txs/{hash}` */
export const transactionSchema = z.looseObject({
  hash: txHash,
  block: hash64.optional(),
  block_height: count.optional(),
  block_time: unixTime.optional(),
  slot: count.optional(),
  index: count.optional(),
  fees: quantity,
  deposit: quantity.optional(),
  valid_contract: z.boolean(),
  withdrawal_count: count,
  mir_cert_count: count,
  delegation_count: count,
  stake_cert_count: count,
  pool_update_count: count.optional(),
  pool_retire_count: count.optional(),
  redeemer_count: count.optional(),
  treasury_donation: quantity.optional(),
});

const shownOutput = {
  address: paymentAddress,
  amount,
  output_index: count,
  data_hash: hash64.nullish(),
  inline_datum: hex.nullish(),
  reference_script_hash: credentialHash.nullish(),
  /** Absent before collateral existed, and in old recordings. */
  collateral: z.boolean().nullish(),
};

/** `GET /txs/{hash}/utxos` */
export const transactionUtxosSchema = z.looseObject({
  hash: txHash,
  inputs: z.array(z.looseObject({ ...shownOutput, tx_hash: txHash, reference: z.boolean().nullish() })),
  outputs: z.array(z.looseObject({ ...shownOutput, consumed_by_tx: txHash.nullish() })),
});

/** `GET /txs/{hash}/cbor` */
export const transactionCborSchema = z.looseObject({ cbor: hex });

/** `GET /scripts/datum/{hash}/cbor` */
export const datumCborSchema = z.looseObject({ cbor: hex });

/** `GET /txs/{hash}/metadata`; JSON that is not kept is missing, and `unreadable` says why. */
export const transactionMetadataSchema = z
  .array(z.looseObject({ label: z.string(), json_metadata: z.unknown().optional(), unreadable: z.string().optional() }))
  .transform((rows) => {
    let left = maxJsonCharacters;
    return rows.map((row) => {
      const bounded = boundedJson(row.json_metadata, left);
      if ("problem" in bounded) return { ...row, json_metadata: undefined, unreadable: bounded.problem };
      left -= bounded.characters;
      return { ...row, json_metadata: bounded.json };
    });
  });

const certified = { cert_index: count, address: stakeAddress };

/** `GET /txs/{hash}/stakes` */
export const transactionStakesSchema = z.array(z.looseObject({ ...certified, registration: z.boolean() }));

/** `GET /txs/{hash}/delegations` */
export const transactionDelegationsSchema = z.array(z.looseObject({ ...certified, pool_id: z.string() }));

/** `GET /txs/{hash}/withdrawals` */
export const transactionWithdrawalsSchema = z.array(z.looseObject({ address: stakeAddress, amount: quantity }));

/** `GET /txs/{hash}/mirs` */
export const transactionMirsSchema = z.array(z.looseObject({ ...certified, pot: z.string(), amount: quantity }));

/** `GET /blocks/latest` and `GET /blocks/{hash or height}` */
export const blockSchema = z.looseObject({
  hash: hash64,
  height: count,
  slot: count,
  time: unixTime,
  epoch: count.optional(),
  previous_block: hash64.nullish(),
});

const registryMetadata = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  ticker: z.string().nullish(),
  url: z.string().nullish(),
  logo: z.string().nullish(),
  decimals: count.nullish(),
});

/** `GET /assets/{unit}` */
export const assetSchema = z.looseObject({
  asset: unit,
  policy_id: z.string(),
  asset_name: z.string().nullable(),
  fingerprint: z.string(),
  quantity,
  initial_mint_tx_hash: txHash.optional(),
  onchain_metadata: z.record(z.string(), z.unknown()).nullish(),
  metadata: registryMetadata.nullish(),
});

/** `GET /epochs/latest/parameters` */
export const epochParametersSchema = z.looseObject({
  epoch: count,
  key_deposit: quantity,
  pool_deposit: quantity.optional(),
  drep_deposit: quantity.nullish(),
  gov_action_deposit: quantity.nullish(),
  coins_per_utxo_size: quantity.nullish(),
});

export type TransactionAnswer = z.infer<typeof transactionSchema>;
export type TransactionUtxosAnswer = z.infer<typeof transactionUtxosSchema>;
export type TransactionMetadataAnswer = z.infer<typeof transactionMetadataSchema>;
export type TransactionStakesAnswer = z.infer<typeof transactionStakesSchema>;
export type TransactionDelegationsAnswer = z.infer<typeof transactionDelegationsSchema>;
export type TransactionWithdrawalsAnswer = z.infer<typeof transactionWithdrawalsSchema>;
export type TransactionMirsAnswer = z.infer<typeof transactionMirsSchema>;

/** `GET /accounts/{stake}/addresses/total` and `GET /addresses/{address}/total`, of which the count is read. */
export const totalSchema = z.looseObject({ tx_count: count });

/** `GET /assets/{unit}/addresses` */
export const assetHoldersSchema = z.array(z.looseObject({ address: z.string().min(1), quantity }));
