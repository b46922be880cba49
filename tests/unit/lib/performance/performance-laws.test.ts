import fc from "fast-check";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { AccountingEvent, Money } from "@/lib/accounting/accounting-event";
import type { Purpose } from "@/lib/accounting/event-purpose";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { methods, type AccountingRules } from "@/lib/accounting/rules";
import type { PurposedEvent } from "@/lib/performance/counted-event";
import { performanceOf } from "@/lib/performance/performance-of";
import { expectExactParts } from "@/tests/support/performance-laws";

const start = Date.UTC(2022, 0, 1);
const dayMs = 86_400_000;
const assets = ["A", "B", "C", "D"] as const;
const wallets = ["one", "two"] as const;
const nothing = new Fraction(0n);

const quantity = fc.oneof(fc.bigInt(1n, 10n), fc.bigInt(1n, 10n ** 15n), fc.bigInt(10n ** 17n, 10n ** 33n));
const money = fc
  .tuple(fc.bigInt(0n, 10n ** 12n), fc.constantFrom(1n, 100n, 3n, 10n ** 18n))
  .map(([n, d]) => new Fraction(n, d));
const maybe = fc.oneof({ weight: 8, arbitrary: money }, { weight: 1, arbitrary: fc.constant(null) });
const asset = fc.constantFrom(...assets);
const wallet = fc.constantFrom(...wallets);
const protocol = fc.constantFrom("minswap-v2" as const, "indigo" as const, null);

type Unplaced = AccountingEvent extends infer E ? (E extends AccountingEvent ? Omit<E, "id" | "at"> : never) : never;
/** The events of one deal, each with what it was for. */
type Deal = readonly { readonly event: Unplaced; readonly purpose: Purpose; readonly values: [string, Money][] }[];

const worthless: ReadonlySet<Purpose> = new Set(["mint", "airdrop", "burn"]);

const arrival = (value: fc.Arbitrary<Money>) =>
  fc
    .record({
      event: fc.record({ asset, wallet, quantity }),
      purpose: fc.constantFrom<Purpose>("deposit", "income", "loan", "mint", "airdrop"),
      value,
    })
    .map(({ event, purpose, value: told }): Deal => {
      const basis = worthless.has(purpose) ? nothing : told;
      const came = { kind: "acquisition", ...event, basis, price: null } as const;
      return [{ event: came, purpose, values: [[event.asset, basis]] }];
    });
const departure = (value: fc.Arbitrary<Money>) =>
  fc
    .record({
      event: fc.record({ asset, wallet, quantity }),
      purpose: fc.constantFrom<Purpose>(
        ...(["withdrawal", "donation", "repayment", "interest", "fee", "loss", "burn"] as const),
      ),
      value,
    })
    .map(({ event, purpose, value: told }): Deal => {
      const worth = worthless.has(purpose) ? nothing : told;
      const gone = { kind: "disposal", ...event, proceeds: nothing, treatment: "not-realised" } as const;
      return [{ event: gone, purpose, values: [[event.asset, worth]] }];
    });
/** One or two for one: both sides are worth the same, and the tax report's basis has a fee in it. */
const trade = (value: fc.Arbitrary<Money>) =>
  fc
    .record({
      all: fc.uniqueArray(asset, { minLength: 2, maxLength: 3 }),
      wallet,
      quantities: fc.tuple(quantity, quantity, quantity),
      values: fc.tuple(value, value),
      fee: money,
    })
    .map(({ all, wallet: where, quantities, values: [one, two], fee }): Deal => {
      const [got = "A", ...given] = all;
      const parts = [one, two].slice(0, given.length);
      const total = parts.reduce<Money>((sum, part) => (sum && part ? sum.add(part) : null), nothing);
      const basis = total?.add(fee) ?? null;
      return [
        ...given.map((each, n): Deal[number] => {
          const proceeds = parts[n] ?? null;
          const gone = { kind: "disposal", asset: each, wallet: where, quantity: quantities[n] ?? 1n } as const;
          return {
            event: { ...gone, proceeds, treatment: "realised" },
            purpose: "trade",
            values: [[each, proceeds]],
          };
        }),
        {
          event: { kind: "acquisition", asset: got, wallet: where, quantity: quantities[2], basis, price: null },
          purpose: "trade",
          values: [[got, total]],
        },
      ];
    });
