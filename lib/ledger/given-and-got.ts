import { sizesOf, sumByUnit, type Amounts } from "@/lib/ledger/amounts";
import { kindOfLocation } from "@/lib/ledger/event-location";
import type { EventRole, Leg } from "@/lib/ledger/transaction-event";

const traded: readonly EventRole[] = ["principal", "receipt", "reward", "mint", "burn"];
const moved: readonly EventRole[] = [...traded, "deposit", "deposit_return"];

/** What one entry, or all legs of one order, gave and got. */
export interface GivenAndGot {
  readonly gave: Amounts;
  readonly got: Amounts;
}

/**
 * The price of a trade: fees and deposits are in neither. Of what merely moved between own places, what left the wallet
 * itself or came to it, which may be a script's that is followed by itself.
 */
export function givenAndGot(legs: readonly Leg[]): GivenAndGot {
  const net = netOf(legs, traded, (kind) => kind !== "position" && kind !== "rewards" && kind !== "deposit");
  if (net.size > 0) return sidesOf(net);
  const ofKeys = netOf(legs, moved, (kind) => kind === "wallet");
  return sidesOf(ofKeys.size > 0 ? ofKeys : netOf(legs, moved, (kind) => kind === "contract"));
}

function sidesOf(sums: Amounts): GivenAndGot {
  return { gave: sizesOf(sums, "negative"), got: sizesOf(sums, "positive") };
}

function netOf(
  legs: readonly Leg[],
  roles: readonly EventRole[],
  counts: (kind: ReturnType<typeof kindOfLocation>) => boolean,
): Amounts {
  const counted = legs.filter(({ role, location }) => roles.includes(role) && counts(kindOfLocation(location)));
  return sumByUnit(counted);
}
