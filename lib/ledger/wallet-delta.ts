import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { delegationEventsOf, type DelegationEvent } from "@/lib/ledger/delegation-events";
import { depositsOf } from "@/lib/ledger/deposits";
import { attributeFee, type FullInputsReason } from "@/lib/ledger/fee-attribution";
import { flowsOf, totalsOf, type Flow } from "@/lib/ledger/flows";
import { movementOf, type InputResolver, type Movement } from "@/lib/ledger/movement";
import { isOwnStakeAddress, withVerifiedKeys, type OwnedPlace, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { newlyVerifiedKeys, signedByWallet } from "@/lib/ledger/verify-keys";

/** An address of the wallet that the transaction touched. */
interface OwnAddress extends OwnedPlace {
  readonly address: PaymentAddress;
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
  /** Flows written earlier as `unverified` under these keys belong to `wallet` from now on. */
  readonly newlyVerifiedKeys: readonly CredentialHash[];
  /** Own addresses touched here, each once; some may be known already. */
  readonly ownAddresses: readonly OwnAddress[];
  /** Where set, the delta is exact only after `mergeResolvedInputs`. */
  readonly needsFullInputs: FullInputsReason | null;
  readonly movement: Movement;
}

function ownAddressesOf(movement: Movement): OwnAddress[] {
  const addresses = new Map<PaymentAddress, OwnAddress>();
  for (const { output, place, credential, paymentKind, payment } of [...movement.ownInputs, ...movement.ownOutputs]) {
    addresses.set(output.address, { address: output.address, place, credential, paymentKind, payment });
  }
  return [...addresses.values()];
}

function ownWithdrawals(tx: RawTx, scope: WalletScope): bigint {
  const own = tx.withdrawals.filter(({ stakeAddress }) => isOwnStakeAddress(stakeAddress, scope));
  return own.reduce((sum, { amountLovelace }) => sum + amountLovelace, 0n);
}

/**
 * The change that a transaction made to a wallet. Must be asked in chain order, with the scope as the transactions
 * before left it.
 * @param resolve outputs of the wallet's own history, for inputs that the source does not resolve
 */
export function walletDelta(tx: RawTx, scope: WalletScope, resolve: InputResolver): WalletDelta {
  const newKeys = newlyVerifiedKeys(tx, scope, movementOf(tx, scope, resolve));
  const grown = withVerifiedKeys(scope, newKeys);
  const movement = movementOf(tx, grown, resolve);
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
    ownAddresses: ownAddressesOf(movement),
    needsFullInputs: "needs" in fee ? fee.needs : null,
    movement,
  };
}
