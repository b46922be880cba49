import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import type { Credential } from "@/lib/cardano/credential";
import type { AddressNetwork } from "@/lib/cardano/network";

/** Place of a stake registration certificate on the chain; a pointer address names its stake key this way. */
export interface ChainPointer {
  readonly slot: bigint;
  readonly txIndex: bigint;
  readonly certIndex: bigint;
}

interface BaseAddress {
  readonly kind: "base";
  readonly network: AddressNetwork;
  readonly payment: Credential;
  readonly stake: Credential;
  readonly text: PaymentAddress;
}

interface PointerAddress {
  readonly kind: "pointer";
  readonly network: AddressNetwork;
  readonly payment: Credential;
  readonly stake: ChainPointer;
  readonly text: PaymentAddress;
}

interface EnterpriseAddress {
  readonly kind: "enterprise";
  readonly network: AddressNetwork;
  readonly payment: Credential;
  readonly stake: null;
  readonly text: PaymentAddress;
}

interface RewardAddress {
  readonly kind: "stake";
  readonly network: AddressNetwork;
  readonly payment: null;
  readonly stake: Credential;
  readonly text: StakeAddress;
}

export interface ByronAddress {
  readonly kind: "byron";
  readonly network: AddressNetwork;
  readonly payment: null;
  readonly stake: null;
  /** Blake2b-224 over sha3-256 of key, spending data and attributes: what the address commits to instead of a key hash. */
  readonly root: CredentialHash;
  /** Network magic, present in addresses of test networks only. */
  readonly magic: number | null;
  readonly text: PaymentAddress;
}

/** What can hold value on the chain. */
export type ParsedPaymentAddress = BaseAddress | PointerAddress | EnterpriseAddress | ByronAddress;

export type ParsedAddress = ParsedPaymentAddress | RewardAddress;