const transfer = fc
  .record({ asset, wallet, toWallet: wallet, sent: quantity, lost: fc.boolean(), feeProceeds: maybe })
  .map(({ lost, ...moved }): Deal => [
    {
      event: {
        kind: "transfer",
        ...moved,
        received: lost && moved.sent > 1n ? moved.sent - 1n : moved.sent,
      },
      purpose: "transfer",
      values: [],
    },
  ]);
const split = fc
  .record({ asset, numerator: fc.bigInt(1n, 4n) })
  .map(({ asset: what, numerator }): Deal => [
    { event: { kind: "split", asset: what, numerator, denominator: 1n }, purpose: "transfer", values: [] },
  ]);
const carry = (value: fc.Arbitrary<Money>) =>
  fc
    .record({
      wallet,
      all: fc.uniqueArray(asset, { minLength: 2, maxLength: 4 }),
      quantities: fc.tuple(quantity, quantity, quantity, quantity),
      values: fc.tuple(value, value, value, value),
    })
    .map(({ wallet: where, all, quantities, values }): Deal => {
      const parts = all.map((each, n) => ({ asset: each, quantity: quantities[n] ?? 1n }));
      const half = Math.floor(parts.length / 2);
      const got = parts.slice(half).map((part, n) => ({ ...part, weight: new Fraction(n + 1) }));
      return [
        {
          event: { kind: "carry", wallet: where, given: parts.slice(0, half), got },
          purpose: "carry",
          values: all.map((each, n) => [each, values[n] ?? null]),
        },
      ];
    });

function historyOf(...deals: fc.Arbitrary<Deal>[]): fc.Arbitrary<PurposedEvent[]> {
  return fc
    .array(fc.tuple(fc.oneof(...deals), protocol, fc.constantFrom(0, 3_600_000, dayMs, 20 * dayMs)), { maxLength: 30 })
    .map((all) => {
      let at = start;
      return all.flatMap(([deal, by, later], i) => {
        at += later;
        return deal.map(({ event, purpose, values }, part): PurposedEvent => {
          const id = `e${String(i)}.${String(part)}`;
          return {
            event: { ...event, id, at },
            purpose: { eventId: id, purpose, protocol: by, deal: String(i), values: new Map(values) },
          };
        });
      });
    });
}

const anyDeal = [arrival(maybe), arrival(maybe), departure(maybe), trade(maybe), transfer, carry(maybe)];
const history = historyOf(...anyDeal);
const splitHistory = historyOf(...anyDeal, split);
const valued = historyOf(arrival(money), arrival(money), departure(money), trade(money), carry(money));

const rules = fc
  .record({ method: fc.constantFrom(...methods), scope: fc.constantFrom("universal" as const, "wallet" as const) })
  .map(({ method, scope }): AccountingRules => ({
    ...{ method, scope, onShortfall: "zero-cost", longTermAfterDays: null, rankedBy: "unit-cost" },
  }));
const range = fc
  .tuple(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 1, max: 250 }))
  .map(([from, days]) => ({ from: start + from * dayMs, to: start + (from + days) * dayMs }));
const pricesOf = (price: fc.Arbitrary<Money>) =>
  fc.record({ A: price, B: price, C: price, D: price }).map((prices) => (unit: string) => prices[unit as "A"]);

const told = (
  events: readonly PurposedEvent[],
  terms: { readonly from: number; readonly to: number },
  [priceAtStart, priceAtEnd]: readonly [(unit: string) => Money, (unit: string) => Money],
  by: AccountingRules,
) => performanceOf({ events, ...terms, priceAtStart, priceAtEnd, fold: (each) => foldEvents(each, by) });

test("start + deposits − withdrawals + income − fees + gains = end to the last digit, in every part, whatever is unknown", () => {
  const prices = pricesOf(maybe);
  fc.assert(
    fc.property(history, range, fc.tuple(prices, prices), rules, (events, when, ends, by) => {
      expectExactParts(told(events, when, ends, by));
    }),
    { numRuns: 600 },
  );
});

