import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/app/ui/cn";
import { marketPath, marketTabs, type MarketTab } from "@/app/words/market-words";

/** The orders of the market: links, so that the address says what is seen. */
export function MarketTabs({ chosen }: { readonly chosen: MarketTab | null }) {
  return (
    <nav aria-label="Order of the market" className="mb-4 overflow-x-auto">
      <ul className="flex w-max gap-1 rounded-lg border border-line bg-surface p-0.5 text-sm">
        {marketTabs.map(({ tab, text }) => (
          <li key={tab}>
            <Link
              href={marketPath({ tab }) as Route}
              prefetch={false}
              aria-current={tab === chosen ? "page" : undefined}
              className={cn(
                "flex min-h-8 items-center rounded-md px-2.5 font-medium",
                tab === chosen ? "bg-accent-soft text-accent" : "text-muted hover:text-ink",
              )}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
