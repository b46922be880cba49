import { adaParts, type AdaAllocation, type AdaPart } from "@/lib/contract/positions";
import { adaPartWords } from "./ada-part-words";

export interface BridgeLine {
  readonly name: string;
  readonly lovelace: bigint;
}

/** Parts that lie in unspent outputs, which is what the proof compares. */
const inOutputs: readonly AdaPart[] = [
  "wallet",
  "spendable",
  "with_tokens",
  "orders",
  "protocols",
  "collateral",
  "contracts",
];

/**
 * The lines that lead from the proven sum of outputs to the wallet's total: they add up to it to the last lovelace. What
 * is in the total and in no output of the wallet is added.
 */
export function proofBridge(proven: bigint, ada: AdaAllocation): BridgeLine[] {
  const of = new Map(ada.parts.map(({ part, quantity }) => [part, BigInt(quantity)]));
  const explained = adaParts
    .filter((part) => !inOutputs.includes(part))
    .map((part) => ({ name: adaPartWords[part].name, lovelace: of.get(part) ?? 0n }));
  const total = BigInt(ada.total);
  const rest = total - proven - explained.reduce((sum, { lovelace }) => sum + lovelace, 0n);
  // An order may lie at an exchange's own address: then it is in the total, and in no output of this wallet.
  const isOrders = rest > 0n && rest <= (of.get("orders") ?? 0n);
  const others = {
    name: isOrders ? "In open orders at exchanges' own addresses" : "Changed since the proof",
    lovelace: rest,
  };
  return [...explained, others].filter(({ lovelace }) => lovelace !== 0n);
}
