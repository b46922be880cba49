import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { sameCredential, type Credential } from "@/lib/cardano/credential";
import { parseAddress } from "@/lib/cardano/parse-address";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { ParsedPaymentAddress } from "@/lib/cardano/parsed-address";
import type { paymentKinds, places } from "@/lib/ledger/closed-words";
import { matchScript } from "@/lib/protocols/registry";

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
  /** Payment keys of its addresses as far as they were seen; it grows by `WalletDelta.ownAddresses`, in chain order. */
  readonly claimedKeys: ReadonlySet<CredentialHash>;
  /** Those that are proven to be the wallet's; it grows by `WalletDelta.newlyVerifiedKeys`, in chain order. */
  readonly verifiedKeys: ReadonlySet<CredentialHash>;
  /** Those that the person said are somebody else's: what lies at their addresses is not the wallet's. */
  readonly foreignKeys: ReadonlySet<CredentialHash>;
  /** Those of the listed addresses that the person follows by themselves, so that they are not counted twice. */
  readonly apart: ReadonlySet<PaymentAddress>;
}

/** One enterprise, pointer, script or Byron address, and nothing else. */
export interface AddressScope {
  readonly kind: "address";
  readonly address: PaymentAddress;
}

/** Addresses that some keys can spend from, whatever stake part stands beside them. */
export interface KeysScope {
  readonly kind: "keys";
  readonly keys: ReadonlySet<CredentialHash>;
  /** The stake parts that a transaction shows beside them. */
  readonly stakeAddresses: ReadonlySet<StakeAddress>;
}

/** What one wallet is: no other wallet of the person's is in it. */
export type OneScope = AccountScope | AddressScope | KeysScope;

/** All that one person has, from the side of one of their wallets, which is the first. */
export interface PortfolioScope {
  readonly kind: "portfolio";
  readonly wallets: readonly [OneScope, ...OneScope[]];
}

export type WalletScope = OneScope | PortfolioScope;

/** Why an address is the wallet's, and where its value stands. */
export interface OwnedPlace {
  readonly place: Place;
  /** Script hash of a contract; null for the wallet itself. */
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
    claimedKeys?: Iterable<CredentialHash>;
    verifiedKeys?: Iterable<CredentialHash>;
    foreignKeys?: Iterable<CredentialHash>;
    apart?: Iterable<PaymentAddress>;
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
    claimedKeys: new Set(known.claimedKeys),
    verifiedKeys,
    foreignKeys: new Set(known.foreignKeys),
    apart: new Set(known.apart),
  };
}

export function addressScope(address: PaymentAddress): AddressScope {
  return { kind: "address", address };
}

function joined<T>(known: ReadonlySet<T>, further: Iterable<T>): ReadonlySet<T> {
  const added = [...further].filter((one) => !known.has(one));
  // Most transactions show none: a set of thousands is not copied for each of them.
  return added.length === 0 ? known : new Set([...known, ...added]);
}

/** The scope with further payment keys proven to be the wallet's own, or seen at its addresses. */
export function withKeys<S extends WalletScope>(
  scope: S,
  { verified = [], claimed = [] }: { verified?: Iterable<CredentialHash>; claimed?: Iterable<CredentialHash> },
): S {
  if (scope.kind !== "account") return scope;
  const verifiedKeys = joined(scope.verifiedKeys, verified);
  const claimedKeys = joined(scope.claimedKeys, claimed);
  if (verifiedKeys === scope.verifiedKeys && claimedKeys === scope.claimedKeys) return scope;
  return { ...scope, verifiedKeys, claimedKeys };
}

/** Whether a certificate, withdrawal or proposal is about the own stake credential: in a portfolio that of the wallet whose side it is. */
export function isOwnStakeAddress(stakeAddress: string | null, scope: WalletScope): boolean {
  switch (scope.kind) {
    case "account":
      return stakeAddress === scope.stakeAddress;
    case "address":
      return false;
    case "keys":
      return stakeAddress !== null && scope.stakeAddresses.has(stakeAddress as StakeAddress);
    case "portfolio":
      return scope.wallets.some(
        (wallet, at) => (at === 0 || wallet.kind === "keys") && isOwnStakeAddress(stakeAddress, wallet),
      );
  }
}

/** Whether a key can sign for the wallet, as far as its addresses and its stake part tell. */
export function ownsKey(hash: CredentialHash, scope: WalletScope): boolean {
  switch (scope.kind) {
    case "account":
      return (
        !scope.foreignKeys.has(hash) &&
        (scope.stake.hash === hash || scope.verifiedKeys.has(hash) || scope.claimedKeys.has(hash))
      );
    case "address":
      return parsePaymentAddress(scope.address)?.payment?.hash === hash;
    case "keys":
      return scope.keys.has(hash);
    case "portfolio":
      return scope.wallets.some((wallet) => ownsKey(hash, wallet));
  }
}

function hasOwnStake(parsed: ParsedPaymentAddress, scope: AccountScope): boolean {
  if (parsed.kind === "base") return sameCredential(parsed.stake, scope.stake);
  return scope.listedAddresses.has(parsed.text) && !scope.apart.has(parsed.text);
}

/** Whether an address stands under the stake key of an account that is followed. */
export function isUnderOwnStake(address: PaymentAddress, scope: WalletScope): boolean {
  if (scope.kind === "portfolio") return scope.wallets.some((wallet) => isUnderOwnStake(address, wallet));
  return scope.kind === "account" && placeOf(address, scope) !== null;
}

function holds(address: PaymentAddress, parsed: ParsedPaymentAddress, scope: OneScope): boolean {
  if (scope.kind === "address") return address === scope.address;
  const key = parsed.payment?.kind === "key" ? parsed.payment.hash : null;
  if (scope.kind === "keys") return key !== null && scope.keys.has(key);
  return hasOwnStake(parsed, scope) && (key === null || !scope.foreignKeys.has(key));
}

/**
 * Whether what lies at a script is the wallet's own to spend: a shared wallet's (native script for payment and stake), or an
 * address that is followed by itself. Scripts of protocols are contracts, whoever follows them.
 */
function isOwnScript(script: CredentialHash, scope: OneScope): boolean {
  return (
    (scope.kind === "address" || (scope.kind === "account" && scope.stake.kind === "script")) &&
    matchScript(script) === null
  );
}

/** Whose an address is: null for somebody else's. */
export function placeOf(address: PaymentAddress, scope: WalletScope): OwnedPlace | null {
  const parsed = parsePaymentAddress(address);
  if (parsed === null) return null;
  if (scope.kind !== "portfolio") return placeIn(address, parsed, scope);
  for (const wallet of scope.wallets) {
    const place = placeIn(address, parsed, wallet);
    if (place !== null) return place;
  }
  return null;
}

function placeIn(address: PaymentAddress, parsed: ParsedPaymentAddress, scope: OneScope): OwnedPlace | null {
  if (!holds(address, parsed, scope)) return null;
  if (parsed.kind === "byron") {
    return { place: "wallet", credential: null, paymentKind: "byron", payment: parsed.root };
  }
  const { kind, hash } = parsed.payment;
  return kind === "script" && !isOwnScript(hash, scope)
    ? { place: "contract", credential: hash, paymentKind: kind, payment: hash }
    : { place: "wallet", credential: null, paymentKind: kind, payment: hash };
}
