import type { StakeAddress } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Movement } from "@/lib/ledger/movement";
import { isOwnStakeAddress, type WalletScope } from "@/lib/ledger/ownership";
import type { RawCertificate, RawOutput, RawProposal, RawTx } from "@/lib/ledger/raw-tx";

/** The protocol parameter `key_deposit`, unchanged since Shelley: certificates before Conway do not carry it. */
const keyDepositLovelace = 2_000_000n;

/** Paid (> 0) or refunded (< 0) by one certificate, in lovelace. */
export function certificateDeposit(certificate: RawCertificate): bigint {
  if (certificate.depositLovelace !== null) return certificate.depositLovelace;
  if (certificate.kind === "stake_registration") return keyDepositLovelace;
  return certificate.kind === "stake_deregistration" ? -keyDepositLovelace : 0n;
}

function lovelaceOf(outputs: readonly RawOutput[]): bigint {
  return outputs.reduce((sum, output) => sum + (output.value.get(lovelace) ?? 0n), 0n);
}

/**
 * What a transaction paid into deposits that no certificate states: a pool's (only the first registration pays one), or
 * those that JSON does not show. The ledger's own equation tells it once every input is known.
 */
function unstatedDeposits(tx: RawTx, movement: Movement, feeLovelace: bigint): bigint {
  if (!tx.valid || movement.unresolvedInputs.length > 0) return 0n;
  const spent = lovelaceOf(movement.foreignInputs) + lovelaceOf(movement.ownInputs.map(({ output }) => output));
  const withdrawn = tx.withdrawals.reduce((sum, { amountLovelace }) => sum + amountLovelace, 0n);
  const all = spent + withdrawn - lovelaceOf(tx.outputs) - feeLovelace - tx.donationLovelace;
  const stated = [
    ...tx.certificates.map(certificateDeposit),
    ...tx.proposals.map((proposal) => proposal.depositLovelace),
  ];
  return all - stated.reduce((sum, deposit) => sum + deposit, 0n);
}

/**
 * Lovelace that went into (> 0) or came back from (< 0) deposits of the wallet's own credentials. Keys of DReps and pools
 * are not known to be the wallet's, so their deposits count where it paid for the transaction.
 * @param feeLovelace the fee where this wallet paid it, null where it did not
 */
export function depositsOf(tx: RawTx, scope: WalletScope, movement: Movement, feeLovelace: bigint | null): bigint {
  const isOwn = (stakeAddress: string | null) => isOwnStakeAddress(stakeAddress, scope);
  let total = feeLovelace === null ? 0n : unstatedDeposits(tx, movement, feeLovelace);
  for (const certificate of tx.certificates) {
    const isPaidDrep = certificate.drepCredential !== null && feeLovelace !== null;
    if (isPaidDrep || isOwn(certificate.stakeAddress)) total += certificateDeposit(certificate);
  }
  for (const proposal of ownProposals(tx, scope, feeLovelace)) total += proposal.depositLovelace;
  return total;
}

/** Proposals whose deposit is the wallet's: it paid for them, or they pay it back to its reward account. */
export function ownProposals(tx: RawTx, scope: WalletScope, feeLovelace: bigint | null): readonly RawProposal[] {
  if (feeLovelace !== null) return tx.proposals;
  return tx.proposals.filter(({ returnAddress }) => isOwnStakeAddress(returnAddress, scope));
}

/** A deposit that the wallet paid (> 0) or got (< 0) for somebody else's stake key. */
export interface OthersDeposit {
  readonly stakeAddress: StakeAddress;
  readonly depositLovelace: bigint;
}

/** Told only where the wallet paid for all of the transaction: else nobody knows whose these were. */
export function depositsForOthers(tx: RawTx, scope: WalletScope, feeLovelace: bigint | null): OthersDeposit[] {
  if (feeLovelace === null) return [];
  // Of a portfolio each wallet's own row tells of its key.
  const followed = scope.kind === "portfolio" ? scope.wallets : [scope];
  return tx.certificates.flatMap((certificate) => {
    const { stakeAddress } = certificate;
    const depositLovelace = certificateDeposit(certificate);
    if (stakeAddress === null || depositLovelace === 0n) return [];
    if (followed.some((wallet) => isOwnStakeAddress(stakeAddress, wallet))) return [];
    return [{ stakeAddress, depositLovelace }];
  });
}
