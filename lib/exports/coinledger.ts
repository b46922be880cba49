import { amountCell, symbolCell } from "@/lib/exports/cells";
import { describe } from "@/lib/exports/describe";
import { entriesOf, type Entry } from "@/lib/exports/entry";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { numberedSymbol } from "@/lib/exports/symbols";
import { walletName } from "@/lib/exports/export-settings";
import type { TableFormat } from "@/lib/exports/table";
import { monthFirst } from "@/lib/exports/times";

/** CoinLedger's type; null: by the side that is filled. */
const types = {
  ...{ trade: "Trade", liquidity_in: "Trade", liquidity_out: "Trade", migration: "Trade" },
  ...{ staking_reward: "Staking", income: "Income", airdrop: "Airdrop", donation: "Gift Sent" },
  ...{ gift_sent: "Gift Sent", gift_received: "Gift Received", payment: null, lost: null },
  ...{ transfer: null, send: null, receive: null, mint: null, burn: null, fee: null, failed_script: null },
  ...{ loan: null, loan_repayment: null, loan_interest: null, liquidation: null },
} as const satisfies Record<RowKind, string | null>;

/** CoinLedger's universal template: amounts without the fee, which has its own columns beside what was given. */
export const coinledger: TableFormat = {
  header: [
    ...["Date (UTC)", "Platform (Optional)", "Asset Sent", "Amount Sent", "Asset Received", "Amount Received"],
    ...["Fee Currency (Optional)", "Fee Amount (Optional)", "Type", "Description (Optional)", "TxHash (Optional)"],
  ],
  entries: (row, { wallet }) => entriesOf(row, wallet, "two"),
  cells: (entry, settings) => {
    const { at, wallet, sent, received, fee, id } = entry;
    const symbol = (side: Side | null) => symbolCell(side, numberedSymbol, settings);
    return [
      ...[monthFirst(at), walletName(wallet, settings), symbol(sent), amountCell(sent)],
      ...[symbol(received), amountCell(received), symbol(fee), amountCell(fee)],
      ...[typeOf(entry), describe(entry, numberedSymbol, settings), id],
    ];
  },
};

function typeOf({ kind, sent, received }: Entry): string {
  const type = types[kind];
  if (sent !== null && received !== null) return type ?? "Trade";
  return type === null || type === "Trade" ? (sent === null ? "Deposit" : "Withdrawal") : type;
}
