import type { CertificateKind } from "@/lib/cardano/transaction-parts";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";

/** JSON shows neither pools' nor DReps' certificates, nor the deposits that certificates carry. */
const shownByJson: readonly CertificateKind[] = [
  "stake_registration",
  "stake_deregistration",
  "stake_delegation",
  "mir",
];

/** The part of a transaction that CBOR with resolved inputs and JSON both tell, in one order. */
export function comparableTx(tx: RawTx) {
  const inputs = tx.inputs.map(({ ref, resolved }) => ({ ref: outRefKey(ref), resolved }));
  const certificates = tx.certificates.filter(({ kind }) => shownByJson.includes(kind));
  return {
    hash: tx.hash,
    valid: tx.valid,
    inputs: inputs.sort((a, b) => a.ref.localeCompare(b.ref)),
    outputs: tx.outputs.toSorted((a, b) => a.index - b.index),
    collateralInputs: tx.collateralInputs.map(outRefKey).sort(),
    referenceInputs: tx.referenceInputs.map(outRefKey).sort(),
    feeLovelace: tx.feeLovelace,
    mint: tx.mint,
    withdrawals: tx.withdrawals.toSorted((a, b) => a.stakeAddress.localeCompare(b.stakeAddress)),
    certificates: certificates.map((certificate) => ({ ...certificate, depositLovelace: null })),
    donationLovelace: tx.donationLovelace,
    hasScriptWitness: tx.hasScriptWitness,
    // A metadata answer was recorded only where there is metadata.
    metadata: tx.metadata ?? new Map(),
  };
}
