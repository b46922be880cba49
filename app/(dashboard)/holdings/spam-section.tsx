import type { UrlObject } from "node:url";
import { ChevronRight } from "lucide-react";
import type { Holding } from "@/lib/contract/holdings";
import { Card } from "@/app/ui/card";
import { ShowMore } from "@/app/ui/show-more";
import { countOf } from "@/app/words/amount-text";
import type { PlaceSplit } from "@/app/words/holding-places";
import { showMoreText } from "@/app/words/shown-rows";
import { HoldingRow } from "./holding-row";
import { SpamButton } from "./spam-button";

interface SpamSectionProps {
  readonly holdings: readonly Holding[];
  readonly places: ReadonlyMap<string, PlaceSplit>;
  readonly wallet: string | undefined;
  readonly open: boolean;
  /** How many are shown; `more` is the page with more of them. */
  readonly limit: number;
  readonly more: UrlObject;
}

/** What nobody asked for: folded away and in no count, with a way back for each. */
export function SpamSection({ holdings, places, wallet, open, limit, more }: SpamSectionProps) {
  if (holdings.length === 0) return null;
  return (
    <Card>
      <details className="group" open={open}>
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 rounded-xl px-4 py-2 font-semibold sm:px-5 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
          Spam ({countOf(holdings.length)})
        </summary>
        <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">
          Sent to you unasked, with the words of a lure, or marked by you. Never open the addresses in their names. They
          count nowhere; what is no spam you can take out of here.
        </p>
        <ul className="divide-y divide-line border-t border-line">
          {holdings.slice(0, limit).map((holding) => (
            <HoldingRow key={holding.unit} holding={holding} places={places} wallet={wallet} Mark={SpamButton} />
          ))}
        </ul>
        {holdings.length > limit && <ShowMore href={more} text={showMoreText(holdings.length - limit)} />}
      </details>
    </Card>
  );
}
