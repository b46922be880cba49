import { describe, expect, it } from "vitest";
import type { RecordedTx } from "@/lib/explain/recorded-tx";
import { batcherFees } from "@/lib/ledger/batcher-fee";
import { contractView, isOrder } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import { settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

const inputsOf = ({ tx }: RecordedTx): SpentInput[] =>
  tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));

function settled(entry: RecordedTx, inputs = inputsOf(entry)): Settlement[] {
  return settleOrders(entry.tx, contractView(entry.tx, inputs), inputs);
}

/** The same inputs, of which one order lost its datum. */
function withoutDatumOf({ order }: Settlement, entry: RecordedTx): SpentInput[] {
  return inputsOf(entry).map(({ ref, output }) => {
    const isIt = ref.txHash === order.ref.txHash && ref.index === order.ref.index;
    return { ref, output: isIt && output !== null ? { ...output, datum: { kind: "none" as const } } : output };
  });
}

const isFilled = ({ outcome }: Settlement) => outcome === "filled" || outcome === "partly_filled";

describe("batcherFees", () => {
  const view = { spent: [], created: [], isComplete: true, withdrawals: [] };
  const readable = { before: 5_000_000n, after: 2_000_000n, declared: 2_000_000n, isPayoutKnown: true };

  it("takes what is declared where no pool tells otherwise", () => {
    expect(batcherFees(view, [readable])).toEqual([{ feeLovelace: 2_000_000n, basis: "declared" }]);
  });

  it("tells no fee at all where one of the orders could not be read", () => {
    const unread = { before: 1_000_000_000n, after: 0n, declared: 2_000_000n, isPayoutKnown: false };
    const unknown = { feeLovelace: null, basis: "unknown" };
    expect(batcherFees(view, [readable, unread])).toEqual([unknown, unknown]);
  });
});

describe.skipIf(!isRecordedHere)(`Recorded batches of which one order cannot be read${unlessRecorded}`, () => {
  const txs = isRecordedHere ? ["prise-dex", "scalus-mainnet-blocks"].flatMap(recordedTxs) : [];
  const batches = txs
    .map((entry) => ({ entry, filled: settled(entry).filter(isFilled) }))
    .filter(({ entry, filled }) => filled.length > 1 && contractView(entry.tx, inputsOf(entry)).spent.some(isOrder));

  it("invent no fee: none is known but where the order's own tokens tell it, and then it is as before", () => {
    const invented = batches.flatMap(({ entry, filled }) =>
      filled.flatMap((lost) => {
        const now = settled(entry, withoutDatumOf(lost, entry)).filter(isFilled);
        return now.flatMap(({ order, fee }) => {
          const before = filled.find((each) => each.order.ref === order.ref || sameRef(each, order.ref));
          const isSame = before !== undefined && fee.feeLovelace === before.fee.feeLovelace;
          return fee.feeLovelace === null || isSame ? [] : [{ tx: entry.tx.hash, fee, before: before?.fee }];
        });
      }),
    );
    expect({ batches: batches.length, invented }).toEqual({ batches: 32, invented: [] });
  });
});

function sameRef({ order }: Settlement, ref: Settlement["order"]["ref"]): boolean {
  return order.ref.txHash === ref.txHash && order.ref.index === ref.index;
}
