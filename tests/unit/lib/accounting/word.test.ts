import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { AccountingEvent, Acquisition } from "@/lib/accounting/accounting-event";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { methods, type AccountingRules, type Method } from "@/lib/accounting/rules";
import { elsewhere, kindsIn, kindsOut, wordKinds, type Word, type WordKind } from "@/lib/accounting/word";
import { legs, min, nft, priceOf, treatment, tx, type LegText } from "@/tests/support/accounted-legs";
import { lines } from "@/tests/support/accounted-lines";
import { accountedWallet } from "@/tests/support/accounted-wallet";

const money = (text: string) => new Fraction(text);
const rulesOf = (method: Method, scope: AccountingRules["scope"]): AccountingRules => ({
  ...{ method, scope, onShortfall: "zero-cost", longTermAfterDays: null, rankedBy: "unit-cost" },
});

/** What one leg comes to by a word. */
function said(leg: LegText, word: Word, action: "send" | "receive" | "unclassified" = "send") {
  const { events, reviews } = lines([tx("a", legs(action, [leg], { word }))]);
  return [...events, ...reviews.map((review) => `review ${review}`)];
}

const gone = ["principal", "lovelace", -7_000_000n] as const;
const came = ["principal", "lovelace", 7_000_000n] as const;

describe("a person's word", () => {
  test.each([
    ["gift", {}, "a:w0:0 -7000000 lovelace at not-realised"],
    ["ignore", {}, "a:w0:0 -7000000 lovelace at not-realised"],
    ["lost", {}, "a:w0:0 -7000000 lovelace at 0"],
    ["payment", {}, "a:w0:0 -7000000 lovelace at 3.5"],
    ["payment", { value: money("10") }, "a:w0:0 -7000000 lovelace at 10"],
    ["own_transfer", {}, "a:w0:0 7000000 lovelace w0 to elsewhere"],
    [null, { value: money("10") }, "a:w0:0 -7000000 lovelace at not-realised"],
    // What cannot be is not heard: it is as if they had said something.
    ["income", {}, "a:w0:0 -7000000 lovelace at not-realised"],
  ] as const)("on what went: %s %o", (kind, sums, line) => {
    expect(said(gone, { kind, ...sums })).toEqual([line]);
    expect(said(gone, { kind, ...sums }, "unclassified")).toEqual([line]);
  });

  test.each([
    ["income", {}, "a:w0:0 +7000000 lovelace for 3.5, income 3.5"],
    ["income", { value: money("10"), basis: money("4") }, "a:w0:0 +7000000 lovelace for 4, income 10"],
    ["gift", {}, "a:w0:0 +7000000 lovelace for 3.5"],
    ["gift", { basis: money("0") }, "a:w0:0 +7000000 lovelace for 0"],
    ["ignore", {}, "a:w0:0 +7000000 lovelace for 0"],
    ["own_transfer", {}, "a:w0:0 7000000 lovelace elsewhere to w0"],
    ["own_transfer", { basis: money("4") }, "a:w0:0 +7000000 lovelace for 4"],
    [null, { value: money("10") }, "a:w0:0 +7000000 lovelace for 10"],
    [null, { basis: money("4") }, "a:w0:0 +7000000 lovelace for 4"],
    ["lost", {}, "a:w0:0 +7000000 lovelace for 3.5"],
  ] as const)("on what came: %s %o", (kind, sums, line) => {
    expect(said(came, { kind, ...sums }, "receive")).toEqual([line]);
    expect(said(came, { kind, ...sums }, "unclassified")).toEqual([line]);
  });

  test("that cannot be told in the report's currency leaves the price open, as what has none", () => {
    expect(said(came, { kind: "income", value: null }, "receive")).toEqual([
      "a:w0:0 +7000000 lovelace for null, income null",
      "review a:w0:0 unpriced",
    ]);
    expect(said(["principal", nft, -1n], { kind: "payment" })).toEqual([
      "a:w0:0 -1 abababab at null",
      "review a:w0:0 unpriced",
    ]);
    expect(said(["principal", nft, -1n], { kind: "payment", value: money("9") })).toEqual(["a:w0:0 -1 abababab at 9"]);
  });

  test("says what one side of a trade was worth, and so the other; a cost is that of what was bought alone", () => {
    const [ada] = legs("direct_swap", [["principal", "lovelace", -10_000_000n]]);
    const bought = (word?: Word) => legs("direct_swap", [["principal", nft, 1n]], word === undefined ? {} : { word });
    const events = (word?: Word) => lines([tx("a", [...(ada === undefined ? [] : [ada]), ...bought(word)])]).events;
    expect(events()).toEqual(["a:w0:0 -10000000 lovelace at 5", "a:w0:1 +1 abababab for 5"]);
    expect(events({ kind: null, value: money("8") })).toEqual([
      "a:w0:0 -10000000 lovelace at 8",
      "a:w0:1 +1 abababab for 8",
    ]);
    expect(events({ kind: null, basis: money("4") })).toEqual([
      "a:w0:0 -10000000 lovelace at 5",
      "a:w0:1 +1 abababab for 4",
    ]);
    // A gift is no part of the trade.
    expect(events({ kind: "gift" })).toEqual([
      "a:w0:0 -10000000 lovelace at not-realised",
      "a:w0:1 +1 abababab for null",
    ]);
  });

  test("is of its leg: what else went stays on the list, and moves between own wallets take none", () => {
    const sent = [
      ...legs("send", [["principal", "lovelace", -7_000_000n]], { word: { kind: "gift" } }),
      ...legs("send", [["principal", "lovelace", -1_000_000n]]),
    ];
    expect(lines([tx("a", sent)])).toEqual({
      events: ["a:w0:0 -1000000 lovelace at not-realised", "a:w0:1 -7000000 lovelace at not-realised"],
      reviews: ["a:w0:0 unknown receiver"],
      open: [],
    });
    const word: Word = { kind: "lost" };
    const [out, into] = [-5n, 5n].map((n) => legs("internal_transfer", [["principal", "lovelace", n]], { word }));
    expect(lines([tx("i", out ?? [], into ?? [])]).events).toEqual(["i:move:0 5 lovelace w0 to w1"]);
  });

  test("on an own transfer makes its fee one of a move", () => {
    const fee = legs("send", [["network_fee", "lovelace", -200_000n]]);
    const feeOf = (word: Word) => lines([tx("a", [...legs("send", [gone], { word }), ...fee])]).events.at(-1);
    expect(feeOf({ kind: "own_transfer" })).toBe("a:w0:1 -200000 lovelace at 0");
    expect(feeOf({ kind: "gift" })).toBe("a:w0:1 -200000 lovelace at 0.1");
  });

  test("fits what came, what went, or both", () => {
    expect(wordKinds.toSorted()).toEqual([...new Set<WordKind>([...kindsIn, ...kindsOut])].toSorted());
  });
});

