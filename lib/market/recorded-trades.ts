import { slotStart } from "@/lib/cardano/slot";
import { inChainOrder } from "@/lib/explain/placed-tx";
import { recordedTx, type RecordedTx } from "@/lib/explain/recorded-tx";
import { findRecordings } from "@/lib/explain/recording";
import type { Trade } from "@/lib/market/trade";
import { tradesOf } from "@/lib/market/trades";

/** A trade and when it took place; what a recording does not tell is null. */
export interface RecordedTrade extends Trade {
  readonly time: Date | null;
  readonly slot: number | null;
  readonly height: number | null;
  readonly txIndex: number | null;
}

export interface RecordedTrades {
  /** In order of time, those of an unknown time first. */
  readonly trades: readonly RecordedTrade[];
  /** Trades that took place, or may have, of which not all is known: they are left out. */
  readonly unresolved: number;
}

/** What a recording leaves out it has as zero. */
function known(place: number): number | null {
  return place === 0 ? null : place;
}

/** The block's time, else what mainnet's slot says; the address of an output tells mainnet. */
function timeOf({ tx, slot, time }: RecordedTx): Date | null {
  const isMainnet = tx.outputs.every(({ address }) => !address.startsWith("addr_test"));
  return time ?? (isMainnet && slot > 0 ? slotStart(slot) : null);
}

/** Everybody's trades in recorded transactions, each of which is told once; inputs are looked up among all of them. */
export function recordedTrades(recorded: readonly RecordedTx[]): RecordedTrades {
  const once = [...new Map(recorded.map((entry) => [entry.tx.hash, entry])).values()];
  const told = inChainOrder(once).map((entry) => ({ entry, ...tradesOf(entry.tx, entry.spent) }));
  const trades = told.flatMap(({ entry, trades }) => {
    const { slot, height, txIndex } = entry;
    const at = { time: timeOf(entry), slot: known(slot), height: known(height) };
    return trades.map((trade) => ({ ...trade, ...at, txIndex: at.height === null ? null : txIndex }));
  });
  return {
    trades: trades.sort((a, b) => (a.time?.getTime() ?? 0) - (b.time?.getTime() ?? 0)),
    unresolved: told.reduce((sum, { unresolved }) => sum + unresolved, 0),
  };
}

/**
 * The same of all recordings at or below a folder.
 * @param onUnreadable told of a transaction that cannot be read, which does not stop the others
 */
export function tradesInFolder(folder: string, onUnreadable: (hash: string, error: unknown) => void): RecordedTrades {
  const recorded = findRecordings(folder).flatMap((recording) =>
    recording.hashes.flatMap((hash) => {
      try {
        return recordedTx(recording, hash) ?? [];
      } catch (error) {
        onUnreadable(hash, error);
        return [];
      }
    }),
  );
  return recordedTrades(recorded);
}
