import type { ComponentProps } from "react";
import { Card } from "@/app/ui/card";
import { adaText } from "@/app/words/amount-text";
import { AdaAllocation } from "./ada-allocation";

interface AdaCardProps extends ComponentProps<typeof AdaAllocation> {
  readonly title: string;
}

/** A sum of ADA, and where it is. */
export function AdaCard({ title, ada }: AdaCardProps) {
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-sm text-muted">{title}</h2>
      <p className="mt-1 mb-5 text-2xl font-semibold tracking-tight wrap-anywhere sm:text-3xl">{adaText(ada.total)}</p>
      <AdaAllocation ada={ada} />
    </Card>
  );
}
