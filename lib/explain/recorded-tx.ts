import { hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { resolvedRows } from "@/lib/blockfrost/normalise-rows";
import { normaliseUtxos } from "@/lib/blockfrost/normalise-utxos";
import {
  transactionCborSchema,
  transactionDelegationsSchema,
  transactionMetadataSchema,
  transactionMirsSchema,
  transactionSchema,
  transactionStakesSchema,
  transactionUtxosSchema,
  transactionWithdrawalsSchema,
  type TransactionUtxosAnswer,
} from "@/lib/blockfrost/schemas";
import { blake2b256 } from "@/lib/cardano/hash";
import type { AddressNetwork } from "@/lib/cardano/network";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import type { Redeemer } from "@/lib/cardano/transaction-parts";
import {
  completeTransaction,
  completeUtxos,
  countedSections,
  type CompleteUtxos,
} from "@/lib/explain/complete-answers";
import { readAnswer, type Recording } from "@/lib/explain/recording";
import { outRefKey, type RawInput, type RawTx } from "@/lib/ledger/raw-tx";

/** A recorded transaction and where in the chain it stands, as far as the recording tells. */
export interface RecordedTx {
  readonly tx: RawTx;
  readonly height: number;
  readonly txIndex: number;
  readonly slot: number;
  readonly time: Date | null;
}

const redeemersSchema = z.array(
  z.looseObject({
    tx_index: z.int(),
    purpose: z.enum(["spend", "mint", "cert", "reward", "vote", "propose"]),
    redeemer_data_hash: z.string().optional(),
    _redeemer_cbor: z.string().optional(),
  }),
);
const number = z.number().nullish();
const placeSchema = z.looseObject({
  block_height: number,
  index: number,
  slot: number,
  block_time: number,
  valid_contract: z.boolean().nullish(),
});
const datumSchema = z.looseObject({ cbor: z.string() });

/** Redeemers that say nothing but which constructor they are: JSON names a redeemer by its hash only. */
const plainRedeemers = new Map(
  ["d87980", "d87a80", "d87b80", "d87c80"].map((cbor) => [blake2b256(hexToBytes(cbor)), cbor]),
);

function optional<T>(answer: unknown, schema: { parse: (value: unknown) => T }): T | undefined {
  return answer === undefined ? undefined : schema.parse(answer);
}

function datumOf(recording: Recording, hash: string): string | null {
  return optional(readAnswer(recording, "datums_cbor", hash), datumSchema)?.cbor ?? null;
}

function recordedRedeemers(recording: Recording, hash: string): Redeemer[] {
  const rows = optional(readAnswer(recording, "redeemers", hash), redeemersSchema) ?? [];
  return rows.flatMap(({ tx_index: index, purpose, redeemer_data_hash: dataHash = "", _redeemer_cbor: cbor }) => {
    const dataCborHex = cbor ?? plainRedeemers.get(dataHash) ?? datumOf(recording, dataHash);
    return dataCborHex === null ? [] : [{ purpose, index, dataCborHex }];
  });
}

/** Datums that inputs and outputs name by hash, as far as they were recorded. */
function recordedDatums(recording: Recording, utxos: TransactionUtxosAnswer): Map<string, string> {
  const hashes = [...utxos.inputs, ...utxos.outputs].flatMap(({ data_hash: hash }) => hash ?? []);
  return new Map(
    hashes.flatMap((hash) => {
      const cbor = datumOf(recording, hash);
      return cbor === null ? [] : [[hash, cbor] as const];
    }),
  );
}

function fromCbor(recording: Recording, hash: string, utxos: TransactionUtxosAnswer | null): RawTx | null {
  const answer = optional(readAnswer(recording, "cbor", hash), transactionCborSchema);
  if (answer === undefined) return null;
  const tx = normaliseCbor(answer.cbor, parseTxHash(hash), networkOf(utxos));
  if (utxos === null) return tx;
  const rows = resolvedRows(utxos.inputs);
  const inputs = tx.inputs.map(({ ref }): RawInput => ({ ref, resolved: rows.get(outRefKey(ref)) ?? null }));
  return { ...tx, inputs, witnessDatums: new Map([...recordedDatums(recording, utxos), ...tx.witnessDatums]) };
}

/** CBOR of an address does not tell how its text begins, but its network bit does; only tests of the ledger mix both. */
function networkOf(utxos: TransactionUtxosAnswer | null): AddressNetwork {
  return utxos?.outputs.some(({ address }) => address.startsWith("addr_test")) ? "testnet" : "mainnet";
}

function fromJson(recording: Recording, hash: string, complete: CompleteUtxos, utxos: TransactionUtxosAnswer): RawTx {
  const read = (section: string) => readAnswer(recording, section, hash);
  const recorded = new Set(countedSections.filter((section) => read(section) !== undefined));
  const { body, hasFee } = completeTransaction(read("txs"), hash, recorded);
  const tx = normaliseUtxos({
    transaction: transactionSchema.parse(body),
    utxos,
    metadata: optional(read("metadata"), transactionMetadataSchema),
    stakes: optional(read("stakes"), transactionStakesSchema),
    delegations: optional(read("delegations"), transactionDelegationsSchema),
    withdrawals: optional(read("withdrawals"), transactionWithdrawalsSchema),
    mirs: optional(read("mirs"), transactionMirsSchema),
  });
  const unresolved = complete.unresolved.map(({ txHash, index }): RawInput => ({
    ref: { txHash: parseTxHash(txHash), index },
    resolved: null,
  }));
  return {
    ...tx,
    inputs: [...tx.inputs, ...unresolved],
    // What was minted is what comes out beyond what went in, which cannot be told with an input missing.
    mint: unresolved.length > 0 ? new Map() : tx.mint,
    feeLovelace: hasFee ? tx.feeLovelace : null,
    redeemers: recordedRedeemers(recording, hash),
    witnessDatums: recordedDatums(recording, utxos),
  };
}

/**
 * One recorded transaction, from its bytes where they were recorded, else from the plain answers; null where neither
 * shows its outputs.
 */
export function recordedTx(recording: Recording, hash: string): RecordedTx | null {
  const place = placeSchema.parse(readAnswer(recording, "txs", hash) ?? {});
  const complete = completeUtxos(readAnswer(recording, "utxos", hash), hash, place.valid_contract ?? true);
  const utxos = complete === null ? null : transactionUtxosSchema.parse(complete.body);
  const tx =
    fromCbor(recording, hash, utxos) ??
    (complete === null || utxos === null ? null : fromJson(recording, hash, complete, utxos));
  if (tx === null) return null;
  return {
    tx,
    height: place.block_height ?? 0,
    txIndex: place.index ?? 0,
    slot: place.slot ?? 0,
    time: place.block_time == null ? null : new Date(place.block_time * 1000),
  };
}
