import type { CredentialHash } from "@/lib/cardano/brand";
import type { CertificateKind } from "@/lib/cardano/transaction-parts";
import type { Movement, OwnedOutput } from "@/lib/ledger/movement";
import { isOwnStakeAddress, type AccountScope, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** Certificates that the stake key must sign in every era; a registration needed no signature before Conway. */
const signedCertificates: readonly CertificateKind[] = ["stake_deregistration", "stake_delegation", "vote_delegation"];

/** True where the account's stake key signed, seen or implied by what only it can do. */
function stakeKeySigned(tx: RawTx, scope: AccountScope): boolean {
  if (scope.stake.kind !== "key") return false;
  const isOwn = ({ stakeAddress }: { stakeAddress: string | null }) => isOwnStakeAddress(stakeAddress, scope);
  return (
    (tx.signers?.includes(scope.stake.hash) ?? false) ||
    tx.withdrawals.some(isOwn) ||
    tx.certificates.some((certificate) => isOwn(certificate) && signedCertificates.includes(certificate.kind))
  );
}

function paymentKeys(outputs: readonly OwnedOutput[]): CredentialHash[] {
  return outputs.filter(({ paymentKind }) => paymentKind === "key").map(({ payment }) => payment);
}

function isTrusted(tx: RawTx, scope: AccountScope, spentKeys: readonly CredentialHash[]): boolean {
  if (stakeKeySigned(tx, scope)) return true;
  if (scope.verifiedKeys.size === 0) return spentKeys.length > 0;
  const seen = [...spentKeys, ...(tx.signers ?? [])];
  return seen.some((key) => scope.verifiedKeys.has(key));
}

/**
 * Payment keys that this transaction proves to be the wallet's own: those it spends from or pays change to, beside the
 * stake key or a key proven before. While none is proven, the first key that spends is believed.
 * A key that only ever spends alone proves nothing: anyone can put a stake credential beside a key of theirs.
 */
export function newlyVerifiedKeys(tx: RawTx, scope: WalletScope, movement: Movement): CredentialHash[] {
  if (scope.kind === "address") return [];
  const spentKeys = paymentKeys(movement.ownInputs);
  if (!isTrusted(tx, scope, spentKeys)) return [];
  const keys = new Set([...spentKeys, ...paymentKeys(movement.ownOutputs)]);
  return [...keys].filter((key) => !scope.verifiedKeys.has(key));
}

/** True where the wallet itself authorised the transaction. */
export function signedByWallet(tx: RawTx, scope: WalletScope, movement: Movement): boolean {
  if (movement.ownInputs.some(({ place, paymentKind }) => place === "wallet" && paymentKind !== "script")) return true;
  if (scope.kind === "address") {
    const owned = [...movement.ownInputs, ...movement.ownOutputs];
    return movement.ownInputs.length > 0 || owned.some(({ payment }) => tx.signers?.includes(payment) ?? false);
  }
  return stakeKeySigned(tx, scope) || (tx.signers?.some((key) => scope.verifiedKeys.has(key)) ?? false);
}
