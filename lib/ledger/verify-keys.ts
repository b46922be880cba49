import type { CredentialHash } from "@/lib/cardano/brand";
import type { NativeScript } from "@/lib/cardano/native-script";
import type { CertificateKind } from "@/lib/cardano/transaction-parts";
import type { Movement, OwnedOutput } from "@/lib/ledger/movement";
import { isOwnStakeAddress, ownsKey, type OneScope, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** Certificates that the stake key must sign in every era; a registration needed no signature before Conway. */
const signedCertificates: readonly CertificateKind[] = ["stake_deregistration", "stake_delegation", "vote_delegation"];

/** True where the account's stake key signed, or its script was satisfied: seen or implied by what only that can do. */
function stakeSigned(tx: RawTx, scope: OneScope): boolean {
  const isOwn = ({ stakeAddress }: { stakeAddress: string | null }) => isOwnStakeAddress(stakeAddress, scope);
  const isKey = scope.kind === "account" && scope.stake.kind === "key";
  return (
    (isKey && (tx.signers?.includes(scope.stake.hash) ?? false)) ||
    tx.withdrawals.some(isOwn) ||
    tx.certificates.some((certificate) => isOwn(certificate) && signedCertificates.includes(certificate.kind))
  );
}

function keysOf(outputs: readonly OwnedOutput[]): CredentialHash[] {
  return outputs.filter(({ paymentKind }) => paymentKind === "key").map(({ payment }) => payment);
}

/** Whether something that signs for the wallet beyond doubt signed: its stake key, or a key that is proven already. */
function isProvenDeed(tx: RawTx, scope: WalletScope, spentKeys: readonly CredentialHash[]): boolean {
  if (scope.kind !== "account") return false;
  return stakeSigned(tx, scope) || [...spentKeys, ...(tx.signers ?? [])].some((key) => scope.verifiedKeys.has(key));
}

/**
 * Payment keys that this transaction proves to be the wallet's own: those that it spends from beside the stake key or a key
 * proven before. One that only ever spends alone proves nothing: anyone can put a stake credential beside a key of theirs.
 */
export function newlyVerifiedKeys(tx: RawTx, scope: WalletScope, movement: Movement): CredentialHash[] {
  const spentKeys = keysOf(movement.ownInputs);
  if (scope.kind !== "account" || !isProvenDeed(tx, scope, spentKeys)) return [];
  return [...new Set(spentKeys)].filter((key) => !scope.verifiedKeys.has(key));
}

/**
 * Payment keys that spent by themselves, nothing proven beside them, so that nothing came back to the account: whether they
 * are the person's only the person knows.
 */
export function emptiedByThemselves(tx: RawTx, scope: WalletScope, movement: Movement): CredentialHash[] {
  const spentKeys = keysOf(movement.ownInputs);
  const leftWholly = tx.valid && movement.ownOutputs.length === 0;
  return leftWholly && scope.kind === "account" && !isProvenDeed(tx, scope, spentKeys) ? [...new Set(spentKeys)] : [];
}

/** Whether it spends from what only the wallet's own keys, or its own native script, can spend. */
export function spendsByWill(tx: RawTx, { ownInputs }: Movement): boolean {
  const runsScripts = tx.redeemers.some(({ purpose }) => purpose === "spend");
  return ownInputs.some(({ place, paymentKind }) => place === "wallet" && (paymentKind !== "script" || !runsScripts));
}

/** The native scripts by which the wallet itself is held, as far as the transaction shows them. */
export function ownScripts(tx: RawTx, scope: WalletScope, { ownInputs }: Movement): NativeScript[] {
  const held = new Set(ownInputs.flatMap(({ place, payment }) => (place === "wallet" ? payment : [])));
  const isStake = (hash: CredentialHash) => scope.kind === "account" && scope.stake.hash === hash;
  return (tx.nativeScripts ?? []).filter(({ hash }) => held.has(hash) || isStake(hash));
}

function signedByOne(tx: RawTx, scope: OneScope, movement: Movement): boolean {
  if (scope.kind === "address") {
    const isOwn = ({ output }: OwnedOutput) => output.address === scope.address;
    const signs = ({ payment }: OwnedOutput) => tx.signers?.includes(payment) ?? false;
    return movement.ownInputs.some(isOwn) || movement.ownOutputs.filter(isOwn).some(signs);
  }
  return stakeSigned(tx, scope) || (tx.signers?.some((key) => ownsKey(key, scope)) ?? false);
}

/** True where the wallet itself authorised the transaction. */
export function signedByWallet(tx: RawTx, scope: WalletScope, movement: Movement): boolean {
  if (spendsByWill(tx, movement)) return true;
  const wallets = scope.kind === "portfolio" ? scope.wallets : [scope];
  return wallets.some((wallet) => signedByOne(tx, wallet, movement));
}
