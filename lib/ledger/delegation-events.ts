import { delegationKinds } from "@/lib/ledger/closed-words";
import { certificateDeposit } from "@/lib/ledger/deposits";
import type { WalletScope } from "@/lib/ledger/ownership";
import type { CertificateKind, RawTx } from "@/lib/ledger/raw-tx";

type DelegationKind = (typeof delegationKinds)[number];

/** What one certificate did to the wallet's own stake credential. A combined certificate makes several with one index. */
export interface DelegationEvent {
  readonly certIndex: number;
  readonly kind: DelegationKind;
  readonly poolId: string | null;
  readonly drepId: string | null;
  /** Paid (> 0) or refunded (< 0). */
  readonly depositLovelace: bigint;
}

function isDelegationKind(kind: CertificateKind): kind is DelegationKind {
  return delegationKinds.some((known) => known === kind);
}

/** The effects of certificates about the own stake credential, in the order of the transaction. */
export function delegationEventsOf(tx: RawTx, scope: WalletScope): DelegationEvent[] {
  if (scope.kind !== "account") return [];
  return tx.certificates.flatMap((certificate) => {
    const { index, kind, stakeAddress, poolId, drep } = certificate;
    if (stakeAddress !== scope.stakeAddress || !isDelegationKind(kind)) return [];
    return [{ certIndex: index, kind, poolId, drepId: drep, depositLovelace: certificateDeposit(certificate) }];
  });
}
