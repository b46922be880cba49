import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountedLeg } from "@/lib/accounting/deal";
import { foldEvents } from "@/lib/accounting/fold-periods";
import type { AccountingRules, Method } from "@/lib/accounting/rules";
import type { Treatment } from "@/lib/accounting/treatment";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import { performanceOf } from "@/lib/performance/performance-of";
import { legs, lp, min, nft, swap, treatment } from "@/tests/support/accounted-legs";
import { expectExactParts } from "@/tests/support/performance-laws";

const dayMs = 86_400_000;
const ada = "lovelace";
const minswap = { protocol: "minswap-v2" } as const;

/** What a whole ADA, or a million parts of anything else, is worth on a day. */
type Prices = (unit: string, day: number) => number | null;
/** Of one wallet: the day of a transaction, and its legs. */
type Story = readonly (readonly [day: number, legs: AccountedLeg[]])[];

const rulesOf = (method: Method): AccountingRules => ({
  ...{ method, scope: "universal", onShortfall: "error", longTermAfterDays: null, rankedBy: "unit-cost" },
});

interface Chosen {
  readonly treatment?: Treatment;
  readonly method?: Method;
}

function performance(story: Story, prices: Prices, [from, to]: [number, number], chosen: Chosen = {}) {
  const priceOn = (day: number) => (unit: string) => {
    const price = prices(unit, day);
    return price === null ? null : new Fraction(price).div(1_000_000n);
  };
  const open = new OpenAccounts();
  const events = story.flatMap(([day, own], n) => {
    const wallets = [{ wallet: "w", legs: own }];
    const then = { hash: `t${String(n)}`, at: day * dayMs, wallets, priceOf: priceOn(day) };
    const told = accountFor(then, chosen.treatment ?? treatment, open);
    return told.events.map((event, i) => ({ event, purpose: told.purposes[i] as (typeof told.purposes)[number] }));
  });
  const told = performanceOf({
    ...{ events, from: from * dayMs, to: to * dayMs, priceAtStart: priceOn(from), priceAtEnd: priceOn(to) },
    fold: (each) => foldEvents(each, rulesOf(chosen.method ?? "fifo")),
  });
  expectExactParts(told);
  return told;
}

/** Fractions as decimals, units by their first letters. */
const plain = (told: unknown): unknown =>
  JSON.parse(
    JSON.stringify(told, (key, value: unknown) => {
      if (value instanceof Fraction) return Number(value.toString());
      return key === "asset" ? (value as string).slice(0, 8) : value;
    }),
  );

const amounts = (told: ReturnType<typeof performance>) => {
  const { startValue, endValue, deposits, withdrawals, income, fees, realised, unrealised } = told;
  return plain({ startValue, endValue, deposits, withdrawals, income, fees, realised, unrealised });
};

const received = (quantity: bigint, unit: string = ada) => legs("receive", [["principal", unit, quantity]]);
const sent = (quantity: bigint, unit: string = ada) => legs("send", [["principal", unit, -quantity]]);

const adaByDay: Readonly<Record<number, number>> = { 0: 1, 10: 2, 12: 2, 15: 2.5, 20: 3, 25: 3, 30: 4, 40: 5 };
const rising: Prices = (unit, day) => (unit === ada ? (adaByDay[day] ?? null) : unit === min && day === 40 ? 40 : null);

const story: Story = [
  [0, received(100_000_000n)],
  [12, received(50_000_000n)],
  [
    15,
    legs(
      "direct_swap",
      [
        ["principal", ada, -20_000_000n],
        ["principal", min, 1_000_000n],
        ["network_fee", ada, -1_000_000n],
      ],
      minswap,
    ),
  ],
  [20, legs("claim", [["reward", ada, 10_000_000n]])],
  [
    25,
    legs(
      "direct_swap",
      [
        ["principal", min, -500_000n],
        ["principal", ada, 12_000_000n],
        ["network_fee", ada, -500_000n],
      ],
      minswap,
    ),
  ],
  [30, sent(8_000_000n)],
];

