import { lovelace } from "@/lib/cardano/unit";
import type { CatchAllRule, Rule, Verdict } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { directionOf } from "@/lib/ledger/direction";
import { flowLocation, isShown, kindOfLocation, type EventLocation } from "@/lib/ledger/event-location";
import { sumByUnit, sumOf } from "@/lib/ledger/amounts";
import type { Movement } from "@/lib/ledger/movement";
import { transferEntry, type Rest } from "@/lib/ledger/transfer-entry";
import type { Entry, Leg } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

/** Where the wallet's own part of a transaction comes from and goes to: the wallet itself, where it takes part at all. */
export function homeOf({ ownInputs, ownOutputs }: Movement): EventLocation {
  const places = [...ownInputs, ...ownOutputs].map(({ place, credential }) => flowLocation(place, credential));
  if (places.includes("wallet")) return "wallet";
  const [first = "wallet"] = places.sort((a, b) => Number(isContract(a)) - Number(isContract(b)) || (a < b ? -1 : 1));
  return first;
}

function isContract(location: EventLocation): boolean {
  return kindOfLocation(location) === "contract";
}

function legsOf(entries: readonly Entry[]): Leg[] {
  return entries.flatMap(({ legs }) => legs);
}

/** What the flows hold beyond the legs of some entries. */
function restOf({ flows }: WalletDelta, legs: readonly Leg[]): Rest[] {
  const moved = flows.map(({ unit, place, credential, netChange }): Rest => {
    return { location: flowLocation(place, credential), unit, quantity: netChange };
  });
  return without(
    moved,
    legs.filter(({ location }) => isShown(location)),
  );
}

/** What is left at each location, by unit. */
function without(whole: readonly Rest[], legs: readonly Rest[]): Rest[] {
  const left = new Map<string, Rest>();
  const add = ({ location, unit }: Rest, quantity: bigint) => {
    const key = `${location} ${unit}`;
    left.set(key, { location, unit, quantity: (left.get(key)?.quantity ?? 0n) + quantity });
  };
  for (const each of whole) add(each, each.quantity);
  for (const each of legs) add(each, -each.quantity);
  return [...left.values()].filter(({ quantity }) => quantity !== 0n);
}

/** The network fee; of a script that failed the collateral that was taken. */
function feeLegs({ tx, delta, home }: Pick<ClassificationContext, "tx" | "delta" | "home">): Leg[] {
  const { feeLovelace } = delta;
  if (feeLovelace === null || feeLovelace === 0n) return [];
  const role = tx.valid ? "network_fee" : "collateral_loss";
  return [{ role, unit: lovelace, quantity: -feeLovelace, location: home, counterparty: null }];
}

/** All that a transaction did, and what the rules say of what moved beside its orders and certificates. */
export interface Told {
  readonly entries: readonly Entry[];
  /** Null where nothing moved beside them. */
  readonly transfer: Verdict | null;
}

/**
 * What a transaction did, entry by entry: first what names it, then what else moved, then the rest of the ledger's own. The
 * legs of all of them are the flows.
 * @param rules those that tell a transfer, in order of precedence
 */
export function entriesOf(
  verdict: Verdict,
  context: ClassificationContext,
  rules: readonly Rule[],
  catchAll: CatchAllRule,
): Told {
  const { orderEntries, ledgerEntries, delta } = context;
  const known = [...orderEntries, ...ledgerEntries];
  const fee = feeLegs(context);
  const rest = restOf(delta, [...legsOf(known), ...fee]);
  const namesTransfer = verdict.summary !== null;
  const transfer = namesTransfer ? verdict : restVerdict(rest, context, rules, catchAll);
  const paid = paymentOf(context, rules);
  const moved = transfer === null ? [] : [transferEntry(transfer, without(rest, legsOf(paid)), context)];
  const named = known.filter(({ action }) => !namesTransfer && action === verdict.action).slice(0, 1);
  const others = known.filter((entry) => !named.includes(entry));
  const orders = others.filter((entry) => orderEntries.includes(entry));
  const ledger = others.filter((entry) => ledgerEntries.includes(entry));
  const [first, ...more] = [...named, ...orders, ...moved, ...paid, ...ledger];
  if (first === undefined) return { entries: [], transfer };
  return { entries: [{ ...first, legs: [...first.legs, ...fee] }, ...more], transfer };
}

/** What was paid beside a pool, told like any payment. */
function paymentOf(context: ClassificationContext, rules: readonly Rule[]): Entry[] {
  const { paidOutputs, delta, view, home } = context;
  if (paidOutputs.length === 0) return [];
  const sent = [...sumOf(paidOutputs.map(({ value }) => value))];
  const rest = sent.map(([unit, quantity]): Rest => ({ location: home, unit, quantity: -quantity }));
  const alone: ClassificationContext = {
    ...context,
    transfer: new Map(rest.map(({ unit, quantity }) => [unit, quantity])),
    view: { ...view, spent: [], created: [] },
    delta: { ...delta, movement: { ...delta.movement, foreignOutputs: paidOutputs } },
  };
  const verdict = rules.map((rule) => rule.matches(alone)).find((matched) => matched?.action === "send");
  return verdict == null ? [] : [transferEntry(verdict, rest, alone)];
}

/** What the rules say of what is left, as though it were all that the transaction did. */
function restVerdict(
  rest: readonly Rest[],
  context: ClassificationContext,
  rules: readonly Rule[],
  catchAll: CatchAllRule,
): Verdict | null {
  if (rest.length === 0) return null;
  const transfer = sumByUnit(rest);
  const onlyFee = transfer.size === 1 && transfer.get(lovelace) === -(context.tx.feeLovelace ?? 0n);
  if (transfer.size === 0 || onlyFee) return { ...betweenPlaces, direction: directionOf(transfer) };
  const left = { ...context, transfer, delta: withoutOrders(context) };
  for (const rule of rules) {
    const verdict = rule.matches(left);
    if (verdict !== null) return verdict;
  }
  const unexplained = catchAll.matches(left);
  // What others did with value under the wallet's stake key is not told beside its orders.
  const isAtContracts = !context.acted && rest.every(({ location }) => isContract(location));
  return isAtContracts ? { ...unexplained, summary: null } : unexplained;
}

/** Nothing changed hands, but for a fee that a key paid which is not known to be the wallet's: it goes without saying. */
const betweenPlaces = { action: "self_transfer", counterparty: null, summary: null, facts: [] } as const;

/** Own orders are not among those whom the wallet paid. */
function withoutOrders({ delta, ownOrders }: ClassificationContext): WalletDelta {
  const placed = new Set(ownOrders.map(({ ref }) => ref.index));
  const foreignOutputs = delta.movement.foreignOutputs.filter(({ index }) => !placed.has(index));
  return { ...delta, movement: { ...delta.movement, foreignOutputs } };
}
