import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, sumOf } from "@/lib/ledger/amounts";
import { contractView } from "@/lib/ledger/contract-view";
import { addressScope } from "@/lib/ledger/ownership";
import { closingOf, openingOf } from "@/lib/ledger/order-lifecycle";
import { settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import { stitchOrders, type StoredClosing, type StoredOpening } from "@/lib/ledger/stitch-orders";
import { isOrder } from "@/lib/ledger/contract-view";
import type { RecordedTx } from "@/lib/explain/recorded-tx";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";
import { recordedTxs } from "../../../support/recorded-explained";
import { foreign } from "../../../support/raw-tx-fixture";

const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"];

function settled({ tx }: RecordedTx): Settlement[] {
  const inputs = tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));
  return settleOrders(tx, contractView(tx, inputs), inputs);
}

function fillsOf(txs: readonly RecordedTx[]): Settlement[] {
  return txs.flatMap(settled).filter(({ outcome }) => outcome === "filled" || outcome === "partly_filled");
}

describe.skipIf(!isRecordedHere)(`Orders as they were recorded${unlessRecorded}`, () => {
  const txs = isRecordedHere ? folders.flatMap(recordedTxs) : [];

  it("what an order held is what it gave, its fee and what came back, to the last lovelace", () => {
    const known = fillsOf(txs).filter(({ fee, payout }) => fee.feeLovelace !== null && payout.basis !== "none");
    const wrong = known.filter(({ order, payout, gave, got, fee, continuedAs }) => {
      const before = differenceOf(order.output.value, continuedAs?.output.value ?? new Map());
      const after = sumOf(payout.outputs.map(({ value }) => value));
      const explained = sumOf([differenceOf(gave, got), new Map([[lovelace, fee.feeLovelace ?? 0n]])]);
      return differenceOf(differenceOf(before, after), explained).size > 0;
    });
    expect({ fills: known.length, wrong: wrong.map(({ order }) => order.ref) }).toEqual({ fills: 700, wrong: [] });
  });

  it("every swap gives one asset for one other, and no fee is negative or above five ADA", () => {
    const swaps = fillsOf(txs).filter(({ order, payout }) => order.terms?.kind === "swap" && payout.basis !== "none");
    const odd = swaps.filter(({ gave, got, fee }) => {
      const charged = fee.feeLovelace ?? 0n;
      return gave.size !== 1 || got.size !== 1 || charged < 0n || charged > 5_000_000n;
    });
    expect(odd.map(({ order }) => order.ref)).toEqual([]);
  });

  it("no swap pays less than its datum demands", () => {
    const swaps = fillsOf(txs).filter(({ order, continuedAs }) => order.terms?.kind === "swap" && continuedAs === null);
    const short = swaps.filter(({ order, got }) => {
      const [amount = 0n] = got.values();
      const minimum = order.terms?.wanted[0]?.minimum ?? 0n;
      return amount < minimum;
    });
    expect(short.map(({ order }) => order.ref)).toEqual([]);
  });

  it("orders of a treasury become single actions by exact reference", () => {
    const treasury = recordedTxs("amaru-treasury");
    const at = (entry: RecordedTx) => ({ txHash: entry.tx.hash, at: entry.time, networkFeeLovelace: null });
    const openings: StoredOpening[] = treasury.flatMap((entry) => {
      const inputs = entry.tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));
      const created = contractView(entry.tx, inputs).created.filter(isOrder);
      return created
        .flatMap((order) => openingOf(order, addressScope(foreign)) ?? [])
        .map((opening) => ({ ...opening, ...at(entry) }));
    });
    const closings: StoredClosing[] = treasury.flatMap((entry) =>
      settled(entry).flatMap((settlement) => {
        const closing = closingOf(settlement, addressScope(foreign));
        return closing === null ? [] : [{ ...closing, ...at(entry) }];
      }),
    );
    const actions = stitchOrders(openings, closings);
    const statuses = Object.fromEntries(
      ["open", "filled", "cancelled"].map((status) => [
        status,
        actions.filter((action) => action.status === status).length,
      ]),
    );
    const whole = actions.filter(({ members }) => members.length === 2).length;
    expect({ openings: openings.length, closings: closings.length, actions: actions.length, whole, statuses }).toEqual({
      openings: 87,
      closings: 176,
      actions: 190,
      whole: 73,
      statuses: { open: 14, filled: 175, cancelled: 1 },
    });
  });
});
