import "server-only";
import type Fraction from "fraction.js";
import { priceOfOne } from "@/lib/accounting/money";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { Currency } from "@/lib/contract/rates";
import { hearWords } from "@/lib/gains/hear-words";
import type { HistoricTransaction } from "@/lib/gains/read-history";
import { exactWorthOf } from "@/lib/portfolio/worth-of";
import { factsThen, type FactsThen } from "@/lib/portfolio/worth-then";

/**
 * The same transactions with what units were worth at their time, in money of the currency: by the person's word, the wallet's own
 * trade or the pools of then. A price that cannot be relied on is none. What the person says of legs is in that currency, too. `late`:
 * some rates of the currency are still to be fetched.
 */
export async function priceHistory(
  userId: string,
  history: readonly HistoricTransaction[],
  currency: Currency,
): Promise<{ readonly transactions: AccountedTransaction[]; readonly late: boolean }> {
  const moved = history.flatMap(({ at, wallets }) =>
    wallets.map(({ wallet, transactionId, legs }) => ({
      ...{ id: transactionId, walletId: wallet, at },
      units: legs.map(({ unit }) => unit),
    })),
  );
  const [factsOf, heard] = await Promise.all([factsThen(userId, moved, currency), hearWords(history, currency)]);
  let late = false;
  const transactions = heard.map(({ hash, at, wallets }): AccountedTransaction => {
    const prices = new Map<string, Fraction | null>();
    for (const [unit, size] of sizesOf(wallets))
      for (const { transactionId, legs } of wallets)
        if (prices.get(unit) == null && legs.some((leg) => leg.unit === unit)) {
          const facts = factsOf(transactionId, unit, size);
          late ||= facts.rate?.later ?? false;
          prices.set(unit, priceOf(facts, size));
        }
    return { hash, at: at.getTime(), wallets, priceOf: (unit) => prices.get(unit) ?? null };
  });
  return { transactions, late };
}

/** The most that moved of each unit at once: pools pay less for more. */
function sizesOf(
  wallets: readonly { readonly legs: readonly { readonly unit: string; readonly quantity: bigint }[] }[],
) {
  const sizes = new Map<string, bigint>();
  for (const { unit, quantity } of wallets.flatMap(({ legs }) => legs)) {
    const size = quantity < 0n ? -quantity : quantity;
    if (size > (sizes.get(unit) ?? 0n)) sizes.set(unit, size);
  }
  return sizes;
}

/** Of one smallest part, where so many are sold at once. */
function priceOf({ own, ...facts }: ReturnType<FactsThen>, size: bigint): Fraction | null {
  if (own === null && facts.fill === null && facts.price?.class === "unreliable") return null;
  const { value } = exactWorthOf(facts, own);
  return value && priceOfOne(value, size);
}
