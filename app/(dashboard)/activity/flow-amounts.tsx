import type { Transaction } from "@/lib/contract/transactions";
import type { Currency } from "@/lib/contract/rates";
import { cn } from "@/app/ui/cn";
import { amountJoin, signedAmountText } from "@/app/words/amount-text";
import { flowLines, type FlowLine } from "@/app/words/flow-lines";
import { flowWorthText } from "@/app/words/flow-worth";
import { placeWords } from "@/app/words/place-words";
import { AssetName } from "../asset-name";

interface FlowAmountsProps {
  readonly flows: Transaction["flows"];
  readonly limit: number;
  /** That of the flows' worth, which is told where this is given. */
  readonly currency?: Currency | undefined;
}

/** What came in and went out; value under a contract keeps its place, so that it never looks spent. */
export function FlowAmounts({ flows, limit, currency }: FlowAmountsProps) {
  const lines = flowLines(flows);
  const hidden = lines.length - limit;
  return (
    <ul className="min-w-0 text-right">
      {lines.slice(0, hidden === 1 ? limit + 1 : limit).map(({ amount, ...line }) => (
        <li key={`${line.place} ${line.unit}`} className="wrap-anywhere">
          <span className={cn("font-medium", amount > 0n && "text-good")}>
            {signedAmountText(amount, line.decimals)}
          </span>
          {amountJoin(line.decimals)}
          <AssetName asset={line} />
          {line.place !== "wallet" && (
            <span title={placeWords[line.place].meaning} className="block text-xs text-muted">
              {placeWords[line.place].name.toLowerCase()}
            </span>
          )}
          {currency !== undefined && <FlowWorth line={line} currency={currency} />}
        </li>
      ))}
      {lines.length === 0 && <li className="text-sm text-muted">no change</li>}
      {hidden > 1 && <li className="text-sm text-muted">and {hidden} more</li>}
    </ul>
  );
}

interface FlowWorthProps {
  readonly line: Pick<FlowLine, "unit" | "worth">;
  readonly currency: Currency;
}

function FlowWorth({ line, currency }: FlowWorthProps) {
  const text = flowWorthText(line, currency);
  return text !== null && <span className="block text-xs text-muted">{text}</span>;
}
