import "server-only";
import type Fraction from "fraction.js";
import { foldPeriods } from "@/lib/accounting/fold-periods";
import { nothing } from "@/lib/accounting/money";
import { limits } from "@/lib/contract/limits";
import type { PerformanceAnswer, PerformanceQuery } from "@/lib/contract/performance";
import type { Currency } from "@/lib/contract/rates";
import { heldAt } from "@/lib/gains/held-at";
import { roundedParts } from "@/lib/gains/rounded-parts";
import { readSettings } from "@/lib/gains/settings-store";
import { periodsOf } from "@/lib/gains/tax-years";
import { tellHistory } from "@/lib/gains/tell-history";
import { pricesHeld, pricesNow } from "@/lib/gains/value-held";
import { invalidRequest } from "@/lib/http/as-app-error";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { moneyWeightedReturn } from "@/lib/performance/money-weighted-return";
import { performanceOf } from "@/lib/performance/performance-of";
import { seenFromWallets } from "@/lib/performance/seen-from-wallets";
import { timeWeightedReturn } from "@/lib/performance/time-weighted-return";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { protocolName } from "@/lib/protocols/registry";

type Told = ReturnType<typeof seenFromWallets>;
type Performance = ReturnType<typeof performanceOf>;

/**
 * What a range brought, by the lots of the person's own rules. Throws `invalid_request` for a range that ends before it begins,
 * `not_found` for anybody else's wallet, `limit_reached` for a history that is too long.
 */
export async function getPerformance(userId: string, query: PerformanceQuery): Promise<PerformanceAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const said = await readSettings(userId);
  const settings = { ...said, currency: query.currency ?? said.currency, onShortfall: "zero-cost" as const };
  const { currency } = settings;
  const told = seenFromWallets(await tellHistory(userId, settings, walletId));
  const nowMs = Date.now();
  const to = query.to === undefined ? nowMs : Math.min(nowMs, Date.parse(query.to));
  const asked = query.from === undefined ? -Infinity : Date.parse(query.from);
  if (asked > to) throw invalidRequest([{ field: "from", reason: "It lies after the end" }]);
  // Before the first transaction nothing lay there that could have gained, at any rate.
  const from = Math.min(to, Math.max(asked, told.events[0]?.at ?? to));
  const [atStart = [], atEnd = []] = heldAt(told.events, [from, to]);
  const [[priceAtStart], priceAtEnd] = await Promise.all([
    pricesHeld(userId, [{ at: from, held: atStart }], currency),
    to === nowMs
      ? pricesNow(userId, walletId, atEnd, { currency, nowMs })
      : pricesHeld(userId, [{ at: to, held: atEnd }], currency).then(([price]) => price),
  ]);
  const performance = performanceOf({
    events: told.events.flatMap((event, index) => {
      const purpose = told.purposes[index];
      return purpose === undefined ? [] : [{ event, purpose }];
    }),
    ...{ from, to, priceAtStart: priceAtStart ?? unknown, priceAtEnd: priceAtEnd ?? unknown },
    fold: (events) => foldPeriods(events, periodsOf(settings)),
  });
  return {
    currency,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...roundedParts(performance),
    ...(await timeWeighted(userId, told, performance, currency)),
    ...moneyWeighted(performance, from, to),
    ...(await namedParts(performance)),
  };
}

const unknown = () => null;

/** Values before each flow are those of what was held then, without what is outside of the sums. */
async function timeWeighted(userId: string, told: Told, performance: Performance, currency: Currency) {
  const { startValue, endValue, flows, unpriced } = performance;
  const apart = new Set(unpriced.map(({ asset }) => asset));
  const held = heldAt(
    told.events,
    flows.map(({ at }) => at),
  );
  const moments = flows.map(({ at }, index) => ({
    at,
    held: (held[index] ?? []).filter(({ asset }) => !apart.has(asset)),
  }));
  const asked = moments.reduce((sum, each) => sum + each.held.length, 0);
  if (asked > limits.historyPrices) return { timeWeightedReturn: null, timeWeightedReason: "too many flows" as const };
  const prices = await pricesHeld(userId, moments, currency);
  const valued = flows.map(({ amount }, index) => ({
    amount,
    valueBefore: valueOf(moments[index]?.held ?? [], prices[index] ?? unknown),
  }));
  const { rate, reason } = timeWeightedReturn(startValue, valued, endValue);
  return { timeWeightedReturn: rate && priceText(rate), timeWeightedReason: reason };
}

function valueOf(held: ReturnType<typeof heldAt>[number], priceOf: (unit: string) => Fraction | null): Fraction | null {
  return held.reduce<Fraction | null>((sum, { asset, quantity }) => {
    const price = priceOf(asset);
    return sum === null || price === null ? null : sum.add(price.mul(quantity));
  }, nothing);
}

function moneyWeighted({ startValue, endValue, flows }: Performance, from: number, to: number) {
  const { rate, annualised, reason } = moneyWeightedReturn({ from, to, startValue, endValue, flows });
  return {
    moneyWeightedReturn: rate && priceText(rate),
    moneyWeightedYearly: annualised && priceText(annualised),
    moneyWeightedReason: reason,
  };
}

async function namedParts({ byAsset, byProtocol, unpriced }: Performance) {
  const labels = await readTokenLabels([...byAsset, ...unpriced].map(({ asset }) => asset));
  const nameOf = (unit: string) => {
    const { name = null, ticker = null } = labels.get(unit) ?? {};
    return { unit, name, ticker };
  };
  return {
    byAsset: byAsset.map(({ asset, exchanged, ...parts }) => ({
      ...nameOf(asset),
      ...roundedParts(parts, exchanged),
      exchanged: valueText(exchanged),
    })),
    byProtocol: byProtocol.map(({ protocol, deposits, withdrawals, income, fees, realised }) => ({
      ...{ protocol, protocolName: protocol === null ? null : protocolName(protocol) },
      ...{ deposits: valueText(deposits), withdrawals: valueText(withdrawals), income: valueText(income) },
      ...{ fees: valueText(fees), realised: valueText(realised) },
    })),
    unpriced: unpriced.map(({ asset, noPriceAt, unvaluedEvents }) => ({
      ...nameOf(asset),
      ...{ noPriceAt: [...noPriceAt], unvaluedEvents: unvaluedEvents.length },
    })),
  };
}
