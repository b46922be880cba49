import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { AccountedLeg } from "@/lib/accounting/deal";
import { OpenAccounts, type AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { Unit } from "@/lib/cardano/brand";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { rewardRow, rowsOf } from "@/lib/exports/rows-of";
import { actions, type Action } from "@/lib/ledger/action";
import { sumByUnit } from "@/lib/ledger/amounts";
import { accountedHistory, owned, rowsOfAll, treatment } from "@/tests/support/exported-history";

const min = "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e" as Unit;
const nft = `${"ab".repeat(28)}01` as Unit;
const lp = `${"f5".repeat(28)}aa` as Unit;

/** What rows say that a balance changed by; of one wallet, or of all. */
function changeOf(rows: readonly ExportRow[], wallet?: string): Map<Unit, bigint> {
  const is = (each: string | null) => wallet === undefined || each === wallet;
  return sumByUnit(
    rows.flatMap(({ sent, received, fee, wallet: from, toWallet }) => {
      const part = (side: Side | null, sign: bigint, whose: string) =>
        side !== null && is(whose) ? [{ unit: side.unit as Unit, quantity: sign * side.quantity }] : [];
      return [...part(sent, -1n, from), ...part(received, 1n, toWallet ?? from), ...part(fee, -1n, from)];
    }),
  );
}

/** What the events of lots say of the same. */
function changeByEvents(events: readonly AccountingEvent[], wallet: string): Map<Unit, bigint> {
  const parts = events.flatMap((event): (readonly [whose: string, unit: string, quantity: bigint])[] => {
    switch (event.kind) {
      case "acquisition":
        return [[event.wallet, event.asset, event.quantity]];
      case "disposal":
        return [[event.wallet, event.asset, -event.quantity]];
      case "transfer":
        return [
          [event.wallet, event.asset, -event.sent],
          [event.toWallet, event.asset, event.received],
        ];
      case "carry":
        return [
          ...event.given.map(({ asset, quantity }) => [event.wallet, asset, -quantity] as const),
          ...event.got.map(({ asset, quantity }) => [event.wallet, asset, quantity] as const),
        ];
      case "split":
        return [];
    }
  });
  return sumByUnit(
    parts.filter(([whose]) => whose === wallet).map(([, unit, quantity]) => ({ unit: unit as Unit, quantity })),
  );
}

const prices: Readonly<Record<string, Fraction>> = {
  lovelace: new Fraction(1n, 2_000_000n),
  [min]: new Fraction(1n, 100_000_000n),
};
const priceOf = (unit: string) => prices[unit] ?? null;

type LegText = readonly [role: AccountedLeg["role"], unit: string, quantity: bigint, location?: string];

function legs(action: Action, rows: readonly LegText[], order: Partial<AccountedLeg> = {}): AccountedLeg[] {
  return rows.map(([role, unit, quantity, location = "wallet"]) => ({
    ...{ action, subtype: null, protocol: null, orderRef: null, role, quantity },
    ...{ unit: unit as Unit, location: location as AccountedLeg["location"] },
    ...order,
  }));
}

function tx(...wallets: AccountedLeg[][]): AccountedTransaction {
  return { hash: "t", at: 0, priceOf, wallets: wallets.map((each, n) => ({ wallet: `w${String(n)}`, legs: each })) };
}

const looks = (unit: string) => ({ ticker: unit === min ? "MIN" : null, decimals: unit === min ? 6 : null });

/** A row as a line: kind, given, got, fee. */
function line({ kind, wallet, toWallet, sent, received, fee }: ExportRow): string {
  const text = (side: Side | null) =>
    side === null ? "-" : `${String(side.quantity)} ${side.unit.slice(0, 8)} ${side.worth?.toString(6) ?? "?"}`;
  return [`${kind} ${wallet}${toWallet ?? ""}`, text(sent), text(received), text(fee)].join(" | ");
}

const linesOf = (transactions: readonly AccountedTransaction[], liquidity: "carry" | "trade" = "carry") =>
  rowsOfAll(transactions, { treatment: { ...treatment, liquidity }, tokenOf: looks }).map(line);

const swap = { subtype: "swap", protocol: "minswap-v2", orderRef: "p#0" } as const;
const placed = legs(
  "order_place",
  [
    ["principal", "lovelace", -10_000_000n],
    ["principal", "lovelace", 10_000_000n, "order:p#0"],
    ["deposit", "lovelace", -2_000_000n],
    ["deposit", "lovelace", 2_000_000n, "order:p#0"],
    ["network_fee", "lovelace", -200_000n],
  ],
  swap,
);

describe("the rows of a transaction", () => {
  test("an order is nothing but its fee until it is filled; then it is a trade that has cost both fees", () => {
    const filled = legs(
      "order_fill",
      [
        ["principal", "lovelace", -10_000_000n, "order:p#0"],
        ["principal", min, 480_000_000n],
        ["batcher_fee", "lovelace", -1_000_000n, "order:p#0"],
        ["deposit_return", "lovelace", -2_000_000n, "order:p#0"],
        ["deposit_return", "lovelace", 2_000_000n],
      ],
      swap,
    );
    expect(linesOf([tx(placed), tx(filled)])).toEqual([
      "fee w0 | 200000 lovelace 0.1 | - | -",
      "trade w0 | 10000000 lovelace 5 | 480000000 29d222ce 5.6 | 1000000 lovelace 0.5",
    ]);
  });

  test("a move between own wallets is one row with both sides and its fee", () => {
    const out = legs("internal_transfer", [
      ["principal", "lovelace", -3_000_000n],
      ["principal", min, -500n],
      ["network_fee", "lovelace", -200_000n],
    ]);
    const came = legs("internal_transfer", [
      ["principal", "lovelace", 3_000_000n],
      ["principal", min, 500n],
    ]);
    expect(linesOf([tx(out, came)])).toEqual([
      "transfer w0w1 | 3000000 lovelace 1.5 | 3000000 lovelace 1.5 | 200000 lovelace 0",
      "transfer w0w1 | 500 29d222ce 0.000005 | 500 29d222ce 0.000005 | -",
    ]);
  });

  test("two things for one are two rows, each with its share of it; what cannot be cut stands alone", () => {
    const put = (token: Unit, quantity: bigint) =>
      legs("lp_deposit", [
        ["principal", "lovelace", -4_000_000n],
        ["principal", min, -600_000_000n],
        ["receipt", token, quantity],
        ["network_fee", "lovelace", -300_000n],
      ]);
    expect(linesOf([tx(put(lp, 9_000n))])).toEqual([
      "liquidity_in w0 | 4000000 lovelace ? | 2250 f5f5f5f5 ? | 300000 lovelace 0.15",
      "liquidity_in w0 | 600000000 29d222ce ? | 6750 f5f5f5f5 ? | -",
    ]);
    expect(linesOf([tx(put(nft, 1n))], "trade")).toEqual([
      "trade w0 | 4000000 lovelace 2 | - | 300000 lovelace 0.15",
      "trade w0 | 600000000 29d222ce 6 | - | -",
      "trade w0 | - | 1 abababab 8.15 | -",
    ]);
  });

  test("what comes alone has no fee beside it: that is a row of its own", () => {
    const claimed = legs("claim", [
      ["reward", min, 100_000_000n],
      ["network_fee", "lovelace", -200_000n],
    ]);
    const withdrawn = legs("reward_withdrawal", [
      ["reward", "lovelace", 7_000_000n],
      ["reward", "lovelace", -7_000_000n, "rewards"],
    ]);
    expect(linesOf([tx(claimed), tx(withdrawn)])).toEqual([
      "income w0 | - | 100000000 29d222ce 1 | -",
      "fee w0 | 200000 lovelace 0.1 | - | -",
      "staking_reward w0 | - | 7000000 lovelace 3.5 | -",
    ]);
    expect(rowsOfAll([tx(withdrawn)], { rewards: "apart" })).toEqual([]);
    expect(line(rewardRow({ at: 5, epoch: 512, wallet: "w1", quantity: 7n, price: null }))).toBe(
      "staking_reward w1 | - | 7 lovelace ? | -",
    );
  });

  test("sends keep their worth, losses have none, mints cost nothing", () => {
    const sent = legs("send", [
      ["principal", min, -1_000_000n],
      ["principal", "lovelace", -2_000_000n],
      ["network_fee", "lovelace", -200_000n],
    ]);
    const failed = legs("failed_script", [["collateral_loss", "lovelace", -5_000_000n]]);
    const given = legs("treasury_donation", [["donation", "lovelace", -2_000_000n]]);
    const minted = legs("mint", [["mint", nft, 1n]]);
    const burnt = legs("burn", [["burn", nft, -1n]]);
    const dropped = legs("airdrop", [["principal", min, 100n]]);
    expect(linesOf([tx(sent), tx(failed), tx(given), tx(minted), tx(burnt), tx(dropped)])).toEqual([
      "send w0 | 1000000 29d222ce 0.01 | - | -",
      "send w0 | 2000000 lovelace 1 | - | 200000 lovelace 0.1",
      "failed_script w0 | 5000000 lovelace 0 | - | -",
      "donation w0 | 2000000 lovelace 1 | - | -",
      "mint w0 | - | 1 abababab 0 | -",
      "burn w0 | 1 abababab 0 | - | -",
      "airdrop w0 | - | 100 29d222ce 0.000001 | -",
    ]);
  });

  test("a loan comes, is paid back, and has its interest; what lies behind one that fails is taken", () => {
    const at = "position:levvy:debt";
    const borrowed = legs(
      "lend_borrow",
      [
        ["principal", "lovelace", -30_000_000n],
        ["principal", "lovelace", 30_000_000n, at],
        ["principal", min, 100_000_000n],
        ["principal", min, -100_000_000n, at],
      ],
      { protocol: "levvy" },
    );
    const repaid = legs(
      "lend_repay",
      [
        ["principal", min, -105_000_000n],
        ["principal", min, 105_000_000n, at],
      ],
      { protocol: "levvy" },
    );
    expect(linesOf([tx(borrowed), tx(repaid)])).toEqual([
      "loan w0 | - | 100000000 29d222ce 1 | -",
      "loan_repayment w0 | 100000000 29d222ce 1 | - | -",
      "loan_interest w0 | 5000000 29d222ce 0 | - | -",
    ]);
    const liquidated = legs("liquidation", [["network_fee", "lovelace", 0n]], { protocol: "levvy" });
    expect(linesOf([tx(borrowed), tx(liquidated)]).at(-1)).toBe("liquidation w0 | 30000000 lovelace 1 | - | -");
  });

  test("its rows are numbered, at its time, and say what it was", () => {
    const [first, second] = rowsOfAll(
      [
        tx(
          legs("claim", [
            ["reward", min, 1n],
            ["network_fee", "lovelace", -2n],
          ]),
        ),
      ],
      {
        tokenOf: looks,
      },
    );
    expect(first).toEqual({
      ...{ at: 0, hash: "t", row: 0, kind: "income", wallet: "w0", toWallet: null, description: "claim" },
      ...{ sent: null, fee: null },
      received: { unit: min, ticker: "MIN", decimals: 6, quantity: 1n, worth: new Fraction(1n, 100_000_000n) },
    });
    expect(second?.row).toBe(1);
  });
});

const unit = fc.constantFrom("lovelace", min, nft, lp);
const quantity = fc.oneof(fc.bigInt(1n, 5n), fc.bigInt(1n, 10n ** 18n));
const debt = "position:levvy:debt";

/** Legs of one deal: what goes and comes, pairs with a position, fees. */
const dealLegs = fc
  .record({
    action: fc.constantFrom(...actions.filter((action) => action !== "internal_transfer")),
    isOrder: fc.boolean(),
    moved: fc.array(fc.tuple(unit, quantity, fc.boolean(), fc.constantFrom("wallet", "order:o#1", "deposit")), {
      maxLength: 5,
    }),
    lying: fc.array(fc.tuple(unit, quantity, fc.boolean()), { maxLength: 2 }),
    paid: fc.array(fc.tuple(fc.constantFrom("network_fee", "batcher_fee", "collateral_loss", "donation"), quantity), {
      maxLength: 3,
    }),
    reward: fc.option(quantity, { nil: null }),
  })
  .map(({ action, isOrder, moved, lying, paid, reward }) =>
    legs(
      action,
      [
        ...moved.map(([of, size, isIn, at]): LegText => ["principal", of, isIn ? size : -size, at]),
        ...lying.flatMap(([of, size, isIn]): LegText[] => [
          ["principal", of, isIn ? size : -size],
          ["principal", of, isIn ? -size : size, debt],
        ]),
        ...paid.map(([role, size]): LegText => [role, "lovelace", -size]),
        ...(reward === null ? [] : [["reward", min, reward] as const]),
      ],
      { protocol: "levvy", orderRef: isOrder ? "o#1" : null },
    ),
  );

/** What one wallet gives, the other gets. */
const movedLegs = fc
  .tuple(fc.array(fc.tuple(unit, quantity, fc.boolean()), { maxLength: 3 }), quantity)
  .map(([moves, fee]) =>
    [1n, -1n].map((sign) =>
      legs("internal_transfer", [
        ...moves.map(([of, size, isIn]): LegText => ["principal", of, sign * (isIn ? size : -size)]),
        ...(sign === 1n ? [["network_fee", "lovelace", -fee] as const] : []),
      ]),
    ),
  );

const transactions = fc.array(
  fc
    .tuple(fc.array(dealLegs, { maxLength: 3 }), movedLegs)
    .map(([deals, [one = [], two = []]]) => tx([...deals.flat(), ...one], two)),
  { minLength: 1, maxLength: 4 },
);

describe("what came less what went is what the balance changed by", () => {
  test.each(["carry", "trade"] as const)("in made transactions, wallet by wallet, liquidity as %s", (liquidity) => {
    fc.assert(
      fc.property(transactions, (made) => {
        const settings = { ...treatment, liquidity };
        const [open, other] = [new OpenAccounts(), new OpenAccounts()];
        for (const each of made) {
          const rows = rowsOf(each, { treatment: settings, open, tokenOf: looks, rewards: "apart" });
          const { events } = accountFor(each, settings, other);
          for (const wallet of ["w0", "w1"]) expect(changeOf(rows, wallet)).toEqual(changeByEvents(events, wallet));
          for (const side of rows.flatMap(({ sent, received, fee }) => [sent, received, fee]))
            expect(side === null || side.quantity > 0n).toBe(true);
          expect(rows.filter(({ fee, sent }) => fee !== null && sent === null)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("in made transactions without debts, by their legs alone", () => {
    const noDebts = transactions.filter((made) =>
      made.every(({ wallets }) =>
        wallets.every(({ legs: all }) =>
          all.every(({ location, action }) => location !== debt && action !== "liquidation"),
        ),
      ),
    );
    fc.assert(
      fc.property(noDebts, (made) => {
        const all = made.flatMap(({ wallets }) => wallets.flatMap(({ legs: own }) => own));
        expect(changeOf(rowsOfAll(made))).toEqual(owned(all));
      }),
      { numRuns: 300 },
    );
  });

  test.each([1, 2, 3, 4, 5])("of the simulated wallet %i", (seed) => {
    const history = accountedHistory(seed, 150);
    const rows = rowsOfAll(history);
    expect(rows.length).toBeGreaterThan(100);
    expect(changeOf(rows)).toEqual(owned(history.flatMap(({ wallets }) => wallets.flatMap(({ legs: own }) => own))));
  });
});
