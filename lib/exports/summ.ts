import { amountCell, symbolCell } from "@/lib/exports/cells";
import { describe } from "@/lib/exports/describe";
import { entriesOf, splitSides, type Entry } from "@/lib/exports/entry";
import type { RowKind, Side } from "@/lib/exports/export-row";
import { lovelace } from "@/lib/cardano/unit";
import { numberedSymbol } from "@/lib/exports/symbols";
import { walletName } from "@/lib/exports/export-settings";
import type { TableFormat } from "@/lib/exports/table";
import { yearFirst } from "@/lib/exports/times";

/** Summ's type of what went, and of what came. `in` and `out` are not taxed until somebody says more. */
const types = {
  trade: ["sell", "buy"],
  liquidity_in: ["out", "in"],
  liquidity_out: ["out", "in"],
  migration: ["out", "in"],
  transfer: ["transfer-out", "transfer-in"],
  staking_reward: ["", "staking"],
  income: ["", "income"],
  airdrop: ["", "airdrop"],
  mint: ["", "in"],
  burn: ["out", ""],
  fee: ["fee", ""],
  failed_script: ["fee", ""],
  donation: ["out", ""],
  send: ["out", "in"],
  receive: ["out", "in"],
  gift_sent: ["out", ""],
  gift_received: ["", "in"],
  payment: ["sell", ""],
  lost: ["out", ""],
  loan: ["", "borrow"],
  loan_repayment: ["loan-repayment", ""],
  loan_interest: ["fee", ""],
  liquidation: ["sell", ""],
} as const satisfies Record<RowKind, readonly [went: string, came: string]>;

const untaxed: ReadonlySet<RowKind> = new Set(["liquidity_in", "liquidity_out", "migration"]);

/** Summ's advanced table (once CryptoTaxCalculator): amounts without the fee. It reads one file a wallet. */
export const summ: TableFormat = {
  header: [
    ...["Timestamp (UTC)", "Type", "Base Currency", "Base Amount", "Quote Currency (Optional)"],
    ...["Quote Amount (Optional)", "Fee Currency (Optional)", "Fee Amount (Optional)", "From (Optional)"],
    ...["To (Optional)", "Blockchain (Optional)", "ID (Optional)", "Description (Optional)"],
  ],
  entries: (row, { wallet }) =>
    entriesOf(row, wallet, "two").flatMap((each) => (untaxed.has(row.kind) ? splitSides(each) : [each])),
  cells: (entry, settings) => {
    const { at, from, to, fee, id } = entry;
    const { type, base, quote } = typed(entry);
    const symbol = (side: Side | null) => symbolCell(side, numberedSymbol, settings);
    const name = (wallet: string | null) => walletName(wallet, settings);
    return [
      ...[yearFirst(at), type, symbol(base), amountCell(base), symbol(quote), amountCell(quote)],
      ...[symbol(fee), amountCell(fee), name(from), name(to)],
      ...["Cardano", id, describe(entry, numberedSymbol, settings)],
    ];
  },
};

/** What is bought with ada is bought; all else that is traded is sold. */
function typed({ kind, sent, received }: Entry) {
  const [went, came] = types[kind];
  if (sent === null) return { type: came, base: received, quote: null };
  if (received === null) return { type: went, base: sent, quote: null };
  return sent.unit === lovelace
    ? { type: came, base: received, quote: sent }
    : { type: went, base: sent, quote: received };
}
