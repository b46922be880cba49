import { bech32 } from "@scure/base";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Chain } from "@/dev/chain/chain";
import type { Utxo } from "@/dev/chain/model/chain-tx";

/** What the chain holds for a stake key or at one address, by this judge's own reckoning from the transactions themselves. */
export interface Truth {
  /** By unit, as decimal strings; none is zero. */
  readonly balances: Readonly<Record<string, string>>;
  readonly withdrawn: string;
}

/** The credential in a base address' last 28 bytes; null for addresses of other types. */
function stakeHashOf(bytes: Uint8Array): string | null {
  const type = (bytes[0] ?? 0xff) >> 4;
  return type <= 3 && bytes.length === 57 ? bytesToHex(bytes.subarray(29)) : null;
}

const placeOf = ({ txHash, index }: Utxo) => `${txHash}:${String(index)}`;

/** Plays every transaction from the first block on: what is left unspent is the balance. Shares no code with what it judges. */
export function foldUnspent(chain: Chain, subject: string): Truth {
  const stake = subject.startsWith("stake") ? bytesToHex(bech32.decodeToBytes(subject).bytes.subarray(1)) : null;
  const isOwn = ({ address }: Utxo) =>
    stake === null ? address.text === subject : stakeHashOf(address.bytes) === stake;
  const unspent = new Map<string, Utxo>();
  let withdrawn = 0n;
  for (const { tx } of chain.transactions()) {
    const [taken, made] = tx.valid
      ? [tx.inputs, tx.outputs]
      : [tx.collateralInputs, tx.collateralReturn === null ? [] : [tx.collateralReturn]];
    for (const input of taken) unspent.delete(placeOf(input));
    for (const output of made) if (isOwn(output)) unspent.set(placeOf(output), output);
    if (!tx.valid) continue;
    for (const { stakeAddress: account, amount } of tx.withdrawals) if (account === subject) withdrawn += amount;
  }
  const balances = new Map<string, bigint>();
  const add = (unit: string, quantity: bigint) => balances.set(unit, (balances.get(unit) ?? 0n) + quantity);
  for (const { value } of unspent.values()) {
    add("lovelace", value.lovelace);
    for (const [unit, quantity] of value.assets) add(unit, quantity);
  }
  const left = [...balances].filter(([, quantity]) => quantity !== 0n);
  return {
    balances: Object.fromEntries(left.map(([unit, quantity]) => [unit, quantity.toString()])),
    withdrawn: withdrawn.toString(),
  };
}
