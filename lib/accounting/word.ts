import type { Money } from "@/lib/accounting/accounting-event";
import { isShown } from "@/lib/ledger/event-location";
import type { EventRole, TransactionEvent } from "@/lib/ledger/transaction-event";

/** What a person says that a movement was. */
export const wordKinds = ["income", "gift", "payment", "lost", "own_transfer", "ignore"] as const;
export type WordKind = (typeof wordKinds)[number];

/** What came can be these, and what went those. */
export const kindsIn = ["income", "gift", "own_transfer", "ignore"] as const satisfies readonly WordKind[];
export const kindsOut = ["gift", "payment", "lost", "own_transfer", "ignore"] as const satisfies readonly WordKind[];

/** What a person says of a leg. */
export interface Word {
  /** Null: it is what it is called. */
  readonly kind: WordKind | null;
  /** What it was worth, in the report's currency; null where what they said cannot be told in it; absent: nothing said. */
  readonly value?: Money;
  /** The same for what it cost. */
  readonly basis?: Money;
}

/** The person's coins at exchanges and in wallets that nobody reads, as if they were one wallet more. */
export const elsewhere = "elsewhere";

/** Told apart from what is traded; what is in custody is somebody else's. */
export const apart: ReadonlySet<EventRole> = new Set([
  "network_fee",
  "batcher_fee",
  "collateral_loss",
  "donation",
  "custody",
  "informational",
]);

/** Between own wallets there is nothing to say, and what lies at an order or a protocol is what that says. */
export const canBeSaid = ({
  action,
  role,
  location,
}: Pick<TransactionEvent, "action" | "role" | "location">): boolean =>
  action !== "internal_transfer" && !apart.has(role) && isShown(location);

/** Whether a movement of this sign can be that. */
export function fitsSign(kind: WordKind, isIn: boolean): boolean {
  const fitting: readonly WordKind[] = isIn ? kindsIn : kindsOut;
  return fitting.includes(kind);
}
