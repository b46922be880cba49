import { amountCell, worthCell, symbolCell } from "@/lib/exports/cells";
import { describe } from "@/lib/exports/describe";
import { entriesOf, foldFee, splitFee, splitSides, type Entry } from "@/lib/exports/entry";
import { isZero } from "@/lib/accounting/money";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { numberedSymbol } from "@/lib/exports/symbols";
import { walletName } from "@/lib/exports/export-settings";
import type { TableFormat } from "@/lib/exports/table";
import { yearFirst } from "@/lib/exports/times";

/** CoinTracking's type of a line that gives something, and of one that only gets something. */
const types = {
  trade: ["Spend", "Income (non taxable)"],
  liquidity_in: ["Provide Liquidity", "Receive LP Token"],
  liquidity_out: ["Return LP Token", "Remove Liquidity"],
  migration: ["Expense (non taxable)", "Income (non taxable)"],
  transfer: ["Withdrawal", "Deposit"],
  send: ["Withdrawal", "Deposit"],
  receive: ["Withdrawal", "Deposit"],
  staking_reward: ["", "Staking"],
  income: ["", "Other Income"],
  airdrop: ["", "Airdrop"],
  // `Minting` is a reward there.
  mint: ["", "Airdrop (non taxable)"],
  burn: ["Lost", ""],
  fee: ["Other Fee", ""],
  failed_script: ["Other Fee", ""],
  donation: ["Donation", ""],
  gift_sent: ["Gift", ""],
  gift_received: ["", "Gift / Tip"],
  payment: ["Spend", ""],
  lost: ["Lost", ""],
  loan: ["", "Income (non taxable)"],
  loan_repayment: ["Expense (non taxable)", ""],
  loan_interest: ["Borrowing Fee", ""],
  liquidation: ["Spend", ""],
} as const satisfies Record<RowKind, readonly [given: string, got: string]>;

/**
 * CoinTracking's table: amounts have the fee in them and its columns only tell of it; one in a third coin is a line `Other Fee`.
 * Liquidity has a type for each of its sides.
 */
export const cointracking: TableFormat = {
  header: [
    ...["Type", "Buy Amount", "Buy Currency", "Sell Amount", "Sell Currency", "Fee", "Fee Currency", "Exchange"],
    ...["Trade-Group", "Comment", "Date", "Tx-ID", "Buy Value in Account Currency", "Sell Value in Account Currency"],
    "Liquidity pool",
  ],
  entries: (row, { wallet }) =>
    entriesOf(row, wallet, "two").flatMap((each) => {
      const entries = splitFee(foldFee(each));
      return row.kind === "liquidity_in" || row.kind === "liquidity_out" ? entries.flatMap(splitSides) : entries;
    }),
  cells: (entry, settings) => {
    const { at, wallet, sent, received, folded, id } = entry;
    const symbol = (side: Side | null) => symbolCell(side, numberedSymbol, settings);
    return [
      ...[typeOf(entry), amountCell(received), symbol(received), amountCell(sent), symbol(sent)],
      ...[amountCell(folded), symbol(folded), walletName(wallet, settings), ""],
      ...[describe(entry, numberedSymbol, settings), yearFirst(at), id],
      ...(entry.kind === "transfer" ? ["", ""] : [worthCell(received?.worth), worthCell(sent?.worth)]),
      "",
    ];
  },
};

function typeOf({ kind, sent, received }: Entry): string {
  if (sent !== null && received !== null) return kind === "migration" ? "Swap (non taxable)" : "Trade";
  if (kind === "airdrop" && received !== null && isZero(received.worth)) return "Airdrop (non taxable)";
  return types[kind][sent === null ? 1 : 0];
}
