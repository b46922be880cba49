import type { AccountingEvent, Transfer } from "@/lib/accounting/accounting-event";
import { eventsBooked, type Booked } from "@/lib/accounting/booked";
import { dealsOf, type Deal } from "@/lib/accounting/deal";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import type { Amounts } from "@/lib/ledger/amounts";
import type { Treatment } from "@/lib/accounting/treatment";
import { WalletBook, type AccountedTransaction, type OpenAccounts, type Review } from "@/lib/accounting/wallet-book";

interface Accounted {
  readonly events: readonly AccountingEvent[];
  /** Of each event, in their order. */
  readonly purposes: readonly EventPurpose[];
  readonly reviews: readonly Review[];
}

/** The same before it is strung together. */
interface AccountedParts {
  /** Between own wallets. */
  readonly moves: readonly Transfer[];
  readonly deals: readonly { readonly wallet: string; readonly deal: Deal; readonly booked: Booked }[];
  /** Of each event, in the order in which they are strung together. */
  readonly purposes: readonly EventPurpose[];
  readonly reviews: readonly Review[];
}

/**
 * What a transaction realises, acquires and costs: the events that lots are folded of, in a fixed order. What only changed its place
 * makes none. What nobody explains leaves without being realised, comes at its worth, and stands on the review list.
 *
 * @param open is read and written: transactions are given in the chain's order
 */
export function accountFor(transaction: AccountedTransaction, treatment: Treatment, open: OpenAccounts): Accounted {
  const { moves, deals, purposes, reviews } = accountByDeal(transaction, treatment, open);
  const events = [...moves, ...deals.flatMap(({ booked }) => eventsBooked(booked))];
  return { events, purposes, reviews };
}

/** The same, deal by deal. */
export function accountByDeal(
  transaction: AccountedTransaction,
  treatment: Treatment,
  open: OpenAccounts,
): AccountedParts {
  const internal: Moved[] = [];
  const [purposes, reviews]: [EventPurpose[], Review[]] = [[], []];
  const deals = transaction.wallets.flatMap(({ wallet, legs }) => {
    const book = new WalletBook(transaction, wallet, treatment, open);
    const booked = dealsOf(legs).map((deal) => {
      if (deal.action === "internal_transfer") internal.push({ wallet, net: deal.net });
      return { wallet, deal, booked: book.add(deal) };
    });
    purposes.push(...book.purposes);
    reviews.push(...book.reviews);
    return booked;
  });
  const moves = movesBetween(internal).map(({ asset, from, to, quantity }, n): Transfer => ({
    kind: "transfer",
    ...{ id: `${transaction.hash}:move:${String(n)}`, at: transaction.at, asset, wallet: from, toWallet: to },
    ...{ sent: quantity, received: quantity, feeProceeds: null },
  }));
  const placesOnly = moves.map(({ id }): EventPurpose => ({
    ...{ eventId: id, purpose: "transfer", protocol: null, deal: id, values: new Map() },
  }));
  return { moves, deals, purposes: [...placesOnly, ...purposes], reviews };
}

interface Moved {
  readonly wallet: string;
  readonly net: Amounts;
}

interface Move {
  readonly asset: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: bigint;
}

/** Who gave to whom, asset by asset: the first who gave to the first who got. */
function movesBetween(parts: readonly Moved[]): Move[] {
  const assets = [...new Set(parts.flatMap(({ net }) => [...net.keys()]))];
  return assets.flatMap((asset) => {
    const left = parts.map(({ wallet, net }) => ({ wallet, quantity: net.get(asset) ?? 0n }));
    const moves: Move[] = [];
    for (const giver of left.filter(({ quantity }) => quantity < 0n))
      for (const taker of left.filter(({ quantity }) => quantity > 0n)) {
        const quantity = -giver.quantity < taker.quantity ? -giver.quantity : taker.quantity;
        if (quantity === 0n) continue;
        moves.push({ asset, from: giver.wallet, to: taker.wallet, quantity });
        giver.quantity += quantity;
        taker.quantity -= quantity;
      }
    return moves;
  });
}
