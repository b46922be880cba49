import { exactText } from "@/lib/accounting/exact-text";
import { formatAmount } from "@/lib/cardano/amount";
import { atLeastNothing } from "@/lib/exports/cells";
import { describe } from "@/lib/exports/describe";
import { entriesOf, type Entry } from "@/lib/exports/entry";
import type { ExportRow, RowKind, Side } from "@/lib/exports/export-row";
import { walletName, type ExportSettings } from "@/lib/exports/export-settings";
import { numberedSymbol } from "@/lib/exports/symbols";
import type { Streamed } from "@/lib/exports/table";

/** Of a price: beancount computes with 28 digits. */
const moneyDecimals = 12;

/** Where what comes is from, and what goes is gone to. */
const accounts = {
  trade: "Equity:Trading",
  liquidity_in: "Equity:Trading",
  liquidity_out: "Equity:Trading",
  migration: "Equity:Trading",
  transfer: "Equity:Transfers",
  staking_reward: "Income:Staking",
  income: "Income:Protocols",
  airdrop: "Income:Airdrops",
  mint: "Equity:Mints",
  burn: "Expenses:Burns",
  fee: "Expenses:Fees",
  failed_script: "Expenses:FailedScripts",
  donation: "Expenses:Donations",
  send: "Equity:Unknown",
  receive: "Equity:Unknown",
  gift_sent: "Expenses:Gifts",
  gift_received: "Income:Gifts",
  payment: "Expenses:Payments",
  lost: "Expenses:Losses",
  loan: "Liabilities:Loans",
  loan_repayment: "Liabilities:Loans",
  loan_interest: "Expenses:Interest",
  liquidation: "Equity:Trading",
} as const satisfies Record<RowKind, string>;

/**
 * A journal for beancount. Every movement has its counterpart of the same commodity at the same price, so that each transaction balances
 * whatever is known of worths; these stand behind `@@` where they are known. Lots are left to beancount's own booking.
 */
export async function* beancountText(
  rows: Streamed<ExportRow>,
  settings: ExportSettings,
  manifest: string,
): AsyncGenerator<string, void> {
  const journal = new Journal(settings);
  yield `; manifest ${manifest}\noption "operating_currency" ${quoted(settings.currency)}\n`;
  for await (const row of rows)
    for (const entry of entriesOf(row, settings.wallet, "one")) yield journal.transaction(entry);
}

class Journal {
  private readonly opened = new Set<string>();
  private readonly wallets = new Map<string, string>();

  constructor(private readonly settings: ExportSettings) {}

  /** With what must be opened before it. */
  transaction(entry: Entry): string {
    const { at, kind, sent, received, fee, id, wallet, from, to } = entry;
    const day = new Date(at).toISOString().slice(0, 10);
    const other = accounts[kind];
    const postings = [
      ...this.posting(this.account(from ?? wallet), other, sent, -1n),
      ...this.posting(this.account(to ?? wallet), other, received, 1n),
      ...this.posting(this.account(wallet), accounts.fee, fee, -1n),
    ];
    return [
      ...this.openings(day, [...new Set(postings.map(({ account }) => account))]),
      `\n${day} * ${quoted(describe(entry, numberedSymbol, this.settings))}`,
      ...[`  id: ${quoted(id)}`, `  time: ${quoted(new Date(at).toISOString())}`, `  kind: ${quoted(kind)}`],
      ...postings.map(({ account, amount }) => `  ${account}  ${amount}`),
      "",
    ].join("\n");
  }

  private posting(account: string, other: string, side: Side | null, sign: 1n | -1n) {
    if (side === null) return [];
    const commodity = commodityOf(numberedSymbol(side, this.settings));
    const worth = atLeastNothing(side.worth)?.round(moneyDecimals);
    // A price of a thing in itself says nothing.
    const price =
      worth === undefined || commodity === this.settings.currency
        ? ""
        : ` @@ ${exactText(worth)} ${this.settings.currency}`;
    const text = (quantity: bigint) => `${formatAmount(quantity, side.decimals)} ${commodity}${price}`;
    return [
      { account, amount: text(sign * side.quantity) },
      { account: other, amount: text(-sign * side.quantity) },
    ];
  }

  private openings(day: string, named: readonly string[]): string[] {
    const fresh = named.filter((account) => !this.opened.has(account));
    for (const account of fresh) this.opened.add(account);
    return fresh.map((account) => {
      const wallet = [...this.wallets].find(([, known]) => known === account)?.[0] ?? null;
      const name = wallet === null ? "" : `\n  wallet: ${quoted(walletName(wallet, this.settings))}`;
      return `\n${day} open ${account}${name}`;
    });
  }

  /** Wallets are numbered in the order in which they appear: people's names for them are no account names. */
  private account(wallet: string): string {
    const known = this.wallets.get(wallet) ?? `Assets:Cardano:Wallet${this.wallets.size + 1}`;
    this.wallets.set(wallet, known);
    return known;
  }
}

/** What a person calls a unit may be no commodity. */
const commodityOf = (symbol: string): string => {
  const letters = symbol.toUpperCase().replace(/[^A-Z0-9'._-]/g, "-");
  return /^[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]$/.test(letters) ? letters : `X-${letters.slice(0, 20)}-X`;
};

/** A text of beancount, on one line. */
const quoted = (text: string): string =>
  `"${text.replace(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
