import type { ChainTx } from "./chain-tx";

export interface AssetRecord {
  readonly quantity: bigint;
  readonly mintOrBurnCount: number;
  readonly initialTx: ChainTx;
}

/** What was ever minted; a genesis distribution counts as a mint of what it hands out. */
export class AssetBook {
  private readonly changes = new Map<string, { readonly tx: ChainTx; readonly quantity: bigint }[]>();

  apply(tx: ChainTx): void {
    for (const [unit, quantity] of mintedBy(tx)) {
      const changes = this.changes.get(unit) ?? [];
      changes.push({ tx, quantity });
      this.changes.set(unit, changes);
    }
  }

  undo(tx: ChainTx): void {
    for (const unit of mintedBy(tx).keys()) {
      const left = (this.changes.get(unit) ?? []).filter((change) => change.tx !== tx);
      if (left.length === 0) this.changes.delete(unit);
      else this.changes.set(unit, left);
    }
  }

  get(unit: string): AssetRecord | null {
    const changes = this.changes.get(unit);
    const [first] = changes ?? [];
    if (changes === undefined || first === undefined) return null;
    return {
      quantity: changes.reduce((total, { quantity }) => total + quantity, 0n),
      mintOrBurnCount: changes.length,
      initialTx: first.tx,
    };
  }
}

function mintedBy(tx: ChainTx): ReadonlyMap<string, bigint> {
  if (!tx.valid) return new Map();
  if (tx.cbor !== null) return tx.mint;
  const minted = new Map<string, bigint>();
  for (const { value } of tx.outputs) {
    for (const [unit, quantity] of value.assets) minted.set(unit, (minted.get(unit) ?? 0n) + quantity);
  }
  return minted;
}
