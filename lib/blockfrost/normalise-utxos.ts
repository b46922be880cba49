import { NormaliseError } from "@/lib/blockfrost/normalise-error";
import {
  effectiveInputRows,
  effectiveOutputRows,
  flaggedRefs,
  inputOf,
  outputOf,
  resolvedRows,
} from "@/lib/blockfrost/normalise-rows";
import type {
  TransactionAnswer,
  TransactionDelegationsAnswer,
  TransactionMetadataAnswer,
  TransactionMirsAnswer,
  TransactionStakesAnswer,
  TransactionUtxosAnswer,
  TransactionWithdrawalsAnswer,
} from "@/lib/blockfrost/schemas";
import type { Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { lovelace } from "@/lib/cardano/unit";
import { outRefKey, type RawCertificate, type RawInput, type RawOutput, type RawTx } from "@/lib/ledger/raw-tx";

/** The answers about one transaction. Which beyond the first two are needed, `requiredAnswers` tells. */
export interface TransactionAnswers {
  readonly transaction: TransactionAnswer;
  readonly utxos: TransactionUtxosAnswer;
  readonly metadata?: TransactionMetadataAnswer | undefined;
  readonly stakes?: TransactionStakesAnswer | undefined;
  readonly delegations?: TransactionDelegationsAnswer | undefined;
  readonly withdrawals?: TransactionWithdrawalsAnswer | undefined;
  readonly mirs?: TransactionMirsAnswer | undefined;
}

export type RequiredAnswer = "stakes" | "delegations" | "withdrawals" | "mirs";

/** The further `/txs/{hash}/…` calls without which the JSON plan would lose an effect of this transaction. */
export function requiredAnswers(transaction: TransactionAnswer): RequiredAnswer[] {
  const counts = {
    stakes: transaction.stake_cert_count,
    delegations: transaction.delegation_count,
    withdrawals: transaction.withdrawal_count,
    mirs: transaction.mir_cert_count,
  } as const satisfies Record<RequiredAnswer, number>;
  const names = ["stakes", "delegations", "withdrawals", "mirs"] as const;
  return transaction.valid_contract ? names.filter((name) => counts[name] > 0) : [];
}

const blank = { stakeAddress: null, drepCredential: null, depositLovelace: null, poolId: null, drep: null } as const;

/** Conway's DRep and vote certificates have no answer of their own: only CBOR shows them. */
function certificatesOf(answers: TransactionAnswers): RawCertificate[] {
  const registrations = (answers.stakes ?? []).map((row): RawCertificate => ({
    ...blank,
    index: row.cert_index,
    kind: row.registration ? "stake_registration" : "stake_deregistration",
    stakeAddress: row.address,
  }));
  const delegations = (answers.delegations ?? []).map((row): RawCertificate => ({
    ...blank,
    index: row.cert_index,
    kind: "stake_delegation",
    stakeAddress: row.address,
    poolId: row.pool_id,
  }));
  const mirs = [...new Set((answers.mirs ?? []).map((row) => row.cert_index))].map((index): RawCertificate => ({
    ...blank,
    index,
    kind: "mir",
  }));
  return [...registrations, ...delegations, ...mirs].sort((a, b) => a.index - b.index);
}

/** No answer lists what was minted; with every input known it is what comes out beyond what went in. */
function mintOf(inputs: readonly RawInput[], outputs: readonly RawOutput[]): Map<Unit, bigint> {
  const mint = new Map<Unit, bigint>();
  const add = (output: RawOutput, sign: bigint) => {
    for (const [unit, quantity] of output.value) mint.set(unit, (mint.get(unit) ?? 0n) + sign * quantity);
  };
  for (const output of outputs) add(output, 1n);
  for (const { resolved } of inputs) if (resolved !== null) add(resolved, -1n);
  mint.delete(lovelace);
  for (const [unit, quantity] of mint) if (quantity === 0n) mint.delete(unit);
  return mint;
}

/** Scripts take part where one fails, guards an input or a token, or has a redeemer; JSON shows no witnesses. */
function hasScriptWitness(transaction: TransactionAnswer, inputs: readonly RawInput[], mint: RawTx["mint"]): boolean {
  if (!transaction.valid_contract || mint.size > 0 || (transaction.redeemer_count ?? 0) > 0) return true;
  return inputs.some(({ resolved }) => {
    if (resolved === null) return false;
    return parsePaymentAddress(resolved.address)?.payment?.kind !== "key";
  });
}

function requireAnswers(answers: TransactionAnswers): void {
  const { transaction, utxos } = answers;
  if (transaction.hash !== utxos.hash) {
    throw new NormaliseError(`inputs and outputs are of ${utxos.hash}, not of ${transaction.hash}`);
  }
  const missing = requiredAnswers(transaction).filter((name) => answers[name] === undefined);
  if (missing.length > 0)
    throw new NormaliseError(`${missing.join(", ")} of ${transaction.hash} must be asked for too`);
}

/**
 * The JSON answers about a transaction as a transaction with every input resolved. It lacks what JSON lacks: signers,
 * redeemer data, witness datums, proposals, DRep and vote certificates, and deposits that certificates carry.
 * @throws NormaliseError where a required answer is missing
 */
export function normaliseUtxos(answers: TransactionAnswers): RawTx {
  requireAnswers(answers);
  const { transaction, utxos } = answers;
  const valid = transaction.valid_contract;
  const inputs = effectiveInputRows(utxos.inputs, valid).map(inputOf);
  const outputs = effectiveOutputRows(utxos.outputs, valid).map(outputOf);
  const metadata = answers.metadata ?? null;
  const mint: RawTx["mint"] = valid ? mintOf(inputs, outputs) : new Map();
  return {
    hash: transaction.hash,
    valid,
    inputs,
    outputs,
    referenceInputs: flaggedRefs(utxos.inputs, "reference"),
    collateralInputs: valid ? flaggedRefs(utxos.inputs, "collateral") : inputs.map(({ ref }) => ref),
    feeLovelace: transaction.fees,
    mint,
    withdrawals: valid
      ? (answers.withdrawals ?? []).map((row) => ({ stakeAddress: row.address, amountLovelace: row.amount }))
      : [],
    certificates: valid ? certificatesOf(answers) : [],
    proposals: [],
    voters: [],
    donationLovelace: valid ? (transaction.treasury_donation ?? 0n) : 0n,
    signers: null,
    hasScriptWitness: hasScriptWitness(transaction, inputs, mint),
    metadata: metadata === null ? null : metadataOf(metadata),
    redeemers: [],
    witnessDatums: new Map(),
    unreadable: (metadata ?? []).flatMap(unreadableOf),
  };
}

function metadataOf(answer: TransactionMetadataAnswer): RawTx["metadata"] {
  const kept = answer.filter(({ unreadable }) => unreadable === undefined);
  return new Map(kept.map(({ label, json_metadata: json }) => [label, json]));
}

function unreadableOf({ label, unreadable }: TransactionMetadataAnswer[number]): string[] {
  return unreadable === undefined ? [] : [`metadata label ${label} cannot be read: ${unreadable}`];
}

function lovelaceOf(outputs: readonly RawOutput[]): bigint {
  return outputs.reduce((sum, output) => sum + (output.value.get(lovelace) ?? 0n), 0n);
}

/** What a failed transaction lost where its body does not say: collateral taken less collateral given back. */
function collateralTaken(inputs: readonly RawInput[], outputs: readonly RawOutput[]): bigint {
  const spent = inputs.flatMap(({ resolved }) => (resolved === null ? [] : [resolved]));
  return lovelaceOf(spent) - lovelaceOf(outputs);
}

/**
 * A transaction from CBOR with its inputs filled in from `GET /txs/{hash}/utxos`.
 * @throws NormaliseError where the answer is of another transaction or lacks one of the inputs
 */
export function mergeResolvedInputs(tx: RawTx, utxos: TransactionUtxosAnswer): RawTx {
  if (tx.hash !== utxos.hash) throw new NormaliseError(`inputs are of ${utxos.hash}, not of ${tx.hash}`);
  const rows = resolvedRows(utxos.inputs);
  const inputs = tx.inputs.map(({ ref }): RawInput => {
    const resolved = rows.get(outRefKey(ref));
    if (resolved === undefined) throw new NormaliseError(`input ${outRefKey(ref)} is missing in the answer`);
    return { ref, resolved };
  });
  const feeLovelace = tx.feeLovelace ?? (tx.valid ? null : collateralTaken(inputs, tx.outputs));
  return { ...tx, inputs, feeLovelace };
}
