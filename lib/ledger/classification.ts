import type { PaymentAddress } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import type { Amounts } from "@/lib/ledger/amounts";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import type { Likeness } from "@/lib/ledger/likeness";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

export type Direction = "in" | "out" | "self" | "none";

/** One thing that a transaction did for a wallet; it can do several, as when a batch carries out two of its orders. */
export interface Deed {
  readonly action: Action;
  /** What an order asks for, where the deed is about one. */
  readonly subtype: OrderKind | null;
  readonly protocol: ProtocolId | null;
  /** What the wallet gave and got; of an order that was carried out the price, without fee and deposit. */
  readonly gave: Amounts;
  readonly got: Amounts;
  /** Kept by whoever carried the order out; null where nobody did or nobody knows. */
  readonly batcherFeeLovelace: bigint | null;
  readonly depositReturnedLovelace: bigint | null;
  readonly summary: string;
}

/** What a rule says once it matches. */
export interface Verdict {
  readonly action: Action;
  readonly direction: Direction;
  readonly counterparty: PaymentAddress | null;
  /** One line of English. */
  readonly summary: string;
  /** What the rule went by, in words. */
  readonly facts: readonly string[];
  readonly protocol?: ProtocolId;
  readonly subtype?: OrderKind;
  /** Set where the transaction did something that its plain transfer does not show. */
  readonly deeds?: readonly Deed[];
}

/** One way to recognise a transaction. Raise `version` when its answers change, so that old ones are found again. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly matches: (context: ClassificationContext) => Verdict | null;
}

/** The rule that ends the list, so that the list is total. */
export interface CatchAllRule extends Rule {
  readonly matches: (context: ClassificationContext) => Verdict;
}

export interface Trace {
  readonly rule: string;
  readonly version: number;
  readonly facts: readonly string[];
  /** Set where a reader or a rule failed, so that the transaction is not explained. */
  readonly failure?: { readonly by: string; readonly reason: string };
}

export interface Classification {
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly direction: Direction;
  readonly protocol: ProtocolId | null;
  readonly counterparty: PaymentAddress | null;
  readonly summary: string;
  /** At least one; the first is the one that names the transaction. */
  readonly deeds: readonly Deed[];
  readonly openings: readonly OrderOpening[];
  readonly closings: readonly OrderClosing[];
  readonly trace: Trace;
  readonly likeness: Likeness;
}
