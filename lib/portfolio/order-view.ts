import { formatAmount } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { TransactionOrder } from "@/lib/contract/transaction-detail";
import type { OrderAction } from "@/lib/ledger/stitch-orders";
import { labelOf, namedAmounts, unknownToken, type TokenColumns } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";

type Tokens = ReadonlyMap<string, TokenColumns>;

/** An order as the contract shows it, but for what the database calls it and its members, and how well it was carried out. */
export function orderView(order: OrderAction, tokens: Tokens): Omit<TransactionOrder, "id" | "members" | "execution"> {
  const { protocol, kind, status, openedAt, closedAt, timeToFillMs } = order;
  return {
    protocol,
    protocolName: protocolName(protocol),
    kind,
    status,
    openedAt: openedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    secondsToFill: timeToFillMs === null ? null : timeToFillMs / 1_000,
    gave: namedAmounts(order.gave, tokens),
    got: namedAmounts(order.got, tokens),
    price: order.price === null ? null : priceView(order.price, tokens),
    batcherFee: order.batcherFeeLovelace?.toString() ?? null,
    networkFee: order.networkFeeLovelace.toString(),
    depositReturned: order.depositReturnedLovelace.toString(),
    locked: namedAmounts(order.locked, tokens),
  };
}

/** Places after the point of a rate before it is cut to its significant digits. */
const ratePlaces = 24;
const significantDigits = 8;

/** ADA is what people count in, so it is the quote where it took part. None while decimals of either are not known. */
function priceView(price: NonNullable<OrderAction["price"]>, tokens: Tokens): TransactionOrder["price"] {
  const given = { unit: price.given, quantity: price.givenQuantity };
  const taken = { unit: price.taken, quantity: price.takenQuantity };
  const [base, quote] = price.given === lovelace ? [taken, given] : [given, taken];
  if (base.quantity === 0n) return null;
  const [ofBase, ofQuote] = [base, quote].map(({ unit }) => labelOf(unit, tokens.get(unit) ?? unknownToken).decimals);
  if (typeof ofBase !== "number" || typeof ofQuote !== "number") return null;
  const scaled = quote.quantity * 10n ** BigInt(ratePlaces + ofBase);
  const rate = scaled / (base.quantity * 10n ** BigInt(ofQuote));
  return { base: base.unit, quote: quote.unit, rate: formatAmount(cutToSignificant(rate), ratePlaces) };
}

function cutToSignificant(rate: bigint): bigint {
  const surplus = Math.min(rate.toString().length - significantDigits, ratePlaces);
  if (surplus <= 0) return rate;
  const step = 10n ** BigInt(surplus);
  return ((rate + step / 2n) / step) * step;
}
