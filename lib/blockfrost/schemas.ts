import { z } from "zod";
import { boundedJson, maxJsonCharacters } from "@/lib/blockfrost/bounded-json";
import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { isTxHash } from "@/lib/cardano/parse-tx-hash";
import { isUnit } from "@/lib/cardano/unit";

/** Every answer that we read: only the fields that the code reads, strict where it relies on them. All others pass unlooked at. */

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

/** What is read where it is there: the service says that it is not by leaving it out, by null or by an empty text. */
function optional<T>(schema: z.ZodType<T>) {
  return z.preprocess((value) => (value === "" ? null : value), schema.nullish()).optional();
}

/** The same where only words hang on it, so that one of another form counts as missing. */
function incidental<T>(schema: z.ZodType<T>) {
  return optional(schema).catch(null);
}

const amount = z.array(z.looseObject({ unit, quantity }));

/** `GET /accounts/{stake}` */
export const accountSchema = z.looseObject({
  withdrawals_sum: quantity,
  reserves_sum: optional(quantity),
  treasury_sum: optional(quantity),
  withdrawable_amount: quantity,
  pool_id: optional(z.string()),
  drep_id: optional(z.string()),
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

/** `GET /accounts/{stake}/utxos` and `GET /addresses/{address}/utxos`: sums are made of these, words of what is incidental. */
export const unspentOutputsSchema = z.array(
  z.looseObject({
    address: paymentAddress,
    tx_hash: txHash,
    output_index: count,
    amount,
    block: incidental(hash64),
    data_hash: incidental(hash64),
    inline_datum: incidental(hex),
    reference_script_hash: incidental(credentialHash),
  }),
);

/** Rows of an account's lists name a transaction, and newer backends where it stands. */
const accountEvent = z.looseObject({
  tx_hash: txHash,
  block_height: incidental(count),
  block_time: incidental(unixTime),
});

/** `GET /accounts/{stake}/withdrawals`, `…/registrations` and `…/delegations`, of which the transactions are read. */
export const accountEventsSchema = z.array(accountEvent);

/** `GET /accounts/{stake}/mirs` */
export const accountMirsSchema = z.array(accountEvent.extend({ amount: quantity }));

/** `GET /accounts/{stake}/rewards` */
export const accountRewardsSchema = z.array(
  z.looseObject({ epoch: count, amount: quantity, pool_id: optional(z.string()), type: z.string() }),
);

/** `GET /accounts/{stake}/history`: the stake that counted in an epoch. */
export const accountHistorySchema = z.array(
  z.looseObject({ active_epoch: count, amount: quantity, pool_id: z.string() }),
);

/** `GET /pools/{pool}/history`: `rewards` were paid to operator and members together, `fees` of these are the operator's. */
export const poolHistorySchema = z.array(
  z.looseObject({
    epoch: count,
    blocks: count,
    active_stake: quantity,
    delegators_count: count,
    rewards: quantity,
    fees: quantity,
  }),
);

/** `GET /pools/{pool}/metadata`; without any of it where the pool has none. Its texts are bounded where they are used. */
export const poolMetadataSchema = z.looseObject({ ticker: z.unknown().optional(), name: z.unknown().optional() });

/** `GET /pools/{pool}`: the transactions that announced its retirement, the stake that counts in this epoch, and its owners' accounts. */
export const poolSchema = z.looseObject({
  retirement: incidental(z.array(txHash)),
  active_stake: incidental(quantity),
  owners: incidental(z.array(z.string())),
});

/** `GET /pools/{pool}/updates`, newest first. */
export const poolUpdatesSchema = z.array(
  z.looseObject({ tx_hash: incidental(txHash), action: incidental(z.string()) }),
);

/** `GET /txs/{hash}/pool_retires` */
export const transactionPoolRetiresSchema = z.array(
  z.looseObject({ pool_id: incidental(z.string()), retiring_epoch: incidental(count) }),
);

/** `GET /txs/{hash}`, for where a transaction stands. */
export const transactionPlaceSchema = z.looseObject({
  block: incidental(hash64),
  block_height: optional(count),
  block_time: optional(unixTime),
  index: optional(count),
});

/** `GET /txs/{hash}` */
export const transactionSchema = z.looseObject({
  hash: txHash,
  block: incidental(hash64),
  fees: quantity,
  valid_contract: z.boolean(),
  withdrawal_count: count,
  mir_cert_count: count,
  delegation_count: count,
  stake_cert_count: count,
  redeemer_count: optional(count),
  treasury_donation: optional(quantity),
});

const shownOutput = {
  address: paymentAddress,
  amount,
  output_index: count,
  data_hash: optional(hash64),
  inline_datum: optional(hex),
  reference_script_hash: optional(credentialHash),
  /** Absent before collateral existed, and in old recordings. */
  collateral: optional(z.boolean()),
};

/** `GET /txs/{hash}/utxos` */
export const transactionUtxosSchema = z.looseObject({
  hash: txHash,
  inputs: z.array(z.looseObject({ ...shownOutput, tx_hash: txHash, reference: optional(z.boolean()) })),
  outputs: z.array(z.looseObject(shownOutput)),
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
export const transactionMirsSchema = z.array(z.looseObject({ cert_index: count }));

/** `GET /blocks/{hash or height}` */
export const blockSchema = z.looseObject({ hash: hash64 });

/** `GET /blocks/latest` */
export const tipSchema = blockSchema.extend({ height: count });

/** Costs of a language's primitives, in the ledger's order, by `PlutusV1`, `PlutusV2`, … */
export const costModelsSchema = z.record(z.string(), z.array(z.number().int()).max(2_000));

/** `GET /epochs/{number}/parameters`, of which the costs of scripts are read. */
export const epochParametersSchema = z.looseObject({ cost_models_raw: incidental(costModelsSchema) });

/** What the registry or a minter says is anybody's word: read text by text where a token's row is made. */
const registryMetadata = z.looseObject({
  name: z.unknown().optional(),
  description: z.unknown().optional(),
  ticker: z.unknown().optional(),
  logo: z.unknown().optional(),
  decimals: z.unknown().optional(),
});

/** `GET /assets/{unit}`: each part by itself, so that one of an odd form leaves the others. */
export const assetSchema = z.looseObject({
  quantity: incidental(quantity),
  onchain_metadata: incidental(z.record(z.string(), z.unknown())),
  /** `CIP68v…` where the metadata is the datum beside its reference token. */
  onchain_metadata_standard: incidental(z.string()),
  metadata: incidental(registryMetadata),
});

export type CostModelsAnswer = z.infer<typeof costModelsSchema>;
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
export const assetHoldersSchema = z.array(z.looseObject({ address: z.string().min(1) }));
