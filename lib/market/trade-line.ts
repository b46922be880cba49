import type { RecordedTrade } from "@/lib/market/recorded-trades";

/** A trade as JSON has it: amounts as decimal strings of smallest units, time in UTC by the second. */
export interface TradeLine {
  readonly txHash: string;
  readonly dex: string;
  /** ISO 8601, as `2024-01-01T00:23:11Z`; null where the recording tells neither time nor slot. */
  readonly time: string | null;
  readonly unitIn: string;
  readonly amountIn: string;
  readonly unitOut: string;
  readonly amountOut: string;
}

export function tradeLine({ txHash, dex, time, unitIn, amountIn, unitOut, amountOut }: RecordedTrade): TradeLine {
  return {
    txHash,
    dex,
    time: time === null ? null : `${time.toISOString().slice(0, "2024-01-01T00:23:11".length)}Z`,
    unitIn,
    amountIn: amountIn.toString(),
    unitOut,
    amountOut: amountOut.toString(),
  };
}
