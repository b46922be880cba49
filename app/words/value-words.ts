import type { Wallet } from "@/lib/contract/wallet";
import { countOf } from "./amount-text";

/** `Of 12 assets, 4 without a price that can be relied on are not in it.` */
export function countedText(priced: number, unpriced: number): string {
  const all = countOf(priced + unpriced);
  if (unpriced === 0) return priced === 1 ? "The one asset is in it." : `All ${all} assets are in it.`;
  const [many, are] = unpriced === 1 ? ["1", "is"] : [countOf(unpriced), "are"];
  return `Of ${all} assets, ${many} without a price that can be relied on ${are} not in it.`;
}

/** What the earlier points of a chart leave out that its last one has; null where they leave out no more. */
export function leftOutText(points: readonly { readonly missing: number }[]): string | null {
  const most = points.reduce((largest, { missing }) => Math.max(largest, missing), 0);
  if (most <= (points.at(-1)?.missing ?? 0)) return null;
  const assets = most === 1 ? "1 asset" : `${countOf(most)} assets`;
  return `Earlier points leave out up to ${assets} whose price of that time is not known: some of the rise is theirs.`;
}

/** How far the prices of the past are known while they are being looked for; null once they are. `what` is made of them. */
export function valuationText(
  wallets: readonly Pick<Wallet, "valuation">[],
  what: "the chart" | "these figures",
): string | null {
  const underWay = wallets.flatMap(({ valuation }) => (valuation?.isUnderWay === true ? [valuation] : []));
  if (underWay.length === 0) return null;
  const sum = (of: "needed" | "found") => underWay.reduce((total, each) => total + each[of], 0);
  if (sum("found") === sum("needed"))
    return "The pools that trade here are still being gone through, so more prices of the past may turn up.";
  return `Prices of the past are still being looked up: ${countOf(sum("found"))} of ${countOf(sum("needed"))} are known, so ${what} may still change.`;
}