describe("what a range brought", () => {
  test("by hand: 100 ADA that cost 100, worth 200; 50 more; a swap for 20, half of it sold for 12; a reward; 8 sent", () => {
    const none = { startValue: 0, deposits: 0, withdrawals: 0, income: 0, fees: 0 };
    expect(plain(performance(story, rising, [10, 40]))).toEqual({
      startValue: 200,
      // 142.5 ADA at 5, and half a MIN at 40.
      endValue: 732.5,
      deposits: 100,
      withdrawals: 32,
      income: 30,
      // An ADA at 2.5 and half of one at 3.
      fees: 4,
      // 20 ADA: 50 − 20; their fee: 2.5 − 1; half of the MIN: 36 − 25; its fee: 1.5 − 0.5; what was sent: 32 − 8.
      realised: 67.5,
      // ADA: 712.5 − 236.5, less 100 at the start; MIN: 20 − 25.
      unrealised: 371,
      byAsset: [
        {
          ...{ asset: "lovelace", startValue: 200, endValue: 712.5, deposits: 100, withdrawals: 32, income: 30 },
          ...{ fees: 4, realised: 56.5, unrealised: 376, exchanged: -14 },
        },
        { ...none, asset: "29d222ce", endValue: 20, realised: 11, unrealised: -5, exchanged: 14 },
      ],
      byProtocol: [
        { protocol: null, deposits: 100, withdrawals: 32, income: 30, fees: 0, realised: 24 },
        { protocol: "minswap-v2", deposits: 0, withdrawals: 0, income: 0, fees: 4, realised: 43.5 },
      ],
      flows: [
        { at: 12 * dayMs, amount: 100 },
        { at: 30 * dayMs, amount: -32 },
      ],
      unpriced: [],
    });
  });

  test("how a tax report sees fees changes nothing", () => {
    const otherwise: Treatment = { ...treatment, standaloneFee: "loss", transferFee: "ignore" };
    const delegated: Story = [...story, [30, legs("stake_delegation", [["network_fee", ada, -200_000n]])]];
    expect(performance(delegated, rising, [10, 40], { treatment: otherwise })).toEqual(
      performance(delegated, rising, [10, 40]),
    );
    expect(amounts(performance(delegated, rising, [10, 40]))).toMatchObject({ fees: 4.8 });
  });

  test("a range begins with what happens at its beginning, and ends before what happens at its end", () => {
    const edges: Story = [
      [10, received(1_000_000n)],
      [40, received(1_000_000n)],
    ];
    expect(amounts(performance(edges, rising, [10, 40]))).toMatchObject({ startValue: 0, deposits: 2, endValue: 5 });
    const unknown: Story = [[10, received(1_000_000n, min)]];
    expect(performance(unknown, rising, [10, 40]).unpriced.map(({ unvaluedEvents }) => unvaluedEvents)).toEqual([
      ["t0:w:0"],
    ]);
  });

  test("pools of the United Kingdom make one disposal of a day: each of its events has its part", () => {
    const day: Story = [
      [0, received(100_000_000n)],
      [30, sent(8_000_000n)],
      [
        30,
        legs(
          "direct_swap",
          [
            ["principal", ada, -20_000_000n],
            ["principal", min, 2_000_000n],
          ],
          minswap,
        ),
      ],
      [30, legs("stake_delegation", [["network_fee", ada, -2_000_000n]])],
    ];
    // Thirty ADA that had cost one each, at four.
    expect(plain(performance(day, rising, [10, 40], { method: "uk-pool" }))).toMatchObject({
      ...{ startValue: 200, endValue: 430, deposits: 0, withdrawals: 32, fees: 8, realised: 90, unrealised: 180 },
      byProtocol: [
        { protocol: null, deposits: 0, withdrawals: 32, income: 0, fees: 8, realised: 30 },
        { protocol: "minswap-v2", deposits: 0, withdrawals: 0, income: 0, fees: 0, realised: 60 },
      ],
    });
  });

  test("pools of the United Kingdom look ahead: what a purchase changes of a sale before the range belongs to it", () => {
    const again: Story = [
      [0, received(100_000_000n)],
      [12, sent(10_000_000n)],
      [20, received(10_000_000n)],
    ];
    // 90 ADA at 2.5, then 100 at 5. Ten that had cost 10 were sent; those that came back for 30 are the ones.
    expect(amounts(performance(again, rising, [15, 40], { method: "uk-pool" }))).toEqual({
      ...{ startValue: 225, endValue: 500, deposits: 30, withdrawals: 0, income: 0, fees: 0 },
      ...{ realised: -20, unrealised: 265 },
    });
  });

  test("an order that is placed and taken back changes nothing but for its fees, also when it lies over an end", () => {
    const place = (fee: bigint) =>
      legs(
        "order_place",
        [
          ["principal", ada, -10_000_000n],
          ["principal", ada, 10_000_000n, "order:p#0"],
          ["deposit", ada, -2_000_000n],
          ["deposit", ada, 2_000_000n, "order:p#0"],
          ["network_fee", ada, -fee],
        ],
        swap,
      );
    const cancel = legs(
      "order_cancel",
      [
        ["principal", ada, -10_000_000n, "order:p#0"],
        ["principal", ada, 10_000_000n],
        ["deposit_return", ada, -2_000_000n, "order:p#0"],
        ["deposit_return", ada, 2_000_000n],
      ],
      swap,
    );
    const first: Story = [[0, received(100_000_000n)]];
    const without = performance(first, rising, [10, 40]);
    expect(performance([...first, [12, place(0n)], [25, cancel]], rising, [10, 40])).toEqual(without);
    expect(performance([...first, [12, place(0n)]], rising, [10, 40])).toEqual(without);
    // A whole ADA of fee at 2, which had cost 1: what it gained since the start was gained until it was paid.
    expect(amounts(performance([...first, [12, place(1_000_000n)], [25, cancel]], rising, [10, 40]))).toEqual({
      ...{ startValue: 200, endValue: 495, deposits: 0, withdrawals: 0, income: 0, fees: 2 },
      ...{ realised: 1, unrealised: 296 },
    });
  });

  test("a fill after the range's beginning does not give back the fee of placing it before", () => {
    const place = legs(
      "order_place",
      [
        ["principal", ada, -10_000_000n],
        ["principal", ada, 10_000_000n, "order:p#0"],
        ["network_fee", ada, -1_000_000n],
      ],
      swap,
    );
    const fill = legs(
      "order_fill",
      [
        ["principal", ada, -10_000_000n, "order:p#0"],
        ["principal", min, 1_000_000n],
        ["batcher_fee", ada, -2_000_000n, "order:p#0"],
      ],
      swap,
    );
    const filled: Story = [
      [0, received(100_000_000n)],
      [0, place],
      [20, fill],
    ];
    // 99 ADA at 2; 87 at 5 and a MIN at 40, which took 10 ADA at 3; two ADA of fee at 3.
    expect(amounts(performance(filled, rising, [10, 40]))).toEqual({
      ...{ startValue: 198, endValue: 475, deposits: 0, withdrawals: 0, income: 0, fees: 6 },
      ...{ realised: 24, unrealised: 259 },
    });
  });

  test("what is bought and has no price is outside: what was paid for it is withdrawn, what it brings is deposited", () => {
    const buy = legs("nft_buy", [
      ["principal", ada, -30_000_000n],
      ["principal", nft, 1n],
    ]);
    const sell = legs("nft_sell", [
      ["principal", nft, -1n],
      ["principal", ada, 40_000_000n],
    ]);
    const bought: Story = [
      [0, received(100_000_000n)],
      [20, buy],
    ];
    const held = performance(bought, rising, [10, 40]);
    expect(amounts(held)).toEqual({
      ...{ startValue: 200, endValue: 350, deposits: 0, withdrawals: 90, income: 0, fees: 0 },
      ...{ realised: 60, unrealised: 180 },
    });
    expect(plain(held.unpriced)).toEqual([{ asset: "abababab", noPriceAt: ["end"], unvaluedEvents: [] }]);
    // Sold within the range, both ends and both trades have a value.
    const sold = performance([...bought, [30, sell]], rising, [10, 40]);
    expect(amounts(sold)).toMatchObject({ deposits: 0, withdrawals: 0, realised: 130, endValue: 550 });
    expect(sold.unpriced).toEqual([]);
    const after = performance([...bought, [30, sell]], rising, [25, 40]);
    expect(amounts(after)).toMatchObject({ startValue: 210, deposits: 160, endValue: 550 });
    expect(plain(after.unpriced)).toEqual([{ asset: "abababab", noPriceAt: ["start"], unvaluedEvents: [] }]);
  });

  test("what came for nobody knows how much is outside; before the range it counts from its beginning", () => {
    const priced: Prices = (unit, day) =>
      unit === min ? (day < 10 || day === 12 ? null : day) : (adaByDay[day] ?? null);
    const gift: Story = [[12, received(1_000_000n, min)]];
    expect(plain(performance(gift, priced, [10, 40]))).toMatchObject({
      byAsset: [],
      unpriced: [{ asset: "29d222ce", noPriceAt: [], unvaluedEvents: ["t0:w:0"] }],
    });
    const early: Story = [
      [0, received(1_000_000n, min)],
      [30, sent(500_000n, min)],
    ];
    expect(amounts(performance(early, priced, [10, 40]))).toEqual({
      ...{ startValue: 10, endValue: 20, deposits: 0, withdrawals: 15, income: 0, fees: 0 },
      ...{ realised: 10, unrealised: 15 },
    });
  });

  test("what leaves and nobody knows its worth leaves at its cost", () => {
    const priced: Prices = (unit, day) => (unit === min ? (day === 30 ? null : day) : null);
    const gone: Story = [
      [5, received(1_000_000n, min)],
      [30, sent(500_000n, min)],
    ];
    expect(amounts(performance(gone, priced, [10, 40]))).toEqual({
      ...{ startValue: 10, endValue: 20, deposits: 0, withdrawals: 2.5, income: 0, fees: 0 },
      ...{ realised: 0, unrealised: 12.5 },
    });
  });

  test("what is put behind a token without a price is withdrawn at its worth, with what it gained until then", () => {
    const put = legs("lp_deposit", [
      ["principal", ada, -40_000_000n],
      ["receipt", lp, 9n],
    ]);
    const inPool = performance(
      [
        [0, received(100_000_000n)],
        [20, put],
      ],
      rising,
      [10, 40],
    );
    expect(amounts(inPool)).toEqual({
      ...{ startValue: 200, endValue: 300, deposits: 0, withdrawals: 120, income: 0, fees: 0 },
      ...{ realised: 80, unrealised: 140 },
    });
    expect(plain(inPool.unpriced)).toEqual([{ asset: "f5f5f5f5", noPriceAt: ["end"], unvaluedEvents: [] }]);
  });

  test("a loan is no income: it comes, and goes again for what it was worth when it came; interest is a fee", () => {
    const debt = "position:levvy:debt";
    const lent = { protocol: "levvy" } as const;
    const borrow = legs(
      "lend_borrow",
      [
        ["principal", ada, 10_000_000n],
        ["principal", ada, -10_000_000n, debt],
      ],
      lent,
    );
    const repay = legs(
      "lend_repay",
      [
        ["principal", ada, -11_000_000n],
        ["principal", ada, 11_000_000n, debt],
      ],
      lent,
    );
    const loan: Story = [
      [0, received(100_000_000n)],
      [15, borrow],
      [30, repay],
    ];
    const open = performance(loan, rising, [10, 20]);
    expect(amounts(open)).toMatchObject({ endValue: 330, deposits: 25, withdrawals: 0, income: 0, fees: 0 });
    const paid = performance(loan, rising, [10, 40]);
    // Ten ADA that had cost 10 pay 25; an eleventh, which had cost 1, is 4 of interest.
    expect(amounts(paid)).toEqual({
      ...{ startValue: 200, endValue: 495, deposits: 25, withdrawals: 25, income: 0, fees: 4 },
      ...{ realised: 18, unrealised: 281 },
    });
    expect(plain(paid.byProtocol)).toEqual([
      { protocol: "levvy", deposits: 25, withdrawals: 25, income: 0, fees: 4, realised: 18 },
    ]);
  });
});
