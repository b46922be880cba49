import { amountCell, symbolCell } from "@/lib/exports/cells";
import { entriesOf, foldOrSplitFee } from "@/lib/exports/entry";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { numberedSymbol } from "@/lib/exports/symbols";
import type { TableFormat } from "@/lib/exports/table";
import { monthFirst } from "@/lib/exports/times";

/** CoinTracker's tag. Trades and transfers must have none. */
const tags = {
  ...{ trade: "", liquidity_in: "", liquidity_out: "", migration: "", transfer: "", send: "", receive: "", fee: "" },
  ...{ mint: "", loan: "", loan_repayment: "", loan_interest: "", liquidation: "" },
  ...{ staking_reward: "staking", income: "payment", airdrop: "airdrop", donation: "donation" },
  ...{ burn: "lost", failed_script: "lost", lost: "lost", gift_sent: "gift", gift_received: "", payment: "" },
} as const satisfies Record<RowKind, string>;

/**
 * CoinTracker: exactly these columns. Its texts disagree on whether an amount has the fee in it: it is folded into the amount, where both
 * say the same. Only a fee in a third coin stands in its columns.
 */
export const cointracker: TableFormat = {
  header: [
    ...["Date", "Received Quantity", "Received Currency", "Sent Quantity", "Sent Currency"],
    ...["Fee Amount", "Fee Currency", "Tag"],
  ],
  mostDecimals: 8,
  entries: (row, { wallet }) => entriesOf(row, wallet, "one").flatMap(foldOrSplitFee),
  cells: ({ at, kind, sent, received, fee }, settings) => {
    const symbol = (side: Side | null) => symbolCell(side, numberedSymbol, settings);
    return [
      ...[monthFirst(at), amountCell(received), symbol(received), amountCell(sent), symbol(sent)],
      ...[amountCell(fee), symbol(fee), tags[kind]],
    ];
  },
};
