import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { stitchOrders, type StoredClosing, type StoredOpening } from "@/lib/ledger/stitch-orders";
import { hosky, script, txHashOf } from "../../../support/raw-tx-fixture";

const minute = (count: number) => new Date(Date.UTC(2026, 0, 1, 0, count));
const ada = (amount: bigint) => new Map([[lovelace, amount]]);

function opening(tx: number, at: number, amount: bigint, fields: Partial<StoredOpening> = {}): StoredOpening {
  return {
    ref: { txHash: txHashOf(tx), index: 0 },
    protocol: "splash",
    kind: "limit",
    credential: script,
    ownStake: true,
    locked: ada(amount),
    offered: null,
    wanted: [],
    txHash: txHashOf(tx),
    at: minute(at),
    networkFeeLovelace: null,
    ...fields,
  };
}

function closing(spends: number, tx: number, at: number, fields: Partial<StoredClosing> = {}): StoredClosing {
  return {
    ref: { txHash: txHashOf(spends), index: 0 },
    protocol: "splash",
    kind: "limit",
    outcome: "filled",
    gave: ada(100n),
    got: new Map([[hosky, 7n]]),
    batcherFeeLovelace: 2n,
    depositReturnedLovelace: 5n,
    continuedAs: null,
    txHash: txHashOf(tx),
    at: minute(at),
    networkFeeLovelace: null,
    ...fields,
  };
}

/** Placed in 1, partly filled in 2 and 3, filled in 4. */
const placed = opening(1, 0, 300n, { networkFeeLovelace: 9n });
const rests = [opening(2, 10, 200n), opening(3, 20, 100n)];
const parts = [
  closing(1, 2, 10, { outcome: "partly_filled", continuedAs: { txHash: txHashOf(2), index: 0 } }),
  closing(2, 3, 20, {
    outcome: "partly_filled",
    continuedAs: { txHash: txHashOf(3), index: 0 },
    depositReturnedLovelace: 0n,
  }),
];
const end = closing(3, 4, 30, { depositReturnedLovelace: 0n });

const fill = (tx: number) => ({
  txHash: txHashOf(tx),
  price: { given: lovelace, taken: hosky, givenQuantity: 100n, takenQuantity: 7n },
  batcherFeeLovelace: 2n,
});

const whole = {
  id: `${txHashOf(1)}#0`,
  protocol: "splash",
  kind: "limit",
  openedAt: minute(0),
  gave: ada(300n),
  got: new Map([[hosky, 21n]]),
  price: { given: lovelace, taken: hosky, givenQuantity: 300n, takenQuantity: 21n },
  fills: [2, 3, 4].map(fill),
  wanted: [],
  batcherFeeLovelace: 6n,
  networkFeeLovelace: 9n,
  depositReturnedLovelace: 5n,
} as const;

describe("stitchOrders", () => {
  it("an order over two partial fills to its end is one action", () => {
    expect(stitchOrders([placed, ...rests], [...parts, end])).toEqual([
      {
        ...whole,
        status: "filled",
        closedAt: minute(30),
        timeToFillMs: 1_800_000,
        locked: new Map(),
        members: [1, 2, 3, 4].map(txHashOf),
      },
    ]);
  });

  it("what is not yet closed is open, and partly filled once a part was", () => {
    const seen = [stitchOrders([placed], []), stitchOrders([placed, ...rests], parts)];
    expect(seen.map(([action]) => [action?.status, action?.locked, action?.timeToFillMs])).toEqual([
      ["open", ada(300n), null],
      ["partly_filled", ada(100n), null],
    ]);
  });

  it("a cancel after a partial fill keeps what the fill gave and got", () => {
    const cancel = closing(3, 4, 30, {
      outcome: "cancelled",
      gave: new Map(),
      got: ada(100n),
      batcherFeeLovelace: 0n,
      depositReturnedLovelace: 0n,
      networkFeeLovelace: 4n,
    });
    expect(stitchOrders([placed, ...rests], [...parts, cancel])[0]).toEqual({
      ...whole,
      status: "cancelled",
      closedAt: minute(30),
      timeToFillMs: null,
      gave: ada(200n),
      got: new Map([[hosky, 14n]]),
      price: { given: lovelace, taken: hosky, givenQuantity: 200n, takenQuantity: 14n },
      fills: [2, 3].map(fill),
      batcherFeeLovelace: 4n,
      networkFeeLovelace: 13n,
      locked: new Map(),
      members: [1, 2, 3, 4].map(txHashOf),
    });
  });

  it("a closing whose opening nobody saw stands for itself", () => {
    const [action] = stitchOrders([], [closing(1, 2, 10)]);
    expect([action?.id, action?.status, action?.openedAt, action?.timeToFillMs]).toEqual([
      `${txHashOf(1)}#0`,
      "filled",
      null,
      null,
    ]);
  });

  it("never depends on the order of arrival, nor on another order's rows", () => {
    const otherOrder = [opening(50, 5, 70n), closing(50, 51, 6)] as const;
    const openings = [placed, ...rests, otherOrder[0]];
    const closings = [...parts, end, otherOrder[1]];
    const expected = stitchOrders(openings, closings);
    expect(expected).toHaveLength(2);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(openings, { minLength: openings.length }),
        fc.shuffledSubarray(closings, { minLength: closings.length }),
        (someOpenings, someClosings) => {
          expect(stitchOrders(someOpenings, someClosings)).toEqual(expected);
        },
      ),
    );
  });

  it("a closing taken back by a rollback leaves the order as it was before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), (kept) => {
        const closings = [...parts, end].slice(0, kept);
        const openings = [placed, ...rests].slice(0, kept + 1);
        expect(stitchOrders(openings, closings)).toEqual(
          stitchOrders([...openings].reverse(), [...closings].reverse()),
        );
        expect(stitchOrders(openings, closings)[0]?.status).toBe(
          ["open", "partly_filled", "partly_filled", "filled"][kept],
        );
      }),
    );
  });
});
