import type { CredentialHash, TxHash, Unit } from "@/lib/cardano/brand";
import type { NativeScript } from "@/lib/cardano/native-script";
import type {
  Certificate,
  CertificateKind as AnyCertificateKind,
  Datum as AnyDatum,
  Metadata,
  OutRef as AnyOutRef,
  Proposal,
  Redeemer,
  TxOutput,
  Value as AnyValue,
  Withdrawal,
} from "@/lib/cardano/transaction-parts";

export type Value = AnyValue;
export type OutRef = AnyOutRef;
export type Datum = AnyDatum;
export type CertificateKind = AnyCertificateKind;
export type RawOutput = TxOutput;
type RawWithdrawal = Withdrawal;
export type RawCertificate = Certificate;
export type RawProposal = Proposal;
type RawRedeemer = Redeemer;

/** An effective input. `resolved` is the output it spends, or null where the source does not tell (CBOR names only the reference). */
export interface RawInput {
  readonly ref: OutRef;
  readonly resolved: RawOutput | null;
}

/**
 * A transaction as the chain holds it, whichever call it came from, with the effects that took place and no others:
 * collateral and reference inputs are set apart, and a failed script's inputs and outputs are its collateral's.
 */
export interface RawTx {
  readonly hash: TxHash;
  /** False for a phase-2 failure. */
  readonly valid: boolean;
  readonly inputs: readonly RawInput[];
  readonly outputs: readonly RawOutput[];
  readonly referenceInputs: readonly OutRef[];
  /** Offered as collateral; spent only where `valid` is false (they are then in `inputs` too). */
  readonly collateralInputs: readonly OutRef[];
  /** Where the rest of the collateral of a valid transaction would have gone; left out where nowhere, or the source does not tell. */
  readonly collateralReturn?: string;
  /** The ledger fee of a valid transaction, the whole collateral taken of a failed one; null where the source lacks it. */
  readonly feeLovelace: bigint | null;
  readonly mint: ReadonlyMap<Unit, bigint>;
  readonly withdrawals: readonly RawWithdrawal[];
  readonly certificates: readonly RawCertificate[];
  /** Governance proposals; empty where the source does not tell (only CBOR does). */
  readonly proposals: readonly RawProposal[];
  /** Hash of each key or script that votes on governance actions; empty where the source does not tell (only CBOR does). */
  readonly voters: readonly CredentialHash[];
  readonly donationLovelace: bigint;
  /**
   * blake2b-224 of each verification key that signed; a bootstrap witness adds the root of its Byron address.
   * Null where the source does not tell.
   */
  readonly signers: readonly CredentialHash[] | null;
  /** True where a native script, a bootstrap witness or a Plutus script took part, so that `signers` may not be the whole story. */
  readonly hasScriptWitness: boolean;
  /** Label → JSON value as Blockfrost gives it; null where the source does not tell. */
  readonly metadata: Metadata | null;
  readonly redeemers: readonly RawRedeemer[];
  /** Native scripts of the witness set; left out where the source does not tell (only CBOR does). */
  readonly nativeScripts?: readonly NativeScript[];
  /** Datums of the witness set by hash. */
  readonly witnessDatums: ReadonlyMap<string, string>;
  /** What of it could not be read and why, in words: nothing that value comes from. */
  readonly unreadable: readonly string[];
}

/** Where in the chain a transaction stands. */
export interface ChainPoint {
  readonly blockHeight: number;
  readonly txIndex: number;
  readonly blockTime: Date;
  /** Null until a call that tells has been made: the account's list does not. */
  readonly blockHash: string | null;
}

/** Stands in for the transaction of an input where the source names none: no transaction has this hash. */
export const unknownTxHash = "0".repeat(64);

/** A key of a map or set for a reference: `hash#index`. */
export function outRefKey(ref: OutRef): string {
  return `${ref.txHash}#${ref.index}`;
}
