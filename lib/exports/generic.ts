import { amountCell, moneyCell } from "@/lib/exports/cells";
import { entriesOf } from "@/lib/exports/entry";
import { walletName } from "@/lib/exports/export-settings";
import type { Side } from "@/lib/exports/export-row";
import { describe } from "@/lib/exports/describe";
import type { Cell } from "@/lib/exports/sheet";
import { numberedSymbol } from "@/lib/exports/symbols";
import type { TableFormat } from "@/lib/exports/table";

/** Decimals of money here: no tool stands in the way. */
const moneyDecimals = 18;

const places = ["sent", "received", "fee"] as const;

/** Our own table: a line a row, units by their full names, worths of each side. Transfers have both sides in one line. */
export const generic: TableFormat = {
  header: [
    ...["id", "time_utc", "kind", "wallet", "to_wallet"],
    ...places.flatMap((place) => [`${place}_unit`, `${place}_symbol`, `${place}_amount`, `${place}_worth`]),
    ...["worth_currency", "tx_hash", "description"],
  ],
  entries: (row, { wallet }) => entriesOf(row, wallet, "one"),
  cells: (entry, settings) => {
    const { id, at, kind, wallet, from, to, hash } = entry;
    const name = (each: string | null) => walletName(each, settings);
    const cells = (side: Side | null): Cell[] =>
      side === null
        ? ["", "", "", ""]
        : [side.unit, numberedSymbol(side, settings), amountCell(side), moneyCell(side.worth, moneyDecimals)];
    return [
      ...[id, new Date(at).toISOString(), kind],
      ...(kind === "transfer" ? [name(from), name(to)] : [name(wallet), ""]),
      ...places.flatMap((place) => cells(entry[place])),
      ...[settings.currency, hash ?? "", describe(entry, numberedSymbol, settings)],
    ];
  },
};
