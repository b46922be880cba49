import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { sameCredential, type Credential } from "@/lib/cardano/credential";
import { parseAddress } from "@/lib/cardano/parse-address";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { ParsedPaymentAddress } from "@/lib/cardano/parsed-address";
import type { paymentKinds, places } from "@/lib/ledger/closed-words";

/** Where value that belongs to a wallet stands; see docs/decisions/0012-whose-an-address-is.md. */
export type Place = (typeof places)[number];
export type PaymentKind = (typeof paymentKinds)[number];

/** Every address that carries one stake credential. */
export interface AccountScope {
  readonly kind: "account";
  readonly stakeAddress: StakeAddress;
  readonly stake: Credential;
  /** Addresses that the account's own list named although their text does not show it: pointer addresses. */
  readonly listedAddresses: ReadonlySet<PaymentAddress>;
  /** Payment keys known to be the wallet's own; it grows by `WalletDelta.newlyVerifiedKeys`, in chain order. */
  readonly verifiedKeys: ReadonlySet<CredentialHash>;
}

/** One enterprise, pointer, script or Byron address, and nothing else. */
export interface AddressScope {
  readonly kind: "address";
  readonly address: PaymentAddress;
}

export type WalletScope = AccountScope | AddressScope;

/** Why an address is the wallet's, and where its value stands. */
export interface OwnedPlace {
  readonly place: Place;
  /** Script hash of a contract, payment key hash of an unverified address; null for the wallet itself. */
  readonly credential: CredentialHash | null;
  readonly paymentKind: PaymentKind;
  /** Hash of the payment key or script, or the root of a Byron address. */
  readonly payment: CredentialHash;
}

/**
 * The scope of a whole account.
 * @param pasted the base address that the person entered, if any: its payment key needs no further proof
 * @throws AddressError where the stake address is none
 */
export function accountScope(
  stakeAddress: StakeAddress,
  known: {
    listedAddresses?: Iterable<PaymentAddress>;
    verifiedKeys?: Iterable<CredentialHash>;
    pasted?: PaymentAddress;
  } = {},
): AccountScope {
  const parsed = parseAddress(stakeAddress);
  if (parsed.kind !== "stake") throw new TypeError(`${stakeAddress} is not a stake address`);
  const verifiedKeys = new Set(known.verifiedKeys);
  const pasted = known.pasted === undefined ? null : parsePaymentAddress(known.pasted);
  if (pasted?.payment?.kind === "key") verifiedKeys.add(pasted.payment.hash);
  return {
    kind: "account",
    stakeAddress: parsed.text,
    stake: parsed.stake,
    listedAddresses: new Set(known.listedAddresses),
    verifiedKeys,
  };
}

export function addressScope(address: PaymentAddress): AddressScope {
  return { kind: "address", address };
}

/** The scope with further payment keys known to be the wallet's own. */
export function withVerifiedKeys(scope: WalletScope, keys: Iterable<CredentialHash>): WalletScope {
  if (scope.kind === "address") return scope;
  const further = [...keys].filter((key) => !scope.verifiedKeys.has(key));
  // Most transactions show none: a set of thousands is not copied for each of them.
  if (further.length === 0) return scope;
  return { ...scope, verifiedKeys: new Set([...scope.verifiedKeys, ...further]) };
}

/** Whether a certificate, withdrawal or proposal is about the account's own stake credential. */
export function isOwnStakeAddress(stakeAddress: string | null, scope: WalletScope): boolean {
  return scope.kind === "account" && stakeAddress === scope.stakeAddress;
}

function hasOwnStake(parsed: ParsedPaymentAddress, scope: AccountScope): boolean {
  if (parsed.kind === "base") return sameCredential(parsed.stake, scope.stake);
  return scope.listedAddresses.has(parsed.text);
}

/** Whose an address is: null for somebody else's. */
export function placeOf(address: PaymentAddress, scope: WalletScope): OwnedPlace | null {
  if (scope.kind === "address" && address !== scope.address) return null;
  const parsed = parsePaymentAddress(address);
  if (parsed === null || (scope.kind === "account" && !hasOwnStake(parsed, scope))) return null;
  if (parsed.kind === "byron") {
    return { place: "wallet", credential: null, paymentKind: "byron", payment: parsed.root };
  }
  const { kind, hash } = parsed.payment;
  if (kind === "script") return { place: "contract", credential: hash, paymentKind: kind, payment: hash };
  const isVerified = scope.kind === "address" || scope.verifiedKeys.has(hash);
  return isVerified
    ? { place: "wallet", credential: null, paymentKind: kind, payment: hash }
    : { place: "unverified", credential: hash, paymentKind: kind, payment: hash };
}
