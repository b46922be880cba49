import type { TransactionOrder } from "@/lib/contract/transaction-detail";

type Execution = NonNullable<TransactionOrder["execution"]>;
type Part = Execution["got"];

export interface ExecutionLine {
  readonly name: string;
  readonly meaning: string;
  readonly part: Part;
}

/** What was lost goes down. */
export const negated = (text: string): string =>
  text.startsWith("-") ? text.slice(1) : /[1-9]/.test(text) ? `-${text}` : text;
const lost = ({ quantity, share }: Part): Part => ({ quantity: negated(quantity), share: negated(share) });

/** From what the price came to, step by step, to what was got: each line is what was lost, or won, on the way. */
export function executionLines({ dexName, fee, ownWeight, others }: Execution): ExecutionLine[] {
  const isAgainst = !others.quantity.startsWith("-");
  const lines = [
    { name: "Pool's fee", meaning: `What ${dexName} keeps of every swap.`, part: lost(fee) },
    {
      name: "Price impact",
      meaning: "Your own order moved the price while it was filled: the larger it is for the pool, the more.",
      part: lost(ownWeight),
    },
    {
      name: "Orders beside yours",
      meaning: isAgainst
        ? "Orders that were filled before yours in the same transaction moved the price against you."
        : "Orders that were filled before yours in the same transaction moved the price your way.",
      part: lost(others),
    },
  ];
  return lines.filter(({ part }) => part.quantity !== "0");
}

/** Two digits after the point say something of fees: `−0.30 %`. */
export function partShareText(share: string): string {
  const format = new Intl.NumberFormat("en-GB", {
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  return format
    .format(share as `${number}`)
    .replace("-", "\u2212")
    .replace("%", "\u00a0%");
}
