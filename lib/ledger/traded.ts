import { lovelace } from "@/lib/cardano/unit";
import { sizesOf, type Amounts } from "@/lib/ledger/amounts";
import type { BatcherFee } from "@/lib/ledger/batcher-fee";
import type { OrderKind, OrderTerms } from "@/lib/protocols/order-terms";

export interface Traded {
  readonly gave: Amounts;
  readonly got: Amounts;
  readonly fee: BatcherFee;
}

/** On which side of a trade its lovelace stands, `none` where two tokens change hands and lovelace is but fee. */
function sideOfAda(kind: OrderKind, terms: OrderTerms | null, gave: Amounts, got: Amounts): "gave" | "got" | "none" {
  if (kind === "deposit" || kind === "donate") {
    const offered = terms?.offered ?? null;
    const givesAda = offered === null ? gave.size < 2 : offered.has(lovelace);
    return givesAda ? "gave" : "none";
  }
  if (kind === "withdraw") return got.size < 2 ? "got" : "none";
  if (gave.size === 0) return "gave";
  return got.size === 0 ? "got" : "none";
}

/** The lovelace that an order was to give, where it gave just that: all of it, as its datum says. */
function offeredAda(kind: OrderKind, terms: OrderTerms | null, isWhole: boolean): bigint | null {
  if (terms === null || !terms.isOfferExact || !isWhole || kind === "exact_out") return null;
  return terms.offered?.get(lovelace) ?? null;
}

/** What an order gave beyond its offer. Nobody is paid for filling it: less than nothing means that its payout is not known. */
function restOf(feeLovelace: bigint): BatcherFee {
  return feeLovelace < 0n ? { feeLovelace: null, basis: "unknown" } : { feeLovelace, basis: "declared" };
}

/**
 * Divides what an order's value changed by into price and fee, so that they add up to it exactly: the tokens speak for
 * themselves, the lovelace is price but for the fee. The pool's change tells the fee, else the datum's offer, else what
 * the datum or the protocol declares.
 */
export function tradedBy(
  kind: OrderKind,
  terms: OrderTerms | null,
  change: Amounts,
  isWhole: boolean,
  fee: BatcherFee,
): Traded {
  const tokens = new Map([...change].filter(([unit]) => unit !== lovelace));
  const ada = change.get(lovelace) ?? 0n;
  const gave = sizesOf(tokens, "negative");
  const got = sizesOf(tokens, "positive");
  const side = sideOfAda(kind, terms, gave, got);
  const onlyFee: Traded = { gave, got, fee: { feeLovelace: -ada, basis: "pool" } };
  if (side === "none") return onlyFee;
  if (side === "got") {
    const price = ada + (fee.feeLovelace ?? 0n);
    return price > 0n ? { gave, got: got.set(lovelace, price), fee } : onlyFee;
  }
  const offered = fee.basis === "pool" ? null : offeredAda(kind, terms, isWhole);
  const price = offered ?? -ada - (fee.feeLovelace ?? 0n);
  if (price <= 0n) return onlyFee;
  return { gave: gave.set(lovelace, price), got, fee: offered === null ? fee : restOf(-ada - offered) };
}
