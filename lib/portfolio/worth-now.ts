import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Currency } from "@/lib/contract/rates";
import { readTokens } from "@/lib/market/token-store";
import { ownWorthsOf } from "@/lib/portfolio/own-worths";
import { movementValue, type MovementValue } from "@/lib/portfolio/price-holdings";
import { rateAt } from "@/lib/portfolio/rate-at";
import { readOwnPrices } from "@/lib/prices/own-prices";

/** What a movement of a unit would be worth now, and how far its price can be trusted. */
export type WorthNow = (unit: string, quantity: string) => MovementValue;

/** By the prices that the holdings go by, of all units at once. */
export async function worthNow(userId: string, moved: readonly string[], currency: Currency): Promise<WorthNow> {
  const nowMs = Date.now();
  const units = [...new Set(moved)].filter((unit) => unit !== lovelace) as Unit[];
  const [tokens, rate, said] = await Promise.all([
    readTokens(units, nowMs),
    rateAt(currency, null),
    readOwnPrices(userId),
  ]);
  const own = await ownWorthsOf(said, units, { currency, rate, asOf: null, nowMs });
  return (unit, quantity) => movementValue(unit as Unit, BigInt(quantity), { tokens, own, rate, nowMs });
}
