import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { lovelace } from "@/lib/cardano/unit";
import type { Movement, OwnedOutput } from "@/lib/ledger/movement";
import { isOwnStakeAddress, placeOf, type KeysScope, type OneScope, type PortfolioScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";

/**
 * All that the person has, where a transaction of one of their wallets shows more of it than that wallet: their other
 * wallets, and addresses that a proven key of the wallet can spend from beside other stake parts. Null where it shows none.
 */
export function portfolioOf(
  tx: RawTx,
  own: OneScope,
  others: readonly OneScope[],
  movement: Movement,
): PortfolioScope | null {
  const beyond = [...movement.foreignInputs, ...movement.foreignOutputs].map(({ address }) => address);
  const isNamed = (other: OneScope) =>
    beyond.some((address) => placeOf(address, other) !== null) ||
    [...tx.certificates, ...tx.withdrawals].some(({ stakeAddress }) => isOwnStakeAddress(stakeAddress, other));
  const named = others.filter(isNamed);
  const unfollowed = beyond.filter((address) => named.every((other) => placeOf(address, other) === null));
  const elsewhere = keysElsewhere(own, unfollowed);
  const wallets = [...named, ...(elsewhere === null ? [] : [elsewhere])];
  return wallets.length === 0 ? null : { kind: "portfolio", wallets: [own, ...wallets] };
}

/** Keys that are proven to be the wallet's, at addresses of no wallet that is followed. */
function keysElsewhere(own: OneScope, addresses: readonly PaymentAddress[]): KeysScope | null {
  const proven = provenKeys(own);
  if (proven.size === 0) return null;
  const keys = new Set<CredentialHash>();
  const stakeAddresses = new Set<StakeAddress>();
  for (const address of addresses) {
    const parsed = parsePaymentAddress(address);
    if (parsed?.payment?.kind !== "key" || !proven.has(parsed.payment.hash)) continue;
    keys.add(parsed.payment.hash);
    if (parsed.kind === "base") stakeAddresses.add(stakeAddressOf(parsed.stake, parsed.network));
  }
  return keys.size === 0 ? null : { kind: "keys", keys, stakeAddresses };
}

function provenKeys(own: OneScope): ReadonlySet<CredentialHash> {
  if (own.kind === "account") return own.verifiedKeys;
  const payment = own.kind === "address" ? parsePaymentAddress(own.address)?.payment : null;
  return new Set(payment?.kind === "key" ? [payment.hash] : []);
}

/**
 * The wallet that tells what a transaction did with others, and pays its fee: of those that the person follows the one that
 * put most into it; where only addresses beside other stake parts did, the wallet whose keys can spend from those. Null where
 * none of them put anything in.
 */
export function leadOf(wallets: readonly OneScope[], { ownInputs }: Movement): OneScope | null {
  const shares = wallets
    .filter(({ kind }) => kind !== "keys")
    .map((wallet) => ({ wallet, name: nameOf(wallet), ...shareOf(wallet, ownInputs) }))
    .filter(({ inputs }) => inputs > 0);
  const [first] = shares.sort(
    (a, b) => compare(b.spendable, a.spendable) || compare(b.atContracts, a.atContracts) || (a.name < b.name ? -1 : 1),
  );
  return first?.wallet ?? ownerOf(wallets, ownInputs);
}

function ownerOf(wallets: readonly OneScope[], ownInputs: readonly OwnedOutput[]): OneScope | null {
  const spent = ownInputs.map(({ payment }) => payment);
  const owners = wallets.filter((wallet) => wallet.kind !== "keys" && spent.some((key) => provenKeys(wallet).has(key)));
  return owners.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))[0] ?? null;
}

function shareOf(wallet: OneScope, ownInputs: readonly OwnedOutput[]) {
  const inputs = ownInputs.filter(({ output }) => placeOf(output.address, wallet) !== null);
  const sumAt = (wanted: OwnedOutput["place"]) =>
    inputs.reduce((sum, { place, output }) => sum + (place === wanted ? (output.value.get(lovelace) ?? 0n) : 0n), 0n);
  return { inputs: inputs.length, spendable: sumAt("wallet"), atContracts: sumAt("contract") };
}

function nameOf(wallet: OneScope): string {
  if (wallet.kind === "keys") return "";
  return wallet.kind === "account" ? wallet.stakeAddress : wallet.address;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
