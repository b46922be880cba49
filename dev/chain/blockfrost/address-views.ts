import type { Chain, PlacedTx } from "../chain";
import type { Utxo } from "../model/chain-tx";
import { amountsOf, totalOf } from "./amounts";
import { totals } from "./account-views";
import { parsePaymentIdentifier } from "./identifiers";

/** The used addresses that an address or a payment credential stands for; empty for an unused one, null for nonsense. */
export function findAddress(chain: Chain, text: string): readonly string[] | null {
  const identifier = parsePaymentIdentifier(chain.network, text);
  if (identifier === null) return null;
  if (identifier.kind === "credential") {
    const pools = chain.market.addressOf(identifier.hash);
    return [...new Set([...chain.addressesOf(identifier.hash), ...(pools === null ? [] : [pools])])];
  }
  return chain.touchingTransactions(text).length > 0 || chain.market.hasAddress(text) ? [text] : [];
}

export const addressUtxos = (chain: Chain, addresses: readonly string[]): Utxo[] =>
  addresses.flatMap((address) => chain.utxos.atAddress(address));

export function addressView(chain: Chain, asked: string, addresses: readonly string[]): unknown {
  const [first] = addresses;
  const isAddress = first === asked;
  const seen = isAddress ? outputAt(chain, asked) : null;
  return {
    address: asked,
    amount: amountsOf(totalOf(addressUtxos(chain, addresses))),
    stake_address: seen?.address.stakeAddress ?? null,
    type: isAddress && seen?.address.payment === null ? "byron" : "shelley",
    script: isAddress ? seen?.address.payment?.kind === "script" : asked.startsWith("script"),
  };
}

function outputAt(chain: Chain, address: string): Utxo | null {
  const [first] = chain.touchingTransactions(address);
  const outputs = [
    ...(first?.tx.outputs ?? []),
    ...(first?.tx.collateralReturn === null ? [] : [first?.tx.collateralReturn]),
  ];
  return outputs.find((output) => output?.address.text === address) ?? null;
}

export const addressTotalsView = (chain: Chain, asked: string, addresses: readonly string[]): unknown => ({
  address: asked,
  ...totals(transactionsOf(chain, addresses), ({ address }) => addresses.includes(address.text)),
});

export const addressTransactionRows = (
  chain: Chain,
  addresses: readonly string[],
  wanted: (placed: PlacedTx) => boolean,
): unknown[] =>
  transactionsOf(chain, addresses)
    .filter(wanted)
    .map(({ tx, height, index }) => ({
      tx_hash: tx.hash,
      tx_index: index,
      block_height: height,
      block_time: chain.blocks.at(height).time,
    }));

const transactionsOf = (chain: Chain, addresses: readonly string[]): PlacedTx[] =>
  [...new Set(addresses.flatMap((address) => chain.touchingTransactions(address)))].sort(
    (a, b) => a.height - b.height || a.index - b.index,
  );
