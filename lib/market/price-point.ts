import type { TxHash, Unit } from "@/lib/cardano/brand";
import type { Ratio } from "@/lib/market/exact-sum";
import type { ProtocolId } from "@/lib/protocols/registry";

/** What a pool said of a unit from one of its transactions on. */
export interface PricePoint {
  readonly unit: Unit;
  readonly poolUnit: Unit;
  readonly dex: ProtocolId;
  /** What the price is in: lovelace, or a stable coin where the pool has no ADA side. */
  readonly quote: Unit;
  readonly lpUnit: Unit | null;
  readonly txHash: TxHash;
  /** Null where nobody asked: the market saw it unspent. */
  readonly height: number | null;
  /** Place in its block; null where nobody asked: then it is the last one there, for it was seen unspent. */
  readonly txIndex: number | null;
  /** ms since the epoch: when the block was made; where nobody asked, when the market first saw it. */
  readonly at: number;
  /** Known to have held so until then, at least; as `at` where nobody asked. */
  readonly until: number;
  /** Smallest parts of the quote for one smallest part of the unit; null where the pool could not be read. */
  readonly price: Ratio | null;
  readonly reserveQuote: bigint;
  readonly reserveUnit: bigint;
  /** LP tokens that share the reserves; null where the pool does not tell. */
  readonly supply: bigint | null;
}

/** What a unit's pools are asked for. */
export interface Asked {
  readonly unit: Unit;
  /** ms since the epoch. */
  readonly at: number;
}

/** What is known of one pool around an instant. */
export interface PoolAround {
  /** The newest that is not later than the instant. */
  readonly before: PricePoint | null;
  /** The oldest that is later. */
  readonly after: PricePoint | null;
  /** The one that is known to have held at the end of the instant's UTC day. */
  readonly close: PricePoint | null;
}
