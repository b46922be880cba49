import type { PaymentAddress, TxHash, Unit } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import type { Classification, Direction, Trace } from "@/lib/ledger/classification";
import type { DelegationEvent } from "@/lib/ledger/delegation-events";
import type { Likeness } from "@/lib/ledger/likeness";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import type { PaymentKind, Place } from "@/lib/ledger/ownership";
import type { ChainPoint, RawTx } from "@/lib/ledger/raw-tx";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import type { OrderKind } from "@/lib/protocols/order-terms";

/** One row of `transaction`, without ids and without what a person may write. */
interface TransactionRow {
  readonly txHash: TxHash;
  readonly blockHeight: number;
  readonly blockHash: string | null;
  readonly txIndex: number;
  readonly txTimestamp: Date;
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly direction: Direction;
  readonly protocol: string | null;
  readonly counterparty: PaymentAddress | null;
  readonly summary: string;
  readonly netLovelace: bigint;
  readonly fee: bigint | null;
  readonly deposit: bigint;
  readonly withdrawal: bigint;
  readonly valid: boolean;
  /** Told with the knowledge of other wallets of the person's. */
  readonly shared: boolean;
  readonly trace: Trace;
  readonly likeness: Likeness;
}

/** One row of `asset_flow`. */
interface FlowRow {
  readonly unit: Unit;
  readonly place: Place;
  /** Script hash, empty for the wallet itself. */
  readonly credential: string;
  readonly netChange: bigint;
}

/** One row of `wallet_address`. */
interface AddressRow {
  readonly address: PaymentAddress;
  readonly paymentKind: PaymentKind;
  readonly credential: string;
  /** Its payment key is proven to be the wallet's, or the wallet is this very address. */
  readonly verified: boolean;
  /** Its payment key spent by itself, so that nothing came back. */
  readonly emptied: boolean;
  readonly firstSeenHeight: number;
}

export interface LedgerRows {
  readonly transaction: TransactionRow;
  readonly flows: readonly FlowRow[];
  readonly events: readonly TransactionEvent[];
  readonly addresses: readonly AddressRow[];
  readonly openings: readonly OrderOpening[];
  readonly closings: readonly OrderClosing[];
  readonly delegations: readonly DelegationEvent[];
}

/** What a store writes for one transaction of one wallet. */
export function toRows(
  tx: RawTx,
  point: ChainPoint,
  delta: WalletDelta,
  classification: Classification,
  isShared = false,
): LedgerRows {
  return {
    transaction: {
      txHash: tx.hash,
      blockHeight: point.blockHeight,
      blockHash: point.blockHash,
      txIndex: point.txIndex,
      txTimestamp: point.blockTime,
      action: classification.action,
      subtype: classification.subtype,
      direction: classification.direction,
      protocol: classification.protocol,
      counterparty: classification.counterparty,
      summary: classification.summary,
      netLovelace: delta.netLovelace,
      fee: delta.feeLovelace,
      deposit: delta.depositLovelace,
      withdrawal: delta.withdrawalLovelace,
      valid: tx.valid,
      shared: isShared,
      trace: classification.trace,
      likeness: classification.likeness,
    },
    flows: delta.flows.map(({ unit, place, credential, netChange }) => ({
      unit,
      place,
      credential: credential ?? "",
      netChange,
    })),
    events: classification.events,
    openings: classification.openings,
    closings: classification.closings,
    delegations: delta.delegations,
    addresses: delta.ownAddresses.map(({ address, paymentKind, payment, isProven }) => ({
      address,
      paymentKind,
      credential: payment,
      verified: isProven,
      emptied: delta.emptiedKeys.includes(payment),
      firstSeenHeight: point.blockHeight,
    })),
  };
}
