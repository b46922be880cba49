import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import { firstAssetTransaction, listAssetTransactions, txCbor } from "@/lib/blockfrost/chain";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { networks } from "@/lib/cardano/network";
import { lovelace } from "@/lib/cardano/unit";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { env } from "@/lib/env";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { log } from "@/lib/log";
import type { Allowance } from "@/lib/prices/allowance";
import { saveBirth } from "@/lib/prices/pool-births";
import { poolPoints } from "@/lib/market/pool-points";
import type { PricePoint } from "@/lib/market/price-point";
import type { ProtocolId } from "@/lib/protocols/registry";

/** Holders of LP tokens move them too: so many rows may be none of the pool's. */
const rowsTried = 3;
/** A pool that trades so much that a page begins after the time is asked for the page before. */
const pagesTried = 3;

/** The chain's backend lists an asset's transactions without a range: the past of a pool cannot be had from it for few calls. */
export class NoRange extends Error {
  override readonly name = "NoRange";
}

export interface Sought {
  readonly poolUnit: Unit;
  readonly dex: ProtocolId;
  /** Whose price it is asked for. */
  readonly unit: Unit;
  /** ms since the epoch. */
  readonly at: number;
  /** At or past that time. */
  readonly height: number;
}

type Row = NonNullable<Awaited<ReturnType<typeof listAssetTransactions>>>[number];

/**
 * How a pool stood at a time: the newest of its transactions up to then, by two calls as a rule. Points of that transaction, those
 * of the pool known to have held until then; none where the pool was not there yet, whose birth is then kept.
 */
export async function seekPool(sought: Sought, calls: Allowance): Promise<PricePoint[]> {
  const rows = await rowsUpTo(sought, calls);
  const [newest] = rows;
  if (newest === undefined) {
    const first = await calls.call(() => firstAssetTransaction(sought.poolUnit));
    await saveBirth(sought.poolUnit, first && { at: first.block_time, height: first.block_height });
    return [];
  }
  for (const row of rows.slice(0, rowsTried)) {
    const tx = await transaction(row.tx_hash, calls);
    const place = { height: row.block_height, txIndex: row.tx_index, at: row.block_time.getTime() };
    const points = tx === null ? [] : poolPoints(tx, place);
    if (!points.some(({ poolUnit }) => poolUnit === sought.poolUnit)) continue;
    return points.map((point) => (point.poolUnit === sought.poolUnit ? { ...point, until: sought.at } : point));
  }
  return [unread(sought, newest)];
}

async function rowsUpTo({ poolUnit, at, height }: Sought, calls: Allowance): Promise<Row[]> {
  let to = height;
  for (let page = 0; page < pagesTried; page += 1) {
    const asked = to;
    const rows = (await calls.call(() => listAssetTransactions(poolUnit, asked))) ?? [];
    if (rows.some((row) => row.block_height > asked)) throw new NoRange();
    const upTo = rows.filter((row) => row.block_time.getTime() <= at);
    const oldest = rows.at(-1);
    if (upTo.length > 0 || oldest === undefined) return upTo;
    to = oldest.block_height - 1;
  }
  return [];
}

/** From the store where anybody has it, else by a call; null where its bytes cannot be read. */
async function transaction(hash: TxHash, calls: Allowance): Promise<RawTx | null> {
  const known = (await loadRawTransactions([hash])).get(hash);
  if (known !== undefined) return known;
  const answer = await calls.call(() => txCbor(hash));
  if (answer === null) return null;
  try {
    return normaliseCbor(answer.cbor, hash, networks[env().CARDANO_NETWORK].addressNetwork);
  } catch (error) {
    if (!(error instanceof TransactionDecodeError)) throw error;
    log.warn("prices.unread", { hash, error });
    return null;
  }
}

/** That the pool was asked in vain is worth remembering, too. */
function unread({ unit, poolUnit, dex, at: until }: Sought, row: Row): PricePoint {
  const { tx_hash: txHash, block_height: height, tx_index: txIndex, block_time } = row;
  const nothing = { price: null, reserveQuote: 0n, reserveUnit: 0n, supply: null };
  return {
    ...{ unit, poolUnit, dex, quote: lovelace, lpUnit: null },
    ...{ txHash, height, txIndex, at: block_time.getTime(), until },
    ...nothing,
  };
}
