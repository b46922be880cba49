import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { delegationEventsOf, type DelegationEvent } from "@/lib/ledger/delegation-events";
import { depositsOf } from "@/lib/ledger/deposits";
import { attributeFee, type FullInputsReason } from "@/lib/ledger/fee-attribution";
import { flowsOf, totalsOf, type Flow } from "@/lib/ledger/flows";
import { movementOf, type InputResolver, type Movement } from "@/lib/ledger/movement";
import { isOwnStakeAddress, withKeys, type OwnedPlace, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { emptiedByThemselves, newlyVerifiedKeys, signedByWallet } from "@/lib/ledger/verify-keys";

/** An address of the wallet that the transaction touched. */
interface OwnAddress extends OwnedPlace {
  readonly address: PaymentAddress;
  /** Nothing but the person's word could show that it is somebody else's. */
  readonly isProven: boolean;
}

/** What one transaction did to one wallet. */
export interface WalletDelta {
  readonly flows: readonly Flow[];
  /** Change of the wallet's UTxO balance over all places: fee, deposits and withdrawals are in it. */
  readonly netLovelace: bigint;
  /** Set only where this wallet paid it; the whole collateral taken for a failed script. */
  readonly feeLovelace: bigint | null;
  /** Paid into (> 0) or refunded from (< 0) deposits of own credentials. */
  readonly depositLovelace: bigint;
  /** Taken out of the own reward account. */
  readonly withdrawalLovelace: bigint;
  /** What certificates did to the own stake credential, in the order of the transaction. */
  readonly delegations: readonly DelegationEvent[];
  readonly signedByWallet: boolean;
  /** Payment keys that it proves to be the wallet's. */
  readonly newlyVerifiedKeys: readonly CredentialHash[];
  /** Payment keys that spent by themselves, so that nothing came back: whose they are only the person knows. */
  readonly emptiedKeys: readonly CredentialHash[];
  /** Own addresses touched here, each once; some may be known already. */
  readonly ownAddresses: readonly OwnAddress[];
  /** Where set, the delta is exact only after `mergeResolvedInputs`. */
  readonly needsFullInputs: FullInputsReason | null;
  readonly movement: Movement;
}

/** The scope as a transaction leaves it, for the one after. */
export function scopeAfter<S extends WalletScope>(
  scope: S,
  delta: Pick<WalletDelta, "newlyVerifiedKeys" | "ownAddresses">,
): S {
  return withKeys(scope, { verified: delta.newlyVerifiedKeys, claimed: paymentKeysOf(delta.ownAddresses) });
}

function paymentKeysOf(addresses: readonly OwnedPlace[]): CredentialHash[] {
  return addresses.flatMap(({ paymentKind, payment }) => (paymentKind === "key" ? payment : []));
}

function ownAddressesOf(movement: Movement, scope: WalletScope, newKeys: readonly CredentialHash[]): OwnAddress[] {
  const isProven = ({ place, paymentKind, payment }: OwnedPlace) => {
    if (scope.kind !== "account" || paymentKind !== "key") return place === "wallet";
    return scope.verifiedKeys.has(payment) || newKeys.includes(payment);
  };
  const addresses = new Map<PaymentAddress, OwnAddress>();
  for (const owned of [...movement.ownInputs, ...movement.ownOutputs]) {
    const { output, place, credential, paymentKind, payment } = owned;
    const { address } = output;
    addresses.set(address, { address, place, credential, paymentKind, payment, isProven: isProven(owned) });
  }
  return [...addresses.values()];
}

export function ownWithdrawals(tx: RawTx, scope: WalletScope): bigint {
  const self = scope.kind === "portfolio" ? scope.wallets[0] : scope;
  const own = tx.withdrawals.filter(({ stakeAddress }) => isOwnStakeAddress(stakeAddress, self));
  return own.reduce((sum, { amountLovelace }) => sum + amountLovelace, 0n);
}

/**
 * The change that a transaction made to a wallet. Must be asked in chain order, with the scope as the transactions
 * before left it.
 * @param resolve outputs of the wallet's own history, for inputs that the source does not resolve
 */
export function walletDelta(tx: RawTx, scope: WalletScope, resolve: InputResolver): WalletDelta {
  const movement = movementOf(tx, scope, resolve);
  const newKeys = newlyVerifiedKeys(tx, scope, movement);
  const ownAddresses = ownAddressesOf(movement, scope, newKeys);
  const grown = withKeys(scope, { verified: newKeys, claimed: paymentKeysOf(ownAddresses) });
  const isSigned = signedByWallet(tx, grown, movement);
  const fee = attributeFee(tx, grown, movement, isSigned);
  const feeLovelace = "needs" in fee ? null : fee.feeLovelace;
  const flows = flowsOf(movement);
  return {
    flows,
    netLovelace: totalsOf(flows).get(lovelace) ?? 0n,
    feeLovelace,
    depositLovelace: depositsOf(tx, grown, movement, feeLovelace),
    withdrawalLovelace: ownWithdrawals(tx, grown),
    delegations: delegationEventsOf(tx, grown),
    signedByWallet: isSigned,
    newlyVerifiedKeys: newKeys,
    emptiedKeys: emptiedByThemselves(tx, scope, movement),
    ownAddresses,
    needsFullInputs: "needs" in fee ? fee.needs : null,
    movement,
  };
}
