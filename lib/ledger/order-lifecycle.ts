import type { CredentialHash } from "@/lib/cardano/brand";
import { sumOf, type Amounts } from "@/lib/ledger/amounts";
import { orderKindOf, type ContractOutput } from "@/lib/ledger/contract-view";
import { givenAndGot } from "@/lib/ledger/given-and-got";
import { placeOf, type WalletScope } from "@/lib/ledger/ownership";
import type { OutRef } from "@/lib/ledger/raw-tx";
import { isTrade, type OrderOutcome, type Settlement } from "@/lib/ledger/settle-orders";
import type { Leg } from "@/lib/ledger/transaction-event";
import type { OrderKind, Wanted } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** An order that came to stand at a script: placed by its owner, or the rest of one that was partly filled. */
export interface OrderOpening {
  readonly ref: OutRef;
  readonly protocol: ProtocolId;
  readonly kind: OrderKind;
  readonly credential: CredentialHash;
  /** Whether it stands under the wallet's own stake key, so that its value is among the flows of place `contract`. */
  readonly ownStake: boolean;
  /** All that lies at the script: offer, fee and deposit. */
  readonly locked: Amounts;
  readonly offered: Amounts | null;
  readonly wanted: readonly Wanted[];
}

/** The consumption of an order, by its exact reference. */
export interface OrderClosing {
  readonly ref: OutRef;
  readonly protocol: ProtocolId;
  readonly kind: OrderKind;
  readonly outcome: OrderOutcome;
  /** What the owner gave and got; of an order that was taken back what came back. */
  readonly gave: Amounts;
  readonly got: Amounts;
  readonly batcherFeeLovelace: bigint | null;
  readonly depositReturnedLovelace: bigint;
  /** Where the rest of it stands from now on. */
  readonly continuedAs: OutRef | null;
}

export function openingOf(order: ContractOutput, scope: WalletScope): OrderOpening | null {
  if (order.match === null) return null;
  return {
    ref: order.ref,
    protocol: order.match.id,
    kind: orderKindOf(order),
    credential: order.credential,
    ownStake: placeOf(order.output.address, scope) !== null,
    locked: sumOf([order.output.value]),
    offered: order.terms?.offered ?? null,
    wanted: order.terms?.wanted ?? [],
  };
}

/** @param legs those of its end: what they come to for the wallet is its price, its fee and its deposit */
export function closingOf(settlement: Settlement, legs: readonly Leg[]): OrderClosing | null {
  const { order, outcome, fee, continuedAs } = settlement;
  if (order.match === null) return null;
  const { gave, got } = givenAndGot(legs);
  return {
    ref: order.ref,
    protocol: order.match.id,
    kind: orderKindOf(order),
    outcome,
    gave,
    got,
    batcherFeeLovelace: fee.feeLovelace,
    depositReturnedLovelace: isTrade(outcome) ? returnedBy(legs) : 0n,
    continuedAs: continuedAs?.ref ?? null,
  };
}

function returnedBy(legs: readonly Leg[]): bigint {
  const came = legs.filter(({ role, quantity }) => role === "deposit_return" && quantity > 0n);
  return came.reduce((sum, { quantity }) => sum + quantity, 0n);
}
