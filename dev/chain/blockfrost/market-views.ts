import type { Chain, PlacedTx } from "../chain";
import type { MarketPool } from "../market/market-pool";
import { createdBy, spentBy, type Utxo } from "../model/chain-tx";
import { blake256, fromText, toHex } from "../model/digest";
import { plutusJson } from "../model/plutus-data";
import { inChainOrder, utxoRow } from "./account-views";
import { addressUtxos } from "./address-views";
import { amountsOf, datumFields } from "./amounts";
import { inRange, pageOf, type BlockRange, type Paging } from "./paging";

/** A token that pools trade or that names one, as far as the market tells; null for any other. */
export function tradedAsset(chain: Chain, unit: string): { quantity: bigint; mintTxHash: string } | null {
  const token = chain.market.token(unit);
  if (token !== null) return { quantity: token.supply, mintTxHash: toHex(blake256(fromText(`market/mint/${unit}`))) };
  const pool = standing(chain, unit);
  const quantity = pool?.minted().get(unit);
  return pool === null || quantity === undefined ? null : { quantity, mintTxHash: pool.hashOf(0) };
}

/** The pool that the unit names, once it is born. */
function standing(chain: Chain, unit: string): MarketPool | null {
  const pool = chain.market.pool(unit);
  return pool !== null && pool.steps.last(chain.tip().height) >= 0 ? pool : null;
}

export const isKnownAsset = (chain: Chain, unit: string): boolean =>
  chain.assets.get(unit) !== null || tradedAsset(chain, unit) !== null;

interface UnspentPlace {
  readonly height: number;
  readonly index: number;
  /** Made when its row is asked for: of thousands of pools only a page is. */
  readonly utxo: () => Utxo;
}

const ofOwn = (chain: Chain, utxos: readonly Utxo[]): UnspentPlace[] =>
  inChainOrder(chain, utxos).map(({ utxo, placed: { height, index } }) => ({ height, index, utxo: () => utxo }));

const ofPools = (chain: Chain, pools: readonly MarketPool[]): UnspentPlace[] =>
  pools.map((pool) => ({ ...chain.market.lastPlace(pool), utxo: () => chain.market.lastOutput(pool) }));

/** Stable: outputs of one transaction stay in their order. */
const inOrder = (places: readonly UnspentPlace[]): UnspentPlace[] =>
  [...places].sort((a, b) => a.height - b.height || a.index - b.index);

/** Rows of what lies at these addresses with some of a unit, of wallets and of pools, in chain order. */
export function unspentAt(chain: Chain, addresses: readonly string[], unit: string): (() => unknown)[] {
  const own = addressUtxos(chain, addresses).filter(({ value }) => unit === "lovelace" || value.assets.has(unit));
  const pools = addresses.flatMap((address) => chain.market.poolsAt(address)).filter((pool) => pool.holds(unit));
  return inOrder([...ofOwn(chain, own), ...ofPools(chain, pools)]).map(
    ({ height, utxo }) =>
      () =>
        utxoRow(chain, utxo(), height),
  );
}

/** The same wherever it lies, with the block that made it. */
export function unspentWith(chain: Chain, unit: string, range: BlockRange): (() => unknown)[] {
  const own = [...chain.utxos.all()].filter(({ value }) => value.assets.has(unit));
  const places = inOrder([...ofOwn(chain, own), ...ofPools(chain, chain.market.poolsWith(unit))]);
  return places
    .filter((place) => inRange(range, place))
    .map(
      ({ height, utxo }) =>
        () =>
          assetUtxoRow(chain, utxo(), height),
    );
}

function assetUtxoRow(chain: Chain, utxo: Utxo, height: number): unknown {
  const { hash, time } = chain.blocks.at(height);
  return {
    address: utxo.address.text,
    tx_hash: utxo.txHash,
    output_index: utxo.index,
    amount: amountsOf(utxo.value),
    block: hash,
    block_height: height,
    block_time: time,
    ...datumFields(utxo),
    inline_datum_json: utxo.datum?.kind === "inline" ? plutusJson(utxo.datum.datum.data) : null,
    reference_script_hash: utxo.referenceScriptHash,
  };
}

/** Of a unit that names a pool, the pool's transactions; of any other, those of wallets that move it. */
export function assetTransactionRows(chain: Chain, unit: string, range: BlockRange, paging: Paging): unknown[] {
  const pool = standing(chain, unit);
  const placed = pool === null ? ofWallets(chain, unit, range, paging) : ofSteps(chain, pool, range, paging);
  return placed.map(({ tx, height, index }) => ({
    tx_hash: tx.hash,
    tx_index: index,
    block_height: height,
    block_time: chain.blocks.at(height).time,
  }));
}

function ofWallets(chain: Chain, unit: string, range: BlockRange, paging: Paging): PlacedTx[] {
  const moves = ({ tx }: PlacedTx): boolean =>
    [...spentBy(tx), ...createdBy(tx)].some(({ value }) => value.assets.has(unit));
  return pageOf(
    chain.transactions().filter((placed) => inRange(range, placed) && moves(placed)),
    paging,
  );
}

/** A page of a list of any length, without the list. */
function ofSteps(chain: Chain, pool: MarketPool, { from, to }: BlockRange, { count, page, order }: Paging): PlacedTx[] {
  const upTo = (height: number, index: number): number => pool.steps.countUpTo(height, index, pool.index);
  const tip = chain.tip().height;
  const begin = from === null ? 0 : upTo(from.height, (from.index ?? 0) - 1);
  const end =
    to === null ? pool.steps.last(tip) + 1 : Math.min(pool.steps.last(tip) + 1, upTo(to.height, to.index ?? Infinity));
  const skipped = (page - 1) * count;
  const rows = Math.max(0, Math.min(count, end - begin - skipped));
  return Array.from({ length: rows }, (_, i) => pool.at(order === "asc" ? begin + skipped + i : end - 1 - skipped - i));
}

/** Mints only; nothing of the market is ever burned. */
export function assetHistoryRows(chain: Chain, unit: string): unknown[] {
  const record = chain.assets.get(unit);
  const traded = tradedAsset(chain, unit);
  const minted = record === null ? traded : { quantity: record.quantity, mintTxHash: record.initialTx.hash };
  return minted === null ? [] : [{ tx_hash: minted.mintTxHash, action: "minted", amount: minted.quantity.toString() }];
}
