import { describe, expect, it } from "vitest";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import * as c from "../../../support/cbor-hex";
import { ownStakeKey, ownKey, txHashOf } from "../../../support/raw-tx-fixture";

const ref = (index: number) => c.array(c.bytes("07".repeat(32)), c.int(index));
const paid = (amount: number) => c.array(c.bytes(`61${ownKey}`), c.int(amount));
const body = c.map(
  [c.int(0), c.set(ref(0))],
  [c.int(1), c.array(paid(1), paid(2))],
  [c.int(2), c.int(170_000)],
  [c.int(4), c.set(c.array(c.int(0), c.array(c.int(0), c.bytes(ownStakeKey))))],
  [c.int(5), c.map([c.bytes(`e1${ownStakeKey}`), c.int(9)])],
  [c.int(9), c.map([c.bytes("77".repeat(28)), c.map([c.bytes(""), c.int(1)])])],
  [c.int(13), c.set(ref(1))],
  [c.int(16), paid(3)],
  [c.int(17), c.int(5_000_000)],
  [c.int(22), c.int(4)],
);
const metadata = c.map([c.int(1), c.int(2)]);

function normalised(valid: string, bodyHex = body) {
  const hex = c.array(bodyHex, c.map(), valid, metadata);
  return normaliseCbor(hex, decodeTransaction(hex, "mainnet").hash, "mainnet");
}

function counts(tx: ReturnType<typeof normalised>) {
  return {
    valid: tx.valid,
    inputs: tx.inputs.map(({ ref: { index } }) => index),
    outputs: tx.outputs.map(({ index }) => index),
    fee: tx.feeLovelace,
    effects: [tx.mint.size, tx.withdrawals.length, tx.certificates.length, tx.metadata?.size, tx.donationLovelace],
    collateral: tx.collateralInputs.length,
  };
}

describe("normaliseCbor", () => {
  it("gives a valid transaction its declared effects", () => {
    expect(counts(normalised(c.yes))).toEqual({
      valid: true,
      inputs: [0],
      outputs: [0, 1],
      fee: 170_000n,
      effects: [1, 1, 1, 1, 4n],
      collateral: 1,
    });
  });

  it("gives a failed one those of its collateral alone", () => {
    expect(counts(normalised(c.no))).toEqual({
      valid: false,
      inputs: [1],
      outputs: [2],
      fee: 5_000_000n,
      effects: [0, 0, 0, 0, 0n],
      collateral: 1,
    });
  });

  it("leaves the fee of a failed one open where the body does not say what was taken", () => {
    const bare = c.map(
      [c.int(0), c.set(ref(0))],
      [c.int(1), c.array(paid(1))],
      [c.int(2), c.int(1)],
      [c.int(13), c.set(ref(1))],
    );
    const { fee, outputs } = counts(normalised(c.no, bare));
    expect({ fee, outputs }).toEqual({ fee: null, outputs: [] });
  });

  it("refuses another transaction than the one asked for", () => {
    const hex = c.array(body, c.map(), c.yes, c.nil);
    expect(() => normaliseCbor(hex, txHashOf(5), "mainnet")).toThrow(`asked for ${txHashOf(5)}`);
  });
});
