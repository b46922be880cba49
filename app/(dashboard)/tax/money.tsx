import type { AccountingSettings } from "@/lib/contract/accounting";
import { cn } from "@/app/ui/cn";
import { gainText, notKnown, signOf, worthText } from "@/app/words/tax-words";

interface MoneyProps {
  /** As a decimal; null where nobody knows. */
  readonly value: string | null;
  readonly currency: AccountingSettings["currency"];
  readonly className?: string;
}

export function Worth({ value, currency, className }: MoneyProps) {
  if (value === null) return <span className={cn("text-muted", className)}>{notKnown}</span>;
  return <span className={className}>{worthText(value, currency)}</span>;
}

const looks = { "1": "text-good", "0": "", "-1": "text-bad" } as const;

/** A gain or a loss: its sign says which, the colour only underlines it. */
export function Gain({ value, currency, className }: MoneyProps) {
  if (value === null)
    return <Worth value={value} currency={currency} {...(className !== undefined && { className })} />;
  return <span className={cn(looks[`${signOf(value, currency)}`], className)}>{gainText(value, currency)}</span>;
}
