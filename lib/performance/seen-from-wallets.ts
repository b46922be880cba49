import type { AccountingEvent, Transfer } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import { elsewhere } from "@/lib/accounting/word";

interface Told {
  readonly events: readonly AccountingEvent[];
  /** Of each event, in their order. */
  readonly purposes: readonly EventPurpose[];
}

/** The same as wallets see it: what goes elsewhere or comes from there is withdrawn or deposited at its worth, though it stays the person's. */
export function seenFromWallets({ events, purposes }: Told): Told {
  const seen = events.flatMap((event, n): [AccountingEvent, EventPurpose][] => {
    const purpose = purposes[n];
    if (purpose === undefined) return [];
    if (event.kind === "split") return [[event, purpose]];
    if (event.kind !== "transfer") return event.wallet === elsewhere ? [] : [[event, purpose]];
    return event.wallet === elsewhere || event.toWallet === elsewhere ? [crossing(event, purpose)] : [[event, purpose]];
  });
  return { events: seen.map(([event]) => event), purposes: seen.map(([, purpose]) => purpose) };
}

function crossing(event: Transfer, purpose: EventPurpose): [AccountingEvent, EventPurpose] {
  const { id, at, asset, wallet, toWallet, received: quantity } = event;
  const worth = purpose.values.get(asset) ?? null;
  if (wallet === elsewhere)
    return [
      { kind: "acquisition", id, at, asset, wallet: toWallet, quantity, basis: worth, price: null },
      { ...purpose, purpose: "deposit" },
    ];
  return [
    { kind: "disposal", id, at, asset, wallet, quantity, proceeds: worth, treatment: "not-realised" },
    { ...purpose, purpose: "withdrawal" },
  ];
}
