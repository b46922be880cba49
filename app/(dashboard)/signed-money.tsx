import type { ReactNode } from "react";
import type { Currency } from "@/lib/contract/rates";
import { cn } from "@/app/ui/cn";
import { moneyText, signOf, withPlus } from "@/app/words/money-text";

interface SignedMoneyProps {
  /** As a decimal. */
  readonly value: string;
  readonly currency: Currency;
  /** How it is told; `moneyText` unless it is said otherwise. */
  readonly textOf?: (value: string, currency: Currency) => string;
  readonly className?: string;
  /** Behind it, in the same colour. */
  readonly children?: ReactNode;
}

const looks = { "1": "text-good", "0": "", "-1": "text-bad" } as const;
const arrows = { "1": "▴ ", "0": "", "-1": "▾ " } as const;

/** A gain or a loss: in colour, with its sign and an arrow, so that it does not take the colour to be understood. */
export function SignedMoney({ value, currency, textOf = moneyText, className, children }: SignedMoneyProps) {
  const sign = `${signOf(value)}` as const;
  return (
    <span className={cn(looks[sign], className)}>
      <span className="inline-block max-w-full wrap-anywhere">
        {arrows[sign] !== "" && <span aria-hidden>{arrows[sign]}</span>}
        {withPlus(value, textOf(value, currency))}
      </span>
      {children}
    </span>
  );
}