test("the same where assets are split, by lots and by the average", () => {
  const prices = pricesOf(maybe);
  const forward = rules.filter(({ method }) => method !== "uk-pool");
  fc.assert(
    fc.property(splitHistory, range, fc.tuple(prices, prices), forward, (events, when, ends, by) => {
      expectExactParts(told(events, when, ends, by));
    }),
    { numRuns: 200 },
  );
});

/** What a history's own amounts say is held before a time: nothing below zero, for what is missing came from nowhere. */
function balances(events: readonly PurposedEvent[], until: number, byWallet: boolean): Map<string, bigint> {
  const held = new Map<string, bigint>();
  const put = (what: string, where: string, amount: bigint) => {
    const key = byWallet ? `${what} ${where}` : what;
    const now = (held.get(key) ?? 0n) + amount;
    held.set(key, now < 0n ? 0n : now);
  };
  for (const { event } of events.filter((each) => each.event.at < until))
    if (event.kind === "acquisition") put(event.asset, event.wallet, event.quantity);
    else if (event.kind === "disposal") put(event.asset, event.wallet, -event.quantity);
    else if (event.kind === "carry") {
      for (const given of event.given) put(given.asset, event.wallet, -given.quantity);
      for (const got of event.got) put(got.asset, event.wallet, got.quantity);
    }
  return held;
}

const flowsOf: Partial<Record<Purpose, "deposits" | "withdrawals" | "income" | "fees">> = {
  ...{ deposit: "deposits", loan: "deposits", income: "income" },
  ...{ withdrawal: "withdrawals", donation: "withdrawals", repayment: "withdrawals" },
  ...{ fee: "fees", interest: "fees", loss: "fees" },
};

test("where all is known, values are those of the balances, whatever the method", () => {
  const prices = pricesOf(money.map((price): Money => price));
  // Pools of the United Kingdom take what comes later for what was missing.
  const forward = rules.filter(({ method }) => method !== "uk-pool");
  fc.assert(
    fc.property(valued, range, fc.tuple(prices, prices), forward, (events, when, ends, by) => {
      const { startValue, endValue, unpriced } = told(events, when, ends, by);
      const worth = (until: number, priceOf: (unit: string) => Money) =>
        [...balances(events, until, by.scope === "wallet")].reduce(
          (sum, [key, amount]) => sum.add(priceOf(key.slice(0, 1))?.mul(amount) ?? 0n),
          nothing,
        );
      expect(unpriced).toEqual([]);
      expect([startValue.toFraction(), endValue.toFraction()]).toEqual([
        worth(when.from, ends[0]).toFraction(),
        worth(when.to, ends[1]).toFraction(),
      ]);
    }),
    { numRuns: 300 },
  );
});

test("where all is known, what came and went is what its events say, protocol by protocol", () => {
  const prices = pricesOf(money.map((price): Money => price));
  const names = ["deposits", "withdrawals", "income", "fees"] as const;
  fc.assert(
    fc.property(valued, range, fc.tuple(prices, prices), rules, (events, when, ends, by) => {
      const sums = new Map<string, Fraction>();
      for (const { event, purpose } of events) {
        const flow = flowsOf[purpose.purpose];
        if (flow === undefined || event.at < when.from || event.at >= when.to) continue;
        const key = `${String(purpose.protocol)} ${flow}`;
        for (const value of purpose.values.values()) sums.set(key, (sums.get(key) ?? nothing).add(value ?? 0n));
      }
      const { byProtocol } = told(events, when, ends, by);
      const found = byProtocol.flatMap((own) =>
        names.map((name): [string, Fraction] => [`${String(own.protocol)} ${name}`, own[name]]),
      );
      const text = (amounts: Iterable<[string, Fraction]>) =>
        Object.fromEntries([...amounts].filter(([, { n }]) => n !== 0n).map(([key, sum]) => [key, sum.toFraction()]));
      expect(text(found)).toEqual(text(sums));
    }),
    { numRuns: 300 },
  );
});

