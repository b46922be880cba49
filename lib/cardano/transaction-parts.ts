import type { CredentialHash, PaymentAddress, StakeAddress, TxHash, Unit } from "@/lib/cardano/brand";

/** Quantities by unit; `lovelace` is always present, a token only with a non-zero quantity. */
export type Value = ReadonlyMap<Unit, bigint>;

/** A reference to one output of one transaction. */
export interface OutRef {
  readonly txHash: TxHash;
  readonly index: number;
}

/** Inline datum (CBOR hex), a datum's hash, none, or one whose form is unknown. */
export type Datum =
  | { readonly kind: "none" }
  | { readonly kind: "hash"; readonly hash: string }
  | { readonly kind: "inline"; readonly cborHex: string }
  | { readonly kind: "unreadable"; readonly reason: string };

export interface TxOutput {
  readonly index: number;
  readonly address: PaymentAddress;
  readonly value: Value;
  readonly datum: Datum;
  /** blake2b-224 of the reference script, where the source tells. */
  readonly referenceScriptHash: CredentialHash | null;
}

export interface Withdrawal {
  readonly stakeAddress: StakeAddress;
  readonly amountLovelace: bigint;
}

export type CertificateKind =
  | "stake_registration"
  | "stake_deregistration"
  | "stake_delegation"
  | "vote_delegation"
  | "drep_registration"
  | "drep_retirement"
  | "drep_update"
  | "pool_registration"
  | "pool_retirement"
  | "mir"
  | "other";

/** One effect of one certificate; a combined Conway certificate (10 to 13) yields several with the same index. */
export interface Certificate {
  readonly index: number;
  readonly kind: CertificateKind;
  /** The credential that the certificate is about, as a stake address; null for pools, DReps, MIR and others. */
  readonly stakeAddress: StakeAddress | null;
  /** Hash of the DRep credential of a `drep_*` certificate. */
  readonly drepCredential: CredentialHash | null;
  /** Paid (> 0) or refunded (< 0); null where the era's certificate does not carry it (then the protocol parameter holds). */
  readonly depositLovelace: bigint | null;
  readonly poolId: string | null;
  /**
   * CIP-129 `drep1…`, or `drep_always_abstain`, `drep_always_no_confidence`: to whom the vote is given, or the DRep that a
   * `drep_*` certificate is about.
   */
  readonly drep: string | null;
}

/** A governance proposal; its deposit comes back to the reward account, never as a UTxO. */
export interface Proposal {
  readonly depositLovelace: bigint;
  readonly returnAddress: StakeAddress;
}

export interface Redeemer {
  readonly purpose: "spend" | "mint" | "cert" | "reward" | "vote" | "propose";
  readonly index: number;
  readonly dataCborHex: string;
}

/** Label → JSON value, spelled as Blockfrost does. */
export type Metadata = ReadonlyMap<string, unknown>;
