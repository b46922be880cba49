import type { TxHash, Unit } from "@/lib/cardano/brand";
import { sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import { outRefKey, type OutRef } from "@/lib/ledger/raw-tx";
import { isTrade, type OrderOutcome } from "@/lib/ledger/settle-orders";
import type { OrderKind, Wanted } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** The transaction in which an order was opened or closed, as far as it costs or dates the order. */
interface InTransaction {
  readonly txHash: TxHash;
  readonly at: Date | null;
  /** Where this wallet paid it. */
  readonly networkFeeLovelace: bigint | null;
}
export type StoredOpening = OrderOpening & InTransaction;
export type StoredClosing = OrderClosing & InTransaction;

type OrderStatus = "open" | OrderOutcome;

/** How much of one unit was paid for how much of another, as a fraction of smallest units. */
interface Price {
  readonly given: Unit;
  readonly taken: Unit;
  readonly givenQuantity: bigint;
  readonly takenQuantity: bigint;
}

/** One transaction in which an order was carried out, wholly or in part. */
interface Fill {
  readonly txHash: TxHash;
  readonly price: Price | null;
  /** Null where it is not known. */
  readonly batcherFeeLovelace: bigint | null;
}

/** An order over all its transactions: from its placing, over partial fills, to its end. */
export interface OrderAction {
  /** Reference of the output with which it began, or of the first that is known. */
  readonly id: string;
  readonly protocol: ProtocolId;
  readonly kind: OrderKind;
  readonly status: OrderStatus;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly timeToFillMs: number | null;
  /** Prices of all fills so far. */
  readonly gave: Amounts;
  readonly got: Amounts;
  readonly price: Price | null;
  /** In order of time. */
  readonly fills: readonly Fill[];
  /** What it asked for at least when it was placed; empty where that is not known. */
  readonly wanted: readonly Wanted[];
  /** Null where a fill's fee is not known. */
  readonly batcherFeeLovelace: bigint | null;
  readonly networkFeeLovelace: bigint;
  readonly depositReturnedLovelace: bigint;
  /** What still lies at the script. */
  readonly locked: Amounts;
  /** In order of time. */
  readonly members: readonly TxHash[];
}

/** One output of the chain that an order makes: opened, and perhaps closed. */
interface Link {
  readonly key: string;
  readonly opening: StoredOpening | null;
  readonly closing: StoredClosing | null;
}

const statusAfter = {
  filled: "filled",
  partly_filled: "partly_filled",
  cancelled: "cancelled",
  expired: "expired",
  refunded: "refunded",
} as const satisfies Record<OrderOutcome, OrderStatus>;

function linksOf(openings: readonly StoredOpening[], closings: readonly StoredClosing[]): Map<string, Link> {
  const opened = new Map(openings.map((opening) => [outRefKey(opening.ref), opening]));
  const closed = new Map(closings.map((closing) => [outRefKey(closing.ref), closing]));
  const keys = new Set([...opened.keys(), ...closed.keys()]);
  return new Map(
    [...keys].map((key) => [key, { key, opening: opened.get(key) ?? null, closing: closed.get(key) ?? null }]),
  );
}

/** The outputs of one order one after the other, by exact reference: each but the first continues the one before. */
function chainFrom(first: Link, links: ReadonlyMap<string, Link>): Link[] {
  const chain = [first];
  for (let next: OutRef | null | undefined = first.closing?.continuedAs; next != null;) {
    const link = links.get(outRefKey(next));
    if (link === undefined || chain.includes(link)) break;
    chain.push(link);
    next = link.closing?.continuedAs;
  }
  return chain;
}

function priceOf(gave: Amounts, got: Amounts): Price | null {
  const [[given, givenQuantity] = [], ...moreGiven] = [...gave];
  const [[taken, takenQuantity] = [], ...moreTaken] = [...got];
  if (given === undefined || taken === undefined || givenQuantity === undefined || takenQuantity === undefined)
    return null;
  if (moreGiven.length > 0 || moreTaken.length > 0) return null;
  return { given, taken, givenQuantity, takenQuantity };
}

function sumOrNull(parts: readonly (bigint | null)[]): bigint | null {
  return parts.reduce<bigint | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0n);
}

/** Fees of each transaction once, however many of the order's links it touches. */
function networkFee(chain: readonly Link[]): bigint {
  const fees = new Map<TxHash, bigint>();
  for (const event of chain.flatMap(({ opening, closing }) => [opening ?? [], closing ?? []].flat())) {
    fees.set(event.txHash, event.networkFeeLovelace ?? 0n);
  }
  return [...fees.values()].reduce((sum, fee) => sum + fee, 0n);
}

function actionOf(chain: readonly Link[]): OrderAction | null {
  const [first, last] = [chain[0], chain.at(-1)];
  const named = first?.opening ?? first?.closing;
  if (first === undefined || last === undefined || named == null) return null;
  const closings = chain.flatMap(({ closing }) => closing ?? []);
  const fills = closings.filter(({ outcome }) => isTrade(outcome));
  const gave = sumOf(fills.map((fill) => fill.gave));
  const got = sumOf(fills.map((fill) => fill.got));
  const isOpen = last.closing === null;
  const openedAt = first.opening?.at ?? null;
  const closedAt = last.closing?.at ?? null;
  const filled = last.closing?.outcome === "filled";
  return {
    id: first.key,
    protocol: named.protocol,
    kind: named.kind,
    status: last.closing === null ? (fills.length > 0 ? "partly_filled" : "open") : statusAfter[last.closing.outcome],
    openedAt,
    closedAt,
    timeToFillMs: filled && openedAt !== null && closedAt !== null ? closedAt.getTime() - openedAt.getTime() : null,
    gave,
    got,
    price: priceOf(gave, got),
    fills: fills.map(({ txHash, gave: given, got: taken, batcherFeeLovelace }) => ({
      txHash,
      price: priceOf(given, taken),
      batcherFeeLovelace,
    })),
    wanted: first.opening?.wanted ?? [],
    batcherFeeLovelace: sumOrNull(closings.map((closing) => closing.batcherFeeLovelace)),
    networkFeeLovelace: networkFee(chain),
    depositReturnedLovelace: closings.reduce((sum, closing) => sum + closing.depositReturnedLovelace, 0n),
    locked: isOpen ? (last.opening?.locked ?? new Map()) : new Map(),
    members: [
      ...new Set(chain.flatMap(({ opening, closing }) => [opening?.txHash ?? [], closing?.txHash ?? []].flat())),
    ],
  };
}

/**
 * Orders as single actions, from all that is stored of their openings and closings. By exact reference only, so that it
 * does not matter in which order, or in how many batches, they were learned; sorted by their first output.
 */
export function stitchOrders(openings: readonly StoredOpening[], closings: readonly StoredClosing[]): OrderAction[] {
  const links = linksOf(openings, closings);
  const continued = new Set(
    closings.flatMap(({ continuedAs }) => (continuedAs === null ? [] : outRefKey(continuedAs))),
  );
  const firsts = [...links.values()].filter(({ key }) => !continued.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
  return firsts.flatMap((first) => actionOf(chainFrom(first, links)) ?? []);
}
