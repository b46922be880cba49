import "server-only";
import Fraction from "fraction.js";
import type { Money } from "@/lib/accounting/accounting-event";
import type { AccountedLeg } from "@/lib/accounting/deal";
import type { Word } from "@/lib/accounting/word";
import type { Currency } from "@/lib/contract/rates";
import type { HistoricLeg, HistoricTransaction } from "@/lib/gains/read-history";
import { convertMoney } from "@/lib/rates/convert-money";

/** The same legs with what the person says of them, in money of one currency: by the rates of each transaction's hour. */
export async function hearWords(history: readonly HistoricTransaction[], currency: Currency) {
  const sums = history.flatMap(({ at, wallets }) =>
    wallets.flatMap(({ legs }) => legs.flatMap(({ said }) => sumsOf(said).map((sum) => ({ ...sum, at })))),
  );
  const converted = (await convertMoney(sums, currency, "hour")).values();
  const next = (): Money => converted.next().value ?? null;
  return history.map(({ wallets, ...transaction }) => ({
    ...transaction,
    wallets: wallets.map(({ legs, ...wallet }) => ({ ...wallet, legs: legs.map((leg) => heard(leg, next)) })),
  }));
}

/** Value, then basis. */
function sumsOf(said: HistoricLeg["said"]) {
  if (said === null || said.currency === null) return [];
  const { currency } = said;
  return [said.value, said.basis].flatMap((sum) => (sum === null ? [] : [{ sum: new Fraction(sum), currency }]));
}

/** `next`: what the next sum comes to. */
function heard({ said, ...leg }: HistoricLeg, next: () => Money): AccountedLeg {
  if (said === null) return leg;
  const { kind, value, basis } = said;
  const word: Word = { kind, ...(value !== null && { value: next() }), ...(basis !== null && { basis: next() }) };
  return { ...leg, word };
}
