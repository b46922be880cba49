import type { Action } from "@/lib/ledger/action";
import type { Amounts } from "@/lib/ledger/amounts";
import type { Classification, Direction, Trace } from "@/lib/ledger/classification";
import { givenAndGot } from "@/lib/ledger/given-and-got";
import { eventsByEntry, type TransactionEvent } from "@/lib/ledger/transaction-event";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { tellAmounts } from "@/lib/ledger/wording";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

interface Quantity {
  readonly unit: string;
  readonly quantity: string;
}

/** What one transaction was for one owner. Where it carried out several orders of theirs, there is a line for each. */
export interface ExplainedLine {
  readonly txHash: string;
  readonly owner: string;
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly direction: Direction;
  readonly protocol: ProtocolId | null;
  /** What the owner received, and gave; by the order where it is about one. */
  readonly in: readonly Quantity[];
  readonly out: readonly Quantity[];
  /** Lovelace as decimal strings; null where nobody of ours paid it or nobody knows. */
  readonly fees: {
    readonly network: string | null;
    readonly batcher: string | null;
    readonly depositReturned: string | null;
  };
  readonly summary: string;
  /** The legs of this line, as they are stored. */
  readonly events: readonly ExplainedEvent[];
  readonly trace: Trace;
}

interface ExplainedEvent extends Omit<TransactionEvent, "quantity"> {
  readonly quantity: string;
}

function quantitiesOf(amounts: Amounts): Quantity[] {
  return [...amounts].map(([unit, quantity]) => ({ unit, quantity: quantity.toString() }));
}

/** The lines of one classification, one for each thing that the transaction did for the owner. */
export function linesOf(tx: RawTx, owner: string, delta: WalletDelta, classification: Classification): ExplainedLine[] {
  const { entries, closings, direction, trace } = classification;
  const legsOf = new Map(eventsByEntry(entries).map((legs, i) => [entries[i], legs]));
  const untold = entries.filter(({ summary }) => summary === null);
  const told = entries.filter(({ summary }) => summary !== null);
  return told.map((entry, i) => {
    const { action, subtype, protocol, orderRef, summary, legs } = entry;
    // What goes without saying stands with what names the transaction.
    const shown = [entry, ...(i === 0 ? untold : [])].flatMap((each) => legsOf.get(each) ?? []);
    const { gave, got } = givenAndGot(legs);
    const closing = closings.find(({ ref }) => outRefKey(ref) === orderRef);
    return {
      txHash: tx.hash,
      owner,
      action,
      subtype,
      direction,
      protocol,
      in: quantitiesOf(got),
      out: quantitiesOf(gave),
      fees: {
        network: delta.feeLovelace?.toString() ?? null,
        batcher: closing?.batcherFeeLovelace?.toString() ?? null,
        depositReturned: closing?.depositReturnedLovelace.toString() ?? null,
      },
      summary: tellAmounts(summary ?? ""),
      events: shown.map((event) => ({ ...event, quantity: event.quantity.toString() })),
      trace: { ...trace, facts: trace.facts.map((fact) => tellAmounts(fact)) },
    };
  });
}
