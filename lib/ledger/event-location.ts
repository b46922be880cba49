import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import type { Place } from "@/lib/ledger/ownership";
import { outRefKey, type OutRef } from "@/lib/ledger/raw-tx";

/**
 * Where a leg moved value. The first two are the places of the flows, which the wallet's addresses show; the others are
 * the wallet's too, though no address of its own shows them: an order by its reference, what was handed to a protocol, the
 * deposits of its keys, its reward account.
 */
export const locationKinds = ["wallet", "contract", "order", "position", "deposit", "rewards"] as const;
export type LocationKind = (typeof locationKinds)[number];

export type EventLocation =
  "wallet" | `contract:${string}` | `order:${string}` | `position:${string}` | "deposit" | "rewards";

/** The location of a flow. */
export function flowLocation(place: Place, credential: CredentialHash | null): EventLocation {
  return place === "wallet" ? "wallet" : `${place}:${credential ?? ""}`;
}

/** An order that lies at a script without the wallet's stake key. */
export function orderLocation(ref: OutRef): EventLocation {
  return `order:${outRefKey(ref)}`;
}

/**
 * What a protocol holds for the wallet, one location for each kind of position, and where a token of the protocol's stands
 * for it, for each such token.
 */
export function positionLocation(protocol: string, family: string, receipt: Unit | null): EventLocation {
  return `position:${protocol}:${family}${receipt === null ? "" : `:${receipt}`}`;
}

export function kindOfLocation(location: string): LocationKind {
  const kind = location.split(":", 1)[0];
  return locationKinds.find((known) => known === kind) ?? "contract";
}

/** Whether the wallet's own addresses show what lies there, so that its legs sum to flows. */
export function isShown(location: EventLocation): boolean {
  const kind = kindOfLocation(location);
  return kind === "wallet" || kind === "contract";
}
