/** A call or a page, who asks for it, and how long it may take. */
export interface WorthPage {
  readonly name: string;
  readonly path: string;
  /** Who holds a long history, or who holds much of the market. */
  readonly by: "holder" | "collector";
  /** At most, of 95 in 100 answers; null where only the round trips count. */
  readonly mostMs: number | null;
}

const dayMs = 86_400_000;
const callMs = 200;
const historyMs = 300;

/** Everything that shows what something is worth. */
export function worthPages(unit: string, walletId: string, nextCursor: string, nowMs: number): WorthPage[] {
  const ago = (days: number) => new Date(nowMs - days * dayMs).toISOString();
  const call = (name: string, path: string, by: WorthPage["by"] = "collector"): WorthPage => ({
    ...{ name, path: `/api/${path}`, by, mostMs: callMs },
  });
  const history = (name: string, query: string): WorthPage => ({
    ...{ name: `history: ${name}`, path: `/api/portfolio/history?${query}`, by: "holder", mostMs: historyMs },
  });
  const page = (name: string, path: string, by: WorthPage["by"] = "holder"): WorthPage => ({
    ...{ name: `page: ${name}`, path, by, mostMs: null },
  });
  return [
    call("holdings", "holdings?currency=USD"),
    call("holdings, long history", "holdings?currency=USD", "holder"),
    call("holdings a month ago", `holdings?currency=USD&asOf=${ago(30)}`),
    call("holdings a month ago, long history", `holdings?currency=USD&asOf=${ago(30)}`, "holder"),
    ...["hot", "gainers", "losers", "volume", "new"].map((sort) =>
      call(`market: ${sort}`, `market?sort=${sort}&currency=USD`),
    ),
    call("market: second page", `market?sort=volume&currency=USD&cursor=${encodeURIComponent(nextCursor)}`),
    call("market: 200 of a page", "market?sort=volume&currency=USD&limit=200"),
    call("market: watched", "market?watched=true&currency=USD"),
    call("market: search, many", "market?q=G1&currency=USD"),
    call("market: search, one", "market?q=SNEK&currency=USD"),
    call("market: search, by unit", `market?q=${unit.slice(0, 20)}&currency=USD`),
    call("market: search, none", "market?q=nothing-is-called-this&currency=USD"),
    call("market token", `market/${unit}?currency=USD`, "holder"),
    call("candles, day", `market/${unit}/candles?interval=day&currency=USD`),
    call("candles, hour", `market/${unit}/candles?interval=hour&currency=USD&from=${ago(7)}`),
    call("price", `prices/${unit}?currency=USD`),
    call("price a month ago", `prices/${unit}?currency=USD&at=${ago(30).slice(0, 10)}`),
    history("all, day", `interval=day&currency=USD`),
    history("one wallet, all, day", `wallet=${walletId}&interval=day&currency=USD`),
    history("1 year, day", `interval=day&currency=USD&from=${ago(365)}`),
    history("1 week, hour", `interval=hour&currency=USD&from=${ago(7)}`),
    page("overview", "/overview"),
    page("overview, 1 year", "/overview?range=1y"),
    page("holdings", "/holdings"),
    page("holdings, much of the market", "/holdings", "collector"),
    page("market", "/market", "collector"),
    page("market token", `/market/${unit}`),
    page("activity", "/activity"),
  ];
}