const sums = fc.option(fc.bigInt(0n, 10n ** 9n).map((n) => new Fraction(n, 1000n)));
const anyWord: fc.Arbitrary<Word> = fc
  .record({ kind: fc.constantFrom(...wordKinds, null), value: fc.option(sums), basis: fc.option(sums) })
  .map(({ kind, value, basis }) => ({
    kind,
    ...(value !== null && { value }),
    ...(basis !== null && { basis }),
  }));

/** More of everything than any history moves, elsewhere and before it. */
function openingOf(events: readonly AccountingEvent[]): Acquisition[] {
  const assets = new Set(events.flatMap((event) => (event.kind === "transfer" ? [event.asset] : [])));
  return [...assets].map((asset) => ({
    ...{ kind: "acquisition", id: `opening ${asset}`, at: -1, asset, wallet: elsewhere, quantity: 10n ** 30n },
    ...{ basis: new Fraction(7n), price: null },
  }));
}

/** So much of each unit stays elsewhere. */
function leftElsewhere(events: readonly AccountingEvent[]): Map<string, bigint> {
  const left = new Map<string, bigint>();
  for (const event of events) {
    if (event.kind === "acquisition" && event.wallet === elsewhere) left.set(event.asset, event.quantity);
    if (event.kind !== "transfer") continue;
    const change = event.wallet === elsewhere ? -event.sent : event.received;
    left.set(event.asset, (left.get(event.asset) ?? 0n) + change);
  }
  return left;
}

describe.each([1, 2, 3])("whatever is said of the simulated wallet %i", (seed) => {
  const times = { timeOf: (n: number) => n, priceOf };

  test("lots are its balances and what lies elsewhere, and nothing is missing", () => {
    const property = fc.property(
      fc.array(fc.option(anyWord), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(...methods),
      fc.constantFrom("universal" as const, "wallet" as const),
      (words, method, scope) => {
        const wordOf = (n: number) => words[n % words.length] ?? null;
        const { events, purposes, held } = accountedWallet(seed, treatment, { ...times, wordOf });
        expect(purposes.map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
        const all = [...openingOf(events), ...events];
        const { remaining, shortfalls } = foldEvents(all, rulesOf(method, scope));
        expect(shortfalls).toEqual([]);
        const [lots, away] = [new Map<string, bigint>(), leftElsewhere(all)];
        for (const { asset, quantity } of remaining) lots.set(asset, (lots.get(asset) ?? 0n) + quantity);
        for (const [asset, quantity] of held) away.set(asset, (away.get(asset) ?? 0n) + quantity);
        expect(lots).toEqual(away);
        if (scope === "universal" || method === "uk-pool") return;
        const here = new Map<string, bigint>();
        for (const { asset, wallet, quantity } of remaining)
          if (wallet === "w0") here.set(asset, (here.get(asset) ?? 0n) + quantity);
        expect(here).toEqual(held);
      },
    );
    fc.assert(property, { numRuns: 12 });
  });
});

describe.each(methods)("by %s", (method) => {
  test.each(["universal", "wallet"] as const)("what went elsewhere and came back gained nothing: %s", (scope) => {
    const at = (n: number) => ({ at: n * 86_400_000, asset: min, wallet: "w0" });
    const bought = (n: number, quantity: bigint, basis: bigint): AccountingEvent => ({
      ...{ kind: "acquisition", id: `buy ${String(n)}`, ...at(n), quantity, price: null },
      basis: new Fraction(basis),
    });
    const sold: AccountingEvent = {
      ...{ kind: "disposal", id: "sale", ...at(50), quantity: 12n, treatment: "realised" },
      proceeds: new Fraction(100n),
    };
    const moved = (n: number, wallet: string, toWallet: string): AccountingEvent => ({
      ...{ kind: "transfer", id: `move ${String(n)}`, ...at(n), wallet, toWallet },
      ...{ sent: 20n, received: 20n, feeProceeds: null },
    });
    const buys = [bought(1, 10n, 30n), bought(2, 10n, 50n)];
    const stayed = foldEvents([...buys, sold], rulesOf(method, scope));
    const went = foldEvents(
      [...buys, moved(3, "w0", elsewhere), moved(4, elsewhere, "w0"), sold],
      rulesOf(method, scope),
    );
    expect(went).toEqual(stayed);
  });
});
