import Fraction from "fraction.js";
import { nothing } from "@/lib/accounting/money";
import { valueText } from "@/lib/market/decimal-text";

type Part = "startValue" | "endValue" | "deposits" | "withdrawals" | "income" | "fees" | "realised";
type Parts = Readonly<Record<Part, Fraction>>;

/**
 * What a range brought, with six decimals each, so that the sum stays exact: what was not realised takes up what rounding left.
 *
 * @param exchanged of an asset: what came for others, less what went for them
 */
export function roundedParts(exact: Parts, exchanged: Fraction = nothing) {
  const text = (name: Part) => valueText(exact[name]);
  const told = {
    ...{ startValue: text("startValue"), endValue: text("endValue"), deposits: text("deposits") },
    ...{ withdrawals: text("withdrawals"), income: text("income"), fees: text("fees"), realised: text("realised") },
  };
  const [start, end, come, gone, earned, paid, realised] = [
    ...[told.startValue, told.endValue, told.deposits, told.withdrawals],
    ...[told.income, told.fees, told.realised],
  ].map((each) => new Fraction(each)) as [Fraction, Fraction, Fraction, Fraction, Fraction, Fraction, Fraction];
  const accounted = start.add(come).sub(gone).add(earned).sub(paid).add(realised);
  const unrealised = end.sub(accounted).sub(new Fraction(valueText(exchanged)));
  return { ...told, unrealised: valueText(unrealised) };
}
