import { amountCell, symbolCell } from "@/lib/exports/cells";
import { describe } from "@/lib/exports/describe";
import { entriesOf, type Entry } from "@/lib/exports/entry";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { numberedSymbol } from "@/lib/exports/symbols";
import { walletName } from "@/lib/exports/export-settings";
import type { TableFormat } from "@/lib/exports/table";
import { dayFirst } from "@/lib/exports/times";

/** Blockpit's label; null: by the side that is filled, which is as good as none. */
const labels = {
  ...{ trade: "Trade", liquidity_in: "Token Migration", liquidity_out: "Token Migration" },
  ...{ migration: "Token Migration", transfer: "Transfer" },
  ...{ staking_reward: "Staking", income: "Income", airdrop: "Airdrop", mint: null },
  ...{ burn: "Lost", fee: "Fee", failed_script: "Fee", donation: "Gift", liquidation: "Payment" },
  ...{ gift_sent: "Gift", gift_received: "Gift", payment: "Payment", lost: "Lost" },
  ...{ loan: "Non-Taxable", loan_repayment: "Non-Taxable", loan_interest: "Payment", send: null, receive: null },
} as const satisfies Record<RowKind, string | null>;

/** These stand for both sides. */
const forBoth: ReadonlySet<string> = new Set(["Trade", "Token Migration", "Transfer"]);

/** Blockpit's template, of which it takes a workbook: amounts without the fee, which has its own columns beside what was given. */
export const blockpit: TableFormat = {
  header: [
    ...["Date (UTC)", "Integration Name", "Label", "Outgoing Asset", "Outgoing Amount", "Incoming Asset"],
    ...["Incoming Amount", "Fee Asset (optional)", "Fee Amount (optional)", "Comment (optional)", "Trx. ID (optional)"],
  ],
  entries: (row, { wallet }) => entriesOf(row, wallet, "one"),
  cells: (entry, settings) => {
    const { at, wallet, sent, received, fee, id } = entry;
    const symbol = (side: Side | null) => symbolCell(side, numberedSymbol, settings);
    return [
      ...[dayFirst(at), walletName(wallet, settings), labelOf(entry), symbol(sent), amountCell(sent)],
      ...[symbol(received), amountCell(received), symbol(fee), amountCell(fee)],
      ...[describe(entry, numberedSymbol, settings), id],
    ];
  },
};

function labelOf({ kind, sent, received }: Entry): string {
  const label = labels[kind];
  const isAlone = sent === null || received === null;
  if (label !== null && !(isAlone && forBoth.has(label))) return label;
  return sent === null ? "Deposit" : "Withdrawal";
}
