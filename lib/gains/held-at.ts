import type { AccountingEvent } from "@/lib/accounting/accounting-event";

/** So much of an asset, just before a moment. */
export interface Held {
  readonly asset: string;
  readonly quantity: bigint;
}

/** What had come and not gone before each moment; moments and events in the order of time. */
export function heldAt(events: readonly AccountingEvent[], moments: readonly number[]): Held[][] {
  const held = new Map<string, bigint>();
  let next = 0;
  return moments.map((moment) => {
    for (let event = events[next]; event !== undefined && event.at < moment; event = events[next]) {
      for (const { asset, quantity } of changesOf(event)) held.set(asset, (held.get(asset) ?? 0n) + quantity);
      next += 1;
    }
    return [...held].flatMap(([asset, quantity]) => (quantity > 0n ? [{ asset, quantity }] : []));
  });
}

function changesOf(event: AccountingEvent): Held[] {
  switch (event.kind) {
    case "acquisition":
      return [event];
    case "disposal":
      return [{ asset: event.asset, quantity: -event.quantity }];
    case "transfer":
      return [{ asset: event.asset, quantity: event.received - event.sent }];
    case "carry":
      return [...event.given.map(({ asset, quantity }) => ({ asset, quantity: -quantity })), ...event.got];
    case "split":
      return [];
  }
}
