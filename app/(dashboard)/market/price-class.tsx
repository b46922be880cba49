import type { MarketRow } from "@/lib/contract/market";
import { Badge } from "@/app/ui/badge";
import { classWords } from "@/app/words/market-words";

/** How far a price can be trusted, where that is less than wholly. */
export function PriceClass({ of, always = false }: { readonly of: MarketRow["class"]; readonly always?: boolean }) {
  const { text, tone, why } = classWords[of];
  if (!always && (of === "firm" || of === "none")) return null;
  return (
    <Badge tone={tone} title={why}>
      {text}
    </Badge>
  );
}
