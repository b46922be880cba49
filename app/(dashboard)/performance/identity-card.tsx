import type { Currency } from "@/lib/contract/rates";
import { Waterfall } from "@/app/chart/waterfall";
import type { WaterfallStep } from "@/app/chart/waterfall-bars";
import { Card, CardHead } from "@/app/ui/card";
import { Notice } from "@/app/ui/notice";
import { moneyText } from "@/app/words/money-text";
import {
  endLine,
  identityOf,
  lineDecimal,
  lineText,
  type IdentityLine,
  type IdentityParts,
} from "@/app/words/performance-identity";
import { IdentityTable } from "./identity-table";

interface IdentityCardProps {
  readonly parts: IdentityParts;
  readonly currency: Currency;
}

/** How what all was worth at the start became what it is worth at the end, as a picture and to the last digit. */
export function IdentityCard({ parts, currency }: IdentityCardProps) {
  const { lines, end, isExact } = identityOf(parts);
  const steps: WaterfallStep[] = [
    ...lines.map((line) => ({
      ...{ name: line.name, from: line.before, to: line.after, kind: kindOf(line) },
      text: lineText(line, moneyText(lineDecimal(line.change), currency)),
    })),
    {
      ...{ name: endLine.name, from: 0n, to: end, kind: "total" },
      text: moneyText(lineDecimal(end), currency),
    },
  ];
  return (
    <Card>
      <CardHead title="From start to end" />
      <div className="grid items-start gap-x-8 gap-y-4 p-4 sm:p-5 lg:grid-cols-2">
        <Waterfall title="From start to end" steps={steps} />
        <div className="min-w-0">
          <IdentityTable lines={lines} end={end} currency={currency} />
          <p className="mt-3 text-xs text-muted">
            {isExact && "The lines sum up to the end exactly, to the last digit. Open a name to read what it is."}
          </p>
        </div>
      </div>
      {!isExact && (
        <Notice tone="bad" title="These lines do not sum up to the end" className="m-4 sm:m-5">
          That is a fault of this program. Please tell us, and rely on none of these figures.
        </Notice>
      )}
    </Card>
  );
}

function kindOf({ part, isMoved }: IdentityLine): WaterfallStep["kind"] {
  if (part === "startValue") return "total";
  return isMoved ? "moved" : "gain";
}
