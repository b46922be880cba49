import { lovelace } from "@/lib/cardano/unit";
import type { CatchAllRule, Rule, Verdict } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { directionOf } from "@/lib/ledger/direction";
import { flowLocation, isShown, kindOfLocation, type EventLocation } from "@/lib/ledger/event-location";
import { sumByUnit, sumOf } from "@/lib/ledger/amounts";
import type { Movement } from "@/lib/ledger/movement";
import { betweenWallets } from "@/lib/ledger/between-wallets";
import { difference, without, type Rest } from "@/lib/ledger/rest";
import { transferEntry } from "@/lib/ledger/transfer-entry";
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
function restOf(delta: WalletDelta, legs: readonly Leg[]): Rest[] {
  return without(
    delta,
    legs.filter(({ location }) => isShown(location)),
  );
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
  const { orderEntries, ledgerEntries, delta, side } = context;
  const known = [...orderEntries, ...ledgerEntries];
  const fee = feeLegs(context);
  const rest = restOf(delta, [...legsOf(known), ...legsOf(side?.elsewhere ?? []), ...fee]);
  const namesTransfer = verdict.summary !== null;
  const transfer = namesTransfer ? verdict : restVerdict(rest, context, rules, catchAll);
  const paid = paymentOf(context, rules);
  const moved = transfer === null ? [] : [transferEntry(transfer, difference(rest, legsOf(paid)), context)];
  const named = known.filter(({ action }) => !namesTransfer && action === verdict.action).slice(0, 1);
  const others = known.filter((entry) => !named.includes(entry));
  const orders = others.filter((entry) => orderEntries.includes(entry));
  const ledger = others.filter((entry) => ledgerEntries.includes(entry));
  const told = [...named, ...orders, ...moved, ...paid, ...ledger];
  return { entries: withFee(side === null ? told : withOthers(told, fee, context), fee), transfer };
}

function withFee([first, ...more]: readonly Entry[], fee: readonly Leg[]): Entry[] {
  return first === undefined ? [] : [{ ...first, legs: [...first.legs, ...fee] }, ...more];
}

/** Beside them what moved between the wallet and others of the person's; where nothing else moved it is all that is told. */
function withOthers(told: readonly Entry[], fee: readonly Leg[], { side, delta }: ClassificationContext): Entry[] {
  const between = side === null ? null : betweenWallets(side, delta, [...legsOf(told), ...fee]);
  if (between === null) return [...told];
  return [...told.filter(({ action, legs }) => action !== "self_transfer" || legs.length > 0), between];
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
