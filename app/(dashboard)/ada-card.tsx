import type { ComponentProps } from "react";
import type { Wallet } from "@/lib/contract/wallet";
import { Card } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { adaText } from "@/app/words/amount-text";
import { AdaWorth } from "./ada-worth";
import { AdaAllocation } from "./ada-allocation";
import { soFarTitle, TotalNotes } from "./total-notes";

interface AdaCardProps extends ComponentProps<typeof AdaAllocation> {
  readonly title: string;
  /** Those that the sum is of. */
  readonly wallets: readonly Wallet[];
  readonly className?: string;
}

/** A sum of ADA, and where it is. */
export function AdaCard({ title, ada, wallets, className }: AdaCardProps) {
  return (
    <Card className={cn("p-4 sm:p-5", className)}>
      <h2 className="text-sm text-muted">{soFarTitle(title, wallets)}</h2>
      <p className="mt-1 text-2xl font-semibold tracking-tight wrap-anywhere sm:text-3xl">{adaText(ada.total)}</p>
      <AdaWorth lovelace={ada.total} />
      <TotalNotes wallets={wallets} className="mt-2" />
      <div className="mt-5">
        <AdaAllocation ada={ada} />
      </div>
    </Card>
  );
}
