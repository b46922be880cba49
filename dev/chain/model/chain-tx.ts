import type { Address } from "./address";
import type { Datum } from "./plutus-data";
import type { Value } from "./value";

export interface Output {
  readonly address: Address;
  readonly value: Value;
  readonly datum: { readonly kind: "inline" | "hash"; readonly datum: Datum } | null;
  readonly referenceScriptHash: string | null;
}

/** An output with its place; what inputs point at. */
export interface Utxo extends Output {
  readonly txHash: string;
  readonly index: number;
}

export const utxoKey = (utxo: { readonly txHash: string; readonly index: number }): string =>
  `${utxo.txHash}#${utxo.index}`;

/** A delegated representative: a key, or one of the two fixed choices. */
export type DRep =
  { readonly kind: "key"; readonly hash: string } | { readonly kind: "abstain" } | { readonly kind: "no_confidence" };

/** CDDL certificate number; the fields that the number does not have are null. */
export interface Certificate {
  readonly number: 0 | 1 | 2 | 7 | 8 | 9 | 10 | 11 | 12 | 13;
  readonly stakeKeyHash: string;
  readonly stakeAddress: string;
  readonly poolHash: string | null;
  readonly drep: DRep | null;
}

export interface Withdrawal {
  readonly stakeAddress: string;
  readonly accountBytes: Uint8Array;
  readonly amount: bigint;
}

export type RedeemerPurpose = "spend" | "mint" | "cert" | "reward";

export interface Redeemer {
  readonly purpose: RedeemerPurpose;
  readonly index: number;
  readonly scriptHash: string;
  readonly data: Datum;
  readonly memory: bigint;
  readonly steps: bigint;
}

export type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

/** A transaction with everything resolved, and the bytes that say it. */
export interface ChainTx {
  readonly hash: string;
  /** The whole transaction; null for the genesis distribution, which never had one. */
  readonly cbor: Uint8Array | null;
  readonly valid: boolean;
  readonly fee: bigint;
  readonly inputs: readonly Utxo[];
  readonly outputs: readonly Utxo[];
  readonly collateralInputs: readonly Utxo[];
  readonly collateralReturn: Utxo | null;
  readonly referenceInputs: readonly Utxo[];
  readonly mint: ReadonlyMap<string, bigint>;
  readonly certificates: readonly Certificate[];
  readonly withdrawals: readonly Withdrawal[];
  readonly metadata: ReadonlyMap<number, Json>;
  readonly redeemers: readonly Redeemer[];
  readonly witnessDatums: readonly Datum[];
  readonly invalidBefore: number | null;
  readonly invalidHereafter: number | null;
}

/** What the transaction took from the UTxO set: of a failed script, its collateral. */
export const spentBy = (tx: ChainTx): readonly Utxo[] => (tx.valid ? tx.inputs : tx.collateralInputs);

/** What the transaction added to the UTxO set: of a failed script, the collateral return. */
export function createdBy(tx: ChainTx): readonly Utxo[] {
  if (tx.valid) return tx.outputs;
  return tx.collateralReturn === null ? [] : [tx.collateralReturn];
}

export const KEY_DEPOSIT = 2_000_000n;

const REGISTERING: ReadonlySet<number> = new Set([0, 7, 11, 12, 13]);
const DEREGISTERING: ReadonlySet<number> = new Set([1, 8]);

export const registers = (certificate: Certificate): boolean => REGISTERING.has(certificate.number);
export const deregisters = (certificate: Certificate): boolean => DEREGISTERING.has(certificate.number);

/** Deposits paid less refunds taken, in lovelace; negative where refunds prevail. */
export const netDeposit = (certificates: readonly Certificate[]): bigint =>
  certificates.reduce((total, certificate) => {
    if (registers(certificate)) return total + KEY_DEPOSIT;
    return deregisters(certificate) ? total - KEY_DEPOSIT : total;
  }, 0n);

export const withdrawn = (withdrawals: readonly Withdrawal[]): bigint =>
  withdrawals.reduce((total, { amount }) => total + amount, 0n);
