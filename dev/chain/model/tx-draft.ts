import type { Address, ByronKey, Key } from "./address";
import type { Certificate, Json, Output, RedeemerPurpose, Utxo, Withdrawal } from "./chain-tx";
import type { Datum } from "./plutus-data";

/** A redeemer before the inputs are sorted: it names what it is for, the builder finds the index. */
export interface DraftRedeemer {
  readonly purpose: RedeemerPurpose;
  /** A UTxO key (spend), policy id (mint) or reward account (reward). */
  readonly target: string;
  readonly scriptHash: string;
  readonly data: Datum;
}

/** Ways of writing the same transaction; real wallets use all of them. */
interface Encoding {
  readonly mapOutputs: boolean;
  readonly taggedSets: boolean;
  readonly mapRedeemers: boolean;
  readonly taggedAuxiliaryData: boolean;
}

/** A transaction as its author thinks of it: the builder adds fee, change, indexes and bytes. */
export interface TxDraft {
  readonly inputs: readonly Utxo[];
  readonly outputs: readonly Output[];
  readonly changeTo: Address;
  readonly slot: number;
  readonly encoding: Encoding;
  readonly signers: readonly Key[];
  readonly byronSigners?: readonly ByronKey[];
  readonly valid?: boolean;
  readonly collateral?: { readonly inputs: readonly Utxo[]; readonly returnTo: Address | null };
  readonly referenceInputs?: readonly Utxo[];
  readonly mint?: ReadonlyMap<string, bigint>;
  readonly certificates?: readonly Certificate[];
  readonly withdrawals?: readonly Withdrawal[];
  readonly metadata?: ReadonlyMap<number, Json>;
  readonly redeemers?: readonly DraftRedeemer[];
  readonly witnessDatums?: readonly Datum[];
  /** CBOR of native scripts. */
  readonly nativeScripts?: readonly Uint8Array[];
  readonly requiredSigners?: readonly string[];
}
