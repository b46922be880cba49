import type { TxHash, Unit } from "@/lib/cardano/brand";
import type { OutRef } from "@/lib/ledger/raw-tx";
import type { ProtocolId } from "@/lib/protocols/registry";

/** One asset for one other, whoever traded; both amounts are positive, in smallest units. */
export interface Trade {
  readonly txHash: TxHash;
  /** Of an order that of its own script, through whichever pools it went; else of the pool. */
  readonly dex: ProtocolId;
  readonly through: "order" | "pool";
  /** The order that was carried out, or the pool as it was before. */
  readonly ref: OutRef;
  readonly unitIn: Unit;
  /** What the trader gave, without the batcher's fee. */
  readonly amountIn: bigint;
  readonly unitOut: Unit;
  /** What the trader got, without the deposit that came back. */
  readonly amountOut: bigint;
}

export interface TradesTold {
  readonly trades: readonly Trade[];
  /** Trades that took place, or may have, of which not all is known: they are left out. */
  readonly unresolved: number;
}
