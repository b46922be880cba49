import { createdBy, spentBy, utxoKey, type ChainTx, type Utxo } from "./chain-tx";

/** The unspent outputs, found by place, by address and by reward account; transactions can be taken back newest first. */
export class UtxoSet {
  private readonly unspent = new Map<string, Utxo>();
  private readonly byAddress = new Map<string, Map<string, Utxo>>();
  private readonly byAccount = new Map<string, Map<string, Utxo>>();
  private readonly spender = new Map<string, string>();

  /** Throws where the transaction spends what is not there: the simulation itself would be wrong. */
  apply(tx: ChainTx): void {
    for (const utxo of spentBy(tx)) {
      if (!this.unspent.has(utxoKey(utxo))) throw new Error(`${tx.hash} spends ${utxoKey(utxo)}, which is not unspent`);
      this.remove(utxo);
      this.spender.set(utxoKey(utxo), tx.hash);
    }
    for (const utxo of createdBy(tx)) this.insert(utxo);
  }

  undo(tx: ChainTx): void {
    for (const utxo of createdBy(tx)) this.remove(utxo);
    for (const utxo of spentBy(tx)) {
      this.insert(utxo);
      this.spender.delete(utxoKey(utxo));
    }
  }

  has(utxo: { readonly txHash: string; readonly index: number }): boolean {
    return this.unspent.has(utxoKey(utxo));
  }

  /** Oldest first. */
  atAddress(address: string): Utxo[] {
    return [...(this.byAddress.get(address)?.values() ?? [])];
  }

  /** Of every address that carries this reward account, script addresses too. */
  ofAccount(stakeAddress: string): Utxo[] {
    return [...(this.byAccount.get(stakeAddress)?.values() ?? [])];
  }

  all(): IterableIterator<Utxo> {
    return this.unspent.values();
  }

  /** Hash of the transaction that spent this output, or null. */
  consumedBy(utxo: { readonly txHash: string; readonly index: number }): string | null {
    return this.spender.get(utxoKey(utxo)) ?? null;
  }

  private insert(utxo: Utxo): void {
    const key = utxoKey(utxo);
    this.unspent.set(key, utxo);
    groupOf(this.byAddress, utxo.address.text).set(key, utxo);
    const account = utxo.address.stakeAddress;
    if (account !== null) groupOf(this.byAccount, account).set(key, utxo);
  }

  private remove(utxo: Utxo): void {
    const key = utxoKey(utxo);
    this.unspent.delete(key);
    this.byAddress.get(utxo.address.text)?.delete(key);
    const account = utxo.address.stakeAddress;
    if (account !== null) this.byAccount.get(account)?.delete(key);
  }
}

function groupOf(groups: Map<string, Map<string, Utxo>>, name: string): Map<string, Utxo> {
  const group = groups.get(name) ?? new Map<string, Utxo>();
  groups.set(name, group);
  return group;
}
