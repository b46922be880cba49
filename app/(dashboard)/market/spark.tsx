import { Lines } from "@/app/chart/lines";
import { spanOf } from "@/app/chart/scale";

/** The last day of a price as a line; the change beside it says the same in figures. */
export function Spark({ prices }: { readonly prices: readonly string[] | null }) {
  if (prices === null) return <span className="text-xs text-muted">too new</span>;
  const drawn = { xs: prices.map((_, at) => at), lines: [prices.map((price) => Number.parseFloat(price))] };
  return (
    <span aria-hidden className="relative inline-block h-7 w-24 align-middle">
      <Lines drawn={drawn} span={spanOf(drawn)} />
    </span>
  );
}
