import { describe, expect, test } from "vitest";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { methods, type Method } from "@/lib/accounting/rules";
import { legs, lp, min, nft, placed, priceOf, swap, treatment, tx } from "@/tests/support/accounted-legs";
import { lines } from "@/tests/support/accounted-lines";
import { accountedWallet } from "@/tests/support/accounted-wallet";

describe("what a transaction makes of what was owned", () => {
  test("placing an order realises nothing but its fee, which belongs to the trade, as the batcher's does", () => {
    const filled = tx(
      "f",
      legs(
        "order_fill",
        [
          ["principal", "lovelace", -10_000_000n, "order:p#0"],
          ["principal", min, 480_000_000n],
          ["batcher_fee", "lovelace", -1_000_000n, "order:p#0"],
          ["deposit_return", "lovelace", -1_000_000n, "order:p#0"],
          ["deposit_return", "lovelace", 1_000_000n],
        ],
        swap,
      ),
    );
    expect(lines([placed])).toEqual({
      events: ["p:w0:0 -200000 lovelace at 0.1"],
      reviews: [],
      open: ["p#0"],
    });
    expect(lines([placed, filled])).toEqual({
      events: [
        "p:w0:0 -200000 lovelace at 0.1",
        "f:w0:0 -10000000 lovelace at 5",
        "f:w0:1 +480000000 29d222ce for 5.6",
        "f:w0:2 -1000000 lovelace at 0.5",
      ],
      reviews: [],
      open: [],
    });
  });

  test("an order that is taken back realises nothing but fees", () => {
    const taken = tx(
      "c",
      legs(
        "order_cancel",
        [
          ["principal", "lovelace", -10_000_000n, "order:p#0"],
          ["principal", "lovelace", 10_000_000n],
          ["deposit_return", "lovelace", -2_000_000n, "order:p#0"],
          ["deposit_return", "lovelace", 2_000_000n],
          ["network_fee", "lovelace", -300_000n],
        ],
        swap,
      ),
    );
    expect(lines([placed, taken], { ...treatment, standaloneFee: "loss" })).toEqual({
      events: ["p:w0:0 -200000 lovelace at 0.1", "c:w0:0 -300000 lovelace at 0"],
      reviews: [],
      open: [],
    });
  });

  test("a sale brings what came for it, less what it cost", () => {
    const sold = tx(
      "s",
      legs("direct_swap", [
        ["principal", min, -100_000_000n],
        ["principal", "lovelace", 2_000_000n],
        ["network_fee", "lovelace", -400_000n],
      ]),
    );
    expect(lines([sold]).events).toEqual([
      "s:w0:0 -100000000 29d222ce at 0.8",
      "s:w0:1 +2000000 lovelace for 1",
      "s:w0:2 -400000 lovelace at 0.2",
    ]);
  });

  test("liquidity hands its basis on, or is bought, as one chooses; what lies behind its token is not owned twice", () => {
    const position = `position:minswap-v2:liquidity:${lp}`;
    const put = tx(
      "l",
      legs(
        "order_fill",
        [
          ["principal", "lovelace", -4_000_000n, "order:p#0"],
          ["principal", min, -200_000_000n, "order:p#0"],
          ["receipt", lp, 9_000n],
          ["principal", "lovelace", 4_000_000n, position],
          ["principal", min, 200_000_000n, position],
          ["receipt", lp, -9_000n, position],
        ],
        { ...swap, subtype: "deposit" },
      ),
    );
    expect(lines([put]).events).toEqual(["l:w0:0 4000000 lovelace + 200000000 29d222ce becomes 9000 f5f5f5f5"]);
    expect(lines([put], { ...treatment, liquidity: "trade" }).events).toEqual([
      "l:w0:0 -4000000 lovelace at 2",
      "l:w0:1 -200000000 29d222ce at 2",
      "l:w0:2 +9000 f5f5f5f5 for 4",
    ]);
  });

  test("a move between own wallets is one, and its fee is what one chose", () => {
    const out = legs("internal_transfer", [
      ["principal", "lovelace", -3_000_000n],
      ["principal", min, -5n],
      ["network_fee", "lovelace", -200_000n],
    ]);
    const came = legs("internal_transfer", [
      ["principal", "lovelace", 3_000_000n],
      ["principal", min, 5n],
    ]);
    expect(lines([tx("i", out, came)])).toEqual({
      events: ["i:move:0 3000000 lovelace w0 to w1", "i:move:1 5 29d222ce w0 to w1", "i:w0:0 -200000 lovelace at 0"],
      reviews: [],
      open: [],
    });
    expect(lines([tx("i", out, came)], { ...treatment, transferFee: "ignore" }).events.at(-1)).toBe(
      "i:w0:0 -200000 lovelace at not-realised",
    );
  });

  test("a claim is income, an airdrop is what one chose, a mint cost nothing, a burn brings nothing", () => {
    const claimed = legs("claim", [["reward", min, 100_000_000n]]);
    const dropped = legs("airdrop", [["principal", min, 200_000_000n]]);
    const minted = legs("mint", [["mint", nft, 1n]]);
    const burnt = legs("burn", [["burn", nft, -1n]]);
    const all = [claimed, dropped, minted, burnt].map((each, n) => tx(`t${String(n)}`, each));
    expect(lines(all)).toEqual({
      events: [
        "t0:w0:0 +100000000 29d222ce for 1, income 1",
        "t1:w0:0 +200000000 29d222ce for 2, income 2",
        "t2:w0:0 +1 abababab for 0",
        "t3:w0:0 -1 abababab at 0",
      ],
      reviews: [],
      open: [],
    });
    expect(lines([tx("t", dropped)], { ...treatment, airdrop: "zero-cost" }).events).toEqual([
      "t:w0:0 +200000000 29d222ce for 0",
    ]);
  });

  test("what is borrowed is owed and no income; what pays it back brings what it was worth; the rest is interest", () => {
    const at = "position:levvy:debt";
    const protocol = { protocol: "levvy" } as const;
    const borrowed = legs(
      "lend_borrow",
      [
        ["principal", "lovelace", -30_000_000n],
        ["principal", "lovelace", 30_000_000n, at],
        ["principal", min, 100_000_000n],
        ["principal", min, -100_000_000n, at],
      ],
      protocol,
    );
    const repaid = legs(
      "lend_repay",
      [
        ["principal", min, -105_000_000n],
        ["principal", min, 105_000_000n, at],
        ["principal", "lovelace", 30_000_000n],
        ["principal", "lovelace", -30_000_000n, at],
      ],
      protocol,
    );
    expect(lines([tx("b", borrowed), tx("r", repaid)])).toEqual({
      events: ["b:w0:0 +100000000 29d222ce for 1", "r:w0:0 -100000000 29d222ce at 1", "r:w0:1 -5000000 29d222ce at 0"],
      reviews: [],
      open: [],
    });
    const liquidated = legs("liquidation", [["network_fee", "lovelace", 0n]], protocol);
    expect(lines([tx("b", borrowed), tx("q", liquidated)]).events).toEqual([
      "b:w0:0 +100000000 29d222ce for 1",
      "q:w0:0 -30000000 lovelace at 1",
    ]);
  });

  test("what comes out of a protocol beyond what was put in is earned", () => {
    const at = "position:indigo:stability";
    const put = legs("stability_deposit", [
      ["principal", min, -100_000_000n],
      ["principal", min, 100_000_000n, at],
    ]);
    const taken = legs("stability_withdraw", [
      ["principal", min, 130_000_000n],
      ["principal", min, -130_000_000n, at],
    ]);
    expect(lines([tx("p", put), tx("t", taken), tx("u", put)]).events).toEqual([
      "t:w0:0 +30000000 29d222ce for 0.3, income 0.3",
    ]);
  });

  test("what nobody explains is never a sale, and stands on the list", () => {
    const sent = legs("send", [["principal", "lovelace", -7n]]);
    const got = legs("receive", [["principal", nft, 1n]]);
    const odd = legs("unclassified", [
      ["principal", "lovelace", -8n],
      ["principal", min, 100_000_000n],
    ]);
    expect(lines([tx("a", sent), tx("b", got), tx("c", odd)])).toEqual({
      events: [
        "a:w0:0 -7 lovelace at not-realised",
        "b:w0:0 +1 abababab for null",
        "c:w0:0 +100000000 29d222ce for 1",
        "c:w0:1 -8 lovelace at not-realised",
      ],
      reviews: [
        "a:w0:0 unknown receiver",
        "b:w0:0 unpriced",
        "b:w0:0 unknown sender",
        "c:w0:0 unexplained",
        "c:w0:1 unexplained",
      ],
      open: [],
    });
  });

  test("a failed script loses what it cost, the treasury is given its part, and what stands in custody is nobody's here", () => {
    const failed = legs("failed_script", [["collateral_loss", "lovelace", -5_000_000n]]);
    const given = legs("treasury_donation", [["donation", "lovelace", -3n]]);
    const kept = legs("contract_interaction", [["custody", "lovelace", 9n, "contract:aa"]]);
    expect(lines([tx("x", failed), tx("y", given), tx("z", kept)])).toEqual({
      events: ["x:w0:0 -5000000 lovelace at 0", "y:w0:0 -3 lovelace at not-realised"],
      reviews: [],
      open: [],
    });
  });
});

describe.each([1, 2, 3, 4, 5])("lots of the simulated wallet %i", (seed) => {
  const { events, purposes, held } = accountedWallet(seed, treatment, { timeOf: () => 0, priceOf });

  test("have a purpose for each event", () => {
    expect(purposes.map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
  });

  test.each(methods)("are its balances by %s, and nothing was missing", (method: Method) => {
    const { remaining, shortfalls } = foldEvents(events, {
      ...{ method, scope: "universal", onShortfall: "zero-cost", longTermAfterDays: null, rankedBy: "unit-cost" },
    });
    const lots = new Map<string, bigint>();
    for (const { asset, quantity } of remaining) lots.set(asset, (lots.get(asset) ?? 0n) + quantity);
    expect(shortfalls).toEqual([]);
    expect(lots).toEqual(held);
  });
});
