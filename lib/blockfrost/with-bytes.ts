import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";

/**
 * A transaction of which both the plain answers and the bytes are there: what it moved by the plain answers; signers,
 * redeemers, datums, mint and certificates, of which those tell less or nothing, by the bytes. Its inputs stay unresolved,
 * as those of bytes are, so that either way of reading tells the same of who paid.
 */
export function withBytes(plain: RawTx, bytes: RawTx): RawTx {
  const places = new Map(bytes.inputs.map(({ ref }, place) => [outRefKey(ref), place]));
  const placeOf = ({ ref }: RawTx["inputs"][number]) => places.get(outRefKey(ref)) ?? places.size;
  return {
    ...bytes,
    valid: plain.valid,
    inputs: plain.inputs.map(({ ref }) => ({ ref, resolved: null })).sort((a, b) => placeOf(a) - placeOf(b)),
    outputs: plain.outputs.toSorted((a, b) => a.index - b.index),
    withdrawals: plain.withdrawals,
    donationLovelace: plain.donationLovelace,
    // What a failed transaction lost is known of its inputs where its bytes do not say it.
    feeLovelace: bytes.feeLovelace === null ? null : plain.feeLovelace,
  };
}
