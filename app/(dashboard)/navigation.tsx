"use client";
import {
  ArrowLeftRight,
  ChartCandlestick,
  ChartPie,
  Coins,
  Layers,
  Receipt,
  TrendingUp,
  TriangleAlert,
  Wallet,
} from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "@/app/ui/cn";
import { countOf } from "@/app/words/amount-text";

const entries = [
  { path: "/overview", name: "Overview", Icon: ChartPie },
  { path: "/holdings", name: "Holdings", Icon: Coins },
  { path: "/positions", name: "Positions", Icon: Layers },
  { path: "/market", name: "Market", Icon: ChartCandlestick },
  { path: "/activity", name: "Activity", Icon: ArrowLeftRight },
  { path: "/performance", name: "Performance", Icon: TrendingUp },
  { path: "/tax", name: "Tax", Icon: Receipt },
  { path: "/wallets", name: "Wallets", Icon: Wallet },
  { path: "/issues", name: "Issues", Icon: TriangleAlert },
] as const;

const looks = {
  top: {
    nav: "hidden lg:block",
    list: "flex gap-1",
    link: "rounded-md px-2 py-1.5 text-sm font-medium",
    here: "bg-accent-soft text-accent",
  },
  bottom: {
    nav: "fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden",
    list: "grid auto-cols-auto grid-flow-col",
    link: "flex min-w-7 flex-col items-center gap-0.5 py-2 text-[0.6875rem] font-medium max-[26rem]:text-[0.625rem]",
    here: "text-accent",
  },
} as const;

/** A thumb has no room for a ninth: the overview leads there. */
const reachedFromOverview = "/performance";

/** These are about all wallets, whichever is chosen. */
const ofAllWallets: readonly string[] = ["/market", "/wallets", "/issues"];

interface NavigationProps {
  readonly place: keyof typeof looks;
  /** How many need a person. */
  readonly issues: number;
  /** Whether this server looks at pools. */
  readonly hasMarket: boolean;
}

/** The main ways: beside the brand on a wide screen, at the thumb on a phone. The chosen wallet comes along. */
export function Navigation({ place, issues, hasMarket }: NavigationProps) {
  const pathname = usePathname();
  const wallet = useSearchParams().get("wallet");
  const look = looks[place];
  const shown = entries.filter(
    ({ path }) => (hasMarket || path !== "/market") && (place === "top" || path !== reachedFromOverview),
  );
  return (
    <nav aria-label="Main" className={look.nav}>
      <ul className={look.list}>
        {shown.map(({ path, name, Icon }) => {
          const here = pathname === path || pathname.startsWith(`${path}/`);
          const query = wallet === null || ofAllWallets.includes(path) ? "" : (`?wallet=${wallet}` as const);
          return (
            <li key={path}>
              <Link
                href={`${path}${query}`}
                aria-current={here ? "page" : undefined}
                className={cn("relative", look.link, here ? look.here : "text-muted hover:text-ink")}
              >
                {place === "bottom" && <Icon aria-hidden className="size-5" />}
                {name}
                {path === "/issues" && issues > 0 && <IssueCount count={issues} />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function IssueCount({ count }: { readonly count: number }) {
  return (
    <span className="absolute top-0.5 left-1/2 ml-1.5 min-w-4 rounded-full bg-bad px-1 text-center text-[0.6875rem] leading-4 font-semibold text-surface lg:static lg:ml-1.5 lg:inline-block">
      {count > 99 ? "99+" : countOf(count)}
      <span className="sr-only"> need attention</span>
    </span>
  );
}
