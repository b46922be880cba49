import {
  createdBy,
  deregisters,
  KEY_DEPOSIT,
  registers,
  spentBy,
  withdrawn,
  type ChainTx,
} from "@/dev/chain/model/chain-tx";
import { sum, type Value } from "@/dev/chain/model/value";

/** Unit → quantity, lovelace among them, zeros dropped: two sides of a ledger compare as one object. */
function sheet(value: Value): Record<string, bigint> {
  const lines: [string, bigint][] = [["lovelace", value.lovelace], ...value.assets];
  return Object.fromEntries(lines.filter(([, quantity]) => quantity !== 0n));
}

/** Inputs, withdrawals, refunds and mints of a transaction against its outputs, fee, deposits and burns. */
export function bothSides(tx: ChainTx): { in: Record<string, bigint>; out: Record<string, bigint> } {
  const inputs = sum(spentBy(tx).map(({ value }) => value));
  const outputs = sum(createdBy(tx).map(({ value }) => value));
  if (!tx.valid) {
    return { in: sheet(inputs), out: sheet({ ...outputs, lovelace: outputs.lovelace + collateralTaken(tx) }) };
  }
  const paid = BigInt(tx.certificates.filter(registers).length) * KEY_DEPOSIT;
  const refunded = BigInt(tx.certificates.filter(deregisters).length) * KEY_DEPOSIT;
  const left = new Map(inputs.assets);
  const right = new Map(outputs.assets);
  for (const [unit, quantity] of tx.mint) {
    const side = quantity > 0n ? left : right;
    side.set(unit, (side.get(unit) ?? 0n) + (quantity > 0n ? quantity : -quantity));
  }
  return {
    in: sheet({ lovelace: inputs.lovelace + withdrawn(tx.withdrawals) + refunded, assets: left }),
    out: sheet({ lovelace: outputs.lovelace + tx.fee + paid, assets: right }),
  };
}

/** What a failed script costs: half as much again as the fee, or all of it where nothing returns. */
const collateralTaken = (tx: ChainTx): bigint =>
  tx.collateralReturn === null ? sum(tx.collateralInputs.map(({ value }) => value)).lovelace : (tx.fee * 3n + 1n) / 2n;
