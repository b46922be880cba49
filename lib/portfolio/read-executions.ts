import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { RawTx } from "@/lib/ledger/raw-tx";
import type { OrderAction } from "@/lib/ledger/stitch-orders";
import { executionOf, type Exchanged, type Execution } from "@/lib/market/execution";
import type { ToldExecution } from "@/lib/portfolio/execution-view";
import { readPoints } from "@/lib/prices/read-points";
import { payoutOf } from "@/lib/protocols/pool-payout";
import type { FoundPool } from "@/lib/protocols/read-pool";

type Fill = OrderAction["fills"][number];

/** More orders in one transaction are told without. */
const mostOrders = 20;

/**
 * How well each order was carried out in a transaction, or else in its only fill, by the order's id; one of which not enough is
 * known is not in the map.
 * @param readTx brings a transaction with what it spends; null where it is not known
 */
export async function readExecutions(
  orders: readonly OrderAction[],
  txHash: TxHash,
  readTx: (hash: TxHash) => Promise<RawTx | null> | RawTx | null,
): Promise<Map<string, ToldExecution>> {
  const shown = orders.slice(0, mostOrders).flatMap((order) => {
    const fill = shownFill(order, txHash);
    return fill === null ? [] : [{ order, fill }];
  });
  const hashes = [...new Set(shown.map(({ fill }) => fill.txHash))];
  const txs = new Map(await Promise.all(hashes.map(async (hash) => [hash, await readTx(hash)] as const)));
  const told = await judgeFills(shown, txs);
  return new Map(shown.flatMap(({ order }, at) => (told[at] == null ? [] : [[order.id, told[at]]])));
}

/** A fill, and the order that it filled. */
export interface FillOfOrder {
  readonly order: OrderAction;
  readonly fill: Fill;
}

/**
 * How well each fill was carried out, in the order given; null where not enough is known of it, or where more than one pool did.
 * @param txs with what they spend, as far as that is known
 */
export async function judgeFills(
  fills: readonly FillOfOrder[],
  txs: ReadonlyMap<TxHash, RawTx | null>,
): Promise<(ToldExecution | null)[]> {
  const judged = fills.map(({ order, fill }) => {
    const tx = txs.get(fill.txHash) ?? null;
    const exchanged = fill.price === null ? null : exchangedIn(fill.price);
    const execution = tx === null || exchanged === null ? null : executionOf(tx, exchanged);
    return execution === null || exchanged === null ? null : { order, fill, exchanged, execution };
  });
  const found = judged.filter((each) => each !== null);
  const placed = new Map((await readPlaced(found)).map((paid, at) => [found[at], paid]));
  return judged.map((each) => {
    if (each === null) return null;
    const { order, fill, exchanged, execution } = each;
    return {
      ...execution,
      txHash: fill.txHash,
      exchanged,
      wanted: order.wanted,
      isWhole: order.status === "filled" && order.fills.length === 1,
      whenPlaced: placed.get(each) ?? null,
    };
  });
}

function shownFill({ fills }: OrderAction, txHash: TxHash): Fill | null {
  const [first, ...more] = fills;
  return fills.find((fill) => fill.txHash === txHash) ?? (more.length === 0 ? (first ?? null) : null);
}

function exchangedIn({ given, givenQuantity, taken, takenQuantity }: NonNullable<Fill["price"]>): Exchanged {
  return { given, amountIn: givenQuantity, taken, amountOut: takenQuantity };
}

interface Found {
  readonly order: OrderAction;
  readonly exchanged: Exchanged;
  readonly execution: Execution;
}

/** What each pool would have paid when the order was placed, by what its reserves are known to have been then. */
async function readPlaced(found: readonly Found[]): Promise<(bigint | null)[]> {
  const asked = found.map(({ order, exchanged: { given, taken } }) => ({
    unit: given === lovelace ? taken : given,
    at: order.openedAt?.getTime() ?? 0,
  }));
  const around = asked.length === 0 ? [] : await readPoints(asked);
  return found.map(({ exchanged: { given, amountIn, taken }, execution: { pool } }, index) => {
    const [ask, pools] = [asked[index], around[index]];
    const point = pools?.find(({ before }) => before?.poolUnit === pool.poolUnit)?.before ?? null;
    if (ask === undefined || point === null || point.until < ask.at) return null;
    const reserves = new Map([
      [point.quote, point.reserveQuote],
      [point.unit, point.reserveUnit],
    ]);
    return payoutOf({ ...pool, reserves } satisfies FoundPool, amountIn, given, taken);
  });
}
