import type { PaymentAddress } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import type { Likeness } from "@/lib/ledger/likeness";
import type { directions } from "@/lib/ledger/closed-words";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import type { Entry, TransactionEvent } from "@/lib/ledger/transaction-event";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

export type Direction = (typeof directions)[number];

/** What a rule says once it matches. */
export interface Verdict {
  readonly action: Action;
  readonly direction: Direction;
  readonly counterparty: PaymentAddress | null;
  /** One line of English; null where the orders, certificates or withdrawals that it goes by tell it. */
  readonly summary: string | null;
  /** What the rule went by, in words. */
  readonly facts: readonly string[];
  readonly protocol?: ProtocolId;
  readonly subtype?: OrderKind;
  /** Value of others stood under the wallet's stake key meanwhile. */
  readonly holdsForOthers?: boolean;
}

/** One way to recognise a transaction. The version is shown beside what it says. */
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
  /** What it did; the first is what names the transaction. */
  readonly entries: readonly Entry[];
  /** The legs of the entries, numbered. */
  readonly events: readonly TransactionEvent[];
  readonly openings: readonly OrderOpening[];
  readonly closings: readonly OrderClosing[];
  readonly trace: Trace;
  readonly likeness: Likeness;
}
