import { countsInTotal } from "@/lib/market/choose-price";
import { firmFromLovelace } from "@/lib/market/depth-class";
import type { MarketToken } from "@/lib/market/market-token";
import { hourMs } from "@/lib/rates/instants";

/** After so long a trade counts half. */
const halfLifeHours = 6;
const lovelacePerAda = 1_000_000;

/**
 * How much is going on with a token, from 0 on; null where its price is not to be relied on or nobody traded it in a day:
 *
 *   (log10(1 + volume in ada) + 0.5 · log10(1 + trades)) · min(1, depth / 10,000 ada) / (hours since the last trade + 2)^0.8
 *
 * with volume and trades decayed by half in six hours. Who traded is not known of a pool's state, so makers do not count.
 * A rank and no money: a float.
 */
export function hotScore({ hours, price, doubted }: MarketToken, nowMs: number): number | null {
  if (price === null || doubted !== null || !countsInTotal(price.class)) return null;
  const now = Math.floor(nowMs / hourMs);
  const traded = hours.filter(({ hour, trades }) => trades > 0 && hour <= now && hour > now - 24);
  const last = traded.at(-1)?.hour;
  if (last === undefined) return null;
  const decayed = (of: (each: MarketToken["hours"][number]) => number) =>
    traded.reduce((sum, each) => sum + of(each) * 2 ** ((each.hour - now) / halfLifeHours), 0);
  const volumeAda = decayed(({ volumeLovelace }) => Number(volumeLovelace)) / lovelacePerAda;
  const trades = decayed((each) => each.trades);
  const depth = Math.min(1, Number(price.depthLovelace) / Number(firmFromLovelace));
  return ((Math.log10(1 + volumeAda) + 0.5 * Math.log10(1 + trades)) * depth) / (now - last + 2) ** 0.8;
}

/**
 * Where the token stands among others, also those that were scored at another time: what is not traded any more loses half its
 * heat in each half-life, so that two ranks keep their order and only what was traded is written again (forward decay).
 */
export function hotRank(token: MarketToken, nowMs: number): number | null {
  const score = hotScore(token, nowMs);
  return score === null || score <= 0 ? null : Math.log2(score) + nowMs / (halfLifeHours * hourMs);
}
