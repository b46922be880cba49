import type { CredentialHash, TxHash } from "@/lib/cardano/brand";
import type { NativeScript } from "@/lib/cardano/native-script";
import type {
  Certificate,
  Metadata,
  OutRef,
  Proposal,
  Redeemer,
  TxOutput,
  Value,
  Withdrawal,
} from "@/lib/cardano/transaction-parts";

/** What the body declares; a failed script makes most of it void, which is for the reader to apply. */
export interface DecodedBody {
  readonly inputs: readonly OutRef[];
  readonly outputs: readonly TxOutput[];
  readonly feeLovelace: bigint;
  readonly mint: Value;
  readonly withdrawals: readonly Withdrawal[];
  readonly certificates: readonly Certificate[];
  readonly proposals: readonly Proposal[];
  /** Hash of each key or script that votes on governance actions. */
  readonly voters: readonly CredentialHash[];
  readonly donationLovelace: bigint;
  readonly collateralInputs: readonly OutRef[];
  /** Its index is the number of declared outputs. */
  readonly collateralReturn: TxOutput | null;
  /** Body field 17, optional even where there is collateral. */
  readonly totalCollateralLovelace: bigint | null;
  readonly referenceInputs: readonly OutRef[];
}

export interface DecodedWitnesses {
  /** Hash of each key that signed; a bootstrap witness adds the root of its Byron address. Null where it cannot be read. */
  readonly signers: readonly CredentialHash[] | null;
  /** True where a native or Plutus script, a redeemer or a bootstrap witness is present. */
  readonly hasScriptWitness: boolean;
  readonly redeemers: readonly Redeemer[];
  readonly nativeScripts: readonly NativeScript[];
  /** CBOR hex of each witness datum by its hash. */
  readonly datums: ReadonlyMap<string, string>;
}

/** A whole transaction as its bytes declare it. */
export interface DecodedTransaction {
  /** Blake2b-256 over the exact bytes of the body. */
  readonly hash: TxHash;
  readonly isValid: boolean;
  readonly body: DecodedBody;
  readonly witnesses: DecodedWitnesses;
  readonly metadata: Metadata;
  /** What of it could not be read and why, in words; nothing that value comes from is among it. */
  readonly unreadable: readonly string[];
}
