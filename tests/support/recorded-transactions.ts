import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { normaliseUtxos, requiredAnswers, type TransactionAnswers } from "@/lib/blockfrost/normalise-utxos";
import {
  transactionCborSchema,
  transactionDelegationsSchema,
  transactionMetadataSchema,
  transactionMirsSchema,
  transactionSchema,
  transactionStakesSchema,
  transactionUtxosSchema,
  transactionWithdrawalsSchema,
} from "@/lib/blockfrost/schemas";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { isRecorded, readRecorded } from "./recorded-files";

function optional<T>(file: string, schema: { parse: (value: unknown) => T }): T | undefined {
  return isRecorded(file) ? schema.parse(readRecorded(file)) : undefined;
}

/** Every recorded answer about one transaction. */
export function recordedAnswers(folder: string, hash: string): TransactionAnswers {
  const file = (endpoint: string) => `${folder}/${endpoint}/${hash}.json`;
  return {
    transaction: transactionSchema.parse(readRecorded(file("txs"))),
    utxos: transactionUtxosSchema.parse(readRecorded(file("utxos"))),
    metadata: optional(file("metadata"), transactionMetadataSchema),
    stakes: optional(file("stakes"), transactionStakesSchema),
    delegations: optional(file("delegations"), transactionDelegationsSchema),
    withdrawals: optional(file("withdrawals"), transactionWithdrawalsSchema),
    mirs: optional(file("mirs"), transactionMirsSchema),
  };
}

/** False where the recorder could not resolve the inputs, so that the file is no whole answer of `/utxos`. */
export function hasResolvedInputs(folder: string, hash: string): boolean {
  return transactionUtxosSchema.safeParse(readRecorded(`${folder}/utxos/${hash}.json`)).success;
}

/** Answers that a recording would need but does not hold. */
export function missingAnswers(answers: TransactionAnswers): string[] {
  return requiredAnswers(answers.transaction).filter((name) => answers[name] === undefined);
}

export function recordedFromJson(folder: string, hash: string): RawTx {
  return normaliseUtxos(recordedAnswers(folder, hash));
}

export function recordedFromCbor(folder: string, hash: string): RawTx {
  const { cbor } = transactionCborSchema.parse(readRecorded(`${folder}/cbor/${hash}.json`));
  return normaliseCbor(cbor, parseTxHash(hash), folder.startsWith("preview") ? "testnet" : "mainnet");
}
