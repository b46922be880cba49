import { expect, test } from "vitest";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import type { OrderAction } from "@/lib/ledger/stitch-orders";
import { orderView } from "@/lib/portfolio/order-view";

const min = ("aa".repeat(28) + "4d494e") as Unit;
const raw = ("bb".repeat(28) + "524157") as Unit;
const lovelace = "lovelace" as Unit;
const unseen = ("cc".repeat(28) + "4e4557") as Unit;
const tokens = new Map([
  [min, { tokenName: "Minswap", ticker: "MIN", decimals: 6 }],
  [raw, { tokenName: null, ticker: null, decimals: 0 }],
]);

function order(given: [Unit, bigint], taken: [Unit, bigint]): OrderAction {
  return {
    id: "00#0",
    protocol: "minswap-v2",
    kind: "swap",
    status: "filled",
    openedAt: new Date("2026-01-01T00:00:00Z"),
    closedAt: new Date("2026-01-01T00:01:30Z"),
    timeToFillMs: 90_000,
    gave: new Map([given]),
    got: new Map([taken]),
    price: { given: given[0], taken: taken[0], givenQuantity: given[1], takenQuantity: taken[1] },
    fills: [],
    wanted: [],
    batcherFeeLovelace: 700_000n,
    networkFeeLovelace: 201_361n,
    depositReturnedLovelace: 2_000_000n,
    locked: new Map(),
    members: ["00" as TxHash, "01" as TxHash],
  };
}

test("shows an order with its price in ADA", () => {
  expect(orderView(order([lovelace, 54_703_454n], [min, 2_726_654_270n]), tokens)).toEqual({
    protocol: "minswap-v2",
    protocolName: "Minswap V2",
    kind: "swap",
    status: "filled",
    openedAt: "2026-01-01T00:00:00.000Z",
    closedAt: "2026-01-01T00:01:30.000Z",
    secondsToFill: 90,
    gave: [{ unit: "lovelace", quantity: "54703454", name: "Cardano", ticker: "ADA", decimals: 6 }],
    got: [{ unit: min, quantity: "2726654270", name: "Minswap", ticker: "MIN", decimals: 6 }],
    price: { base: min, quote: "lovelace", rate: "0.020062483" },
    batcherFee: "700000",
    networkFee: "201361",
    depositReturned: "2000000",
    locked: [],
  });
});

test.each([
  ["a token for ADA", [min, 1_000_000n], [lovelace, 20_000n], { base: min, quote: "lovelace", rate: "0.02" }],
  ["a token for one without decimals", [min, 3_000_000n], [raw, 2n], { base: min, quote: raw, rate: "0.66666667" }],
  ["a huge amount for a tiny one", [raw, 2n ** 63n], [lovelace, 1n], { base: raw, quote: "lovelace", rate: "0" }],
  ["a tiny amount for a huge one", [raw, 1n], [min, 2n ** 63n], { base: raw, quote: min, rate: "9223372036855" }],
  ["a token whose decimals nobody knows yet", [unseen, 5n], [lovelace, 5n], null],
  ["a token for one whose decimals nobody knows yet", [min, 5n], [unseen, 5n], null],
  ["nothing for ADA", [raw, 0n], [lovelace, 5n], null],
] as const)("the price of %s", (_, given, taken, price) => {
  expect(orderView(order([...given], [...taken]), tokens).price).toEqual(price);
});