test("what tax rules see in fees, and in what leaves, changes nothing", () => {
  const prices = pricesOf(maybe);
  fc.assert(
    fc.property(history, range, fc.tuple(prices, prices), rules, (events, when, ends, by) => {
      const otherwise = events.map(({ event, purpose }): PurposedEvent => {
        if (event.kind === "disposal") return { event: { ...event, proceeds: null, treatment: "realised" }, purpose };
        return { event: event.kind === "acquisition" ? { ...event, basis: null } : event, purpose };
      });
      expect(told(otherwise, when, ends, by)).toEqual(told(events, when, ends, by));
    }),
    { numRuns: 150 },
  );
});

test("a range is the sum of its parts: nothing falls between two that follow each other", () => {
  const prices = pricesOf(money.map((price): Money => price));
  fc.assert(
    fc.property(valued, range, fc.tuple(prices, prices, prices), rules, (events, { from, to }, ends, by) => {
      const middle = (from + to) / 2;
      const whole = told(events, { from, to }, [ends[0], ends[2]], by);
      const halves = [
        told(events, { from, to: middle }, [ends[0], ends[1]], by),
        told(events, { from: middle, to }, [ends[1], ends[2]], by),
      ];
      for (const part of ["deposits", "withdrawals", "income", "fees", "realised", "unrealised"] as const) {
        const sum = halves.reduce((all, half) => all.add(half[part]), nothing);
        expect(sum.toFraction()).toBe(whole[part].toFraction());
      }
    }),
    { numRuns: 200 },
  );
});

test("own transfers change nothing", () => {
  const prices = pricesOf(maybe);
  const moves = fc.array(fc.tuple(fc.nat(), transfer), { maxLength: 5 });
  const universal = rules.map((by): AccountingRules => ({ ...by, scope: "universal" }));
  fc.assert(
    fc.property(history, moves, range, fc.tuple(prices, prices), universal, (events, trips, when, ends, by) => {
      const moved = [...events];
      for (const [n, [place, deal]] of trips.entries()) {
        const index = place % (events.length + 1);
        const before = moved[index]?.event.at ?? moved.at(-1)?.event.at ?? start;
        for (const { event } of deal) {
          if (event.kind !== "transfer") continue;
          const id = `trip ${String(n)}`;
          const purpose = { eventId: id, purpose: "transfer", protocol: null, deal: id, values: new Map() } as const;
          moved.splice(index, 0, { event: { ...event, sent: event.received, id, at: before }, purpose });
        }
      }
      expect(told(moved, when, ends, by)).toEqual(told(events, when, ends, by));
    }),
    { numRuns: 200 },
  );
});

test("a transfer of everything there and back, wallet by wallet, changes nothing", () => {
  const prices = pricesOf(maybe);
  const byWallet = rules.map((by): AccountingRules => ({ ...by, scope: "wallet" }));
  fc.assert(
    fc.property(history, range, fc.tuple(prices, prices), byWallet, (events, when, ends, by) => {
      const until = events.filter(({ event }) => event.at < when.to);
      const { remaining } = foldEvents(
        until.map(({ event }) => event),
        by,
      );
      const at = until.at(-1)?.event.at ?? start;
      const places = new Map(remaining.map((lot) => [`${lot.asset} ${String(lot.wallet)}`, lot]));
      const trips = [...places.values()].flatMap(({ asset: what, wallet: where }, n) => {
        const lots = remaining.filter((lot) => lot.asset === what && lot.wallet === where);
        const all = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
        return [
          [String(where), "elsewhere"],
          ["elsewhere", String(where)],
        ].map(([from = "", toWallet = ""], way): PurposedEvent => {
          const id = `trip ${String(n)} ${String(way)}`;
          const moved = { asset: what, wallet: from, toWallet, sent: all, received: all, feeProceeds: null };
          return {
            event: { kind: "transfer", id, at, ...moved },
            purpose: { eventId: id, purpose: "transfer", protocol: null, deal: id, values: new Map() },
          };
        });
      });
      expect(told([...until, ...trips], when, ends, by)).toEqual(told(until, when, ends, by));
    }),
    { numRuns: 200 },
  );
});
