import type { OwnPriceView } from "@/lib/contract/market";
import { Button } from "@/app/ui/button";
import { moneyPriceText } from "@/app/words/money-text";
import { absoluteTime, dayText } from "@/app/words/time-text";

interface SaidPricesProps {
  readonly unit: string;
  readonly said: readonly OwnPriceView[];
  readonly working: boolean;
  readonly onTakeBack: (price: OwnPriceView) => void;
}

/** What the person said, each with a way to take it back. */
export function SaidPrices({ unit, said, working, onTakeBack }: SaidPricesProps) {
  return (
    <ul aria-label="Prices that you set" className="divide-y divide-line rounded-lg border border-line text-sm">
      {said.map((price) => {
        const when = price.kind === "day" ? `on ${dayText(price.at)}` : `since ${absoluteTime(price.at)}`;
        const text = `${moneyPriceText(price.price, price.currency)} ${when}`;
        return (
          <li key={price.at} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
            <span>{text}</span>
            <form
              method="post"
              action="/forms/own-price"
              onSubmit={(event) => {
                event.preventDefault();
                onTakeBack(price);
              }}
            >
              <input type="hidden" name="unit" value={unit} />
              <input type="hidden" name="at" value={price.at} />
              <input type="hidden" name="take-back" value="true" />
              <Button type="submit" size="small" aria-disabled={working} aria-label={`Take back ${text}`}>
                Take back
              </Button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}
