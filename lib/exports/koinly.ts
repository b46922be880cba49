import { amountCell, worthCell, symbolCell } from "@/lib/exports/cells";
import { entriesOf, foldOrSplitFee, type Entry } from "@/lib/exports/entry";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { describe } from "@/lib/exports/describe";
import { nullSymbol } from "@/lib/exports/symbols";
import type { TableFormat } from "@/lib/exports/table";
import { yearFirst } from "@/lib/exports/times";

/** Koinly's label, where both sides are filled or the row has one side by its nature. No label: bought or sold. */
const labels = {
  ...{ trade: "", transfer: "", send: "", receive: "", mint: "", liquidation: "" },
  ...{ liquidity_in: "liquidity in", liquidity_out: "liquidity out", migration: "swap" },
  ...{ staking_reward: "reward", income: "other income", airdrop: "airdrop" },
  // `lost` would count no loss.
  ...{ burn: "cost", fee: "cost", failed_script: "cost", donation: "donation" },
  ...{ gift_sent: "gift", gift_received: "", payment: "cost", lost: "cost" },
  ...{ loan: "loan", loan_repayment: "loan repayment", loan_interest: "interest payment" },
} as const satisfies Record<RowKind, string>;

/** These three are words for trades: a side that stands alone goes without. */
const forTrades: ReadonlySet<RowKind> = new Set(["liquidity_in", "liquidity_out", "migration"]);

/**
 * Koinly's universal template. Its importer ignores a fee in the coin of what was sent or got: it is part of that, or a `cost` of its own.
 * One worth stands for both sides: what came for what was sent. So a fee that was paid before a trade is not in what was bought.
 */
export const koinly: TableFormat = {
  header: [
    ...["Date", "Sent Amount", "Sent Currency", "Received Amount", "Received Currency", "Fee Amount", "Fee Currency"],
    ...["Net Worth Amount", "Net Worth Currency", "Label", "Description", "TxHash"],
  ],
  entries: (row, { wallet }) => entriesOf(row, wallet, "two").flatMap(foldOrSplitFee),
  cells: (entry, settings) => {
    const { sent, received, fee } = entry;
    const worth = worthCell(worthOf(entry));
    const symbol = (side: Side | null) => symbolCell(side, nullSymbol, settings);
    return [
      ...[yearFirst(entry.at), amountCell(sent), symbol(sent), amountCell(received), symbol(received)],
      ...[amountCell(fee), symbol(fee), worth, worth === "" ? "" : settings.currency],
      ...[labelOf(entry), describe(entry, nullSymbol, settings), entry.id],
    ];
  },
};

/** What Koinly should take for the worth of the row; null: it looks for itself. */
function worthOf({ kind, sent, received }: Entry) {
  return kind === "transfer" ? null : (sent ?? received)?.worth;
}

function labelOf({ kind, sent, received }: Entry): string {
  const isAlone = sent === null || received === null;
  return isAlone && forTrades.has(kind) ? "" : labels[kind];
}
