import type Fraction from "fraction.js";

/** Money of the report's currency, exact; null where nobody knows it. */
export type Money = Fraction | null;

interface At {
  /** Of the event; a lot is called by the event that made it. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface OfAsset extends At {
  readonly asset: string;
  /** Counts only where each wallet has lots of its own. */
  readonly wallet: string;
}

/** Something came in that is somebody's own from now on. */
export interface Acquisition extends OfAsset {
  readonly kind: "acquisition";
  /** In smallest units, like every quantity here. */
  readonly quantity: bigint;
  /** What it cost, fees included. */
  readonly basis: Money;
  /** For one unit, without fees. */
  readonly price: Money;
  /** What it counts as income; absent: it is none. */
  readonly income?: Money;
}

/** Something went for good. */
export interface Disposal extends OfAsset {
  readonly kind: "disposal";
  readonly quantity: bigint;
  /** What came for it, less fees. */
  readonly proceeds: Money;
  /** A gift between spouses brings what it cost; what is not realised leaves without being told. */
  readonly treatment: "realised" | "no-gain-no-loss" | "not-realised";
}

/** Own coins went to another own wallet; what did not arrive was the fee. */
export interface Transfer extends OfAsset {
  readonly kind: "transfer";
  readonly toWallet: string;
  readonly sent: bigint;
  readonly received: bigint;
  readonly feeProceeds: Money;
}

/** Every unit became `numerator / denominator` units. */
export interface Split extends At {
  readonly kind: "split";
  readonly asset: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** One thing became another without being sold: what was given hands its basis on. */
export interface Carry extends At {
  readonly kind: "carry";
  readonly wallet: string;
  readonly given: readonly { readonly asset: string; readonly quantity: bigint }[];
  /** `weight`: its share of the basis, in whatever unit all have. */
  readonly got: readonly { readonly asset: string; readonly quantity: bigint; readonly weight: Fraction }[];
}

export type AccountingEvent = Acquisition | Disposal | Transfer | Split | Carry;
