import type { Wallet } from "@/lib/contract/wallet";

export type Network = Wallet["network"];

const origins = {
  mainnet: "https://cardanoscan.io",
  preprod: "https://preprod.cardanoscan.io",
  preview: "https://preview.cardanoscan.io",
} as const satisfies Record<Network, string>;

/** Cardanoscan's page of a transaction; only hex digits get into the link. */
export function explorerTransaction(network: Network, txHash: string): string {
  return `${origins[network]}/transaction/${txHash.replace(/[^0-9a-f]/gi, "")}`;
}
