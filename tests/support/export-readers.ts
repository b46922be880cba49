import Fraction from "fraction.js";
import { readCsv } from "@/tests/support/read-csv";
import { readWorkbook } from "@/tests/support/read-workbook";

/** So much of something, as a tool reads it; its worth where the format carries one. */
export interface ReadSide {
  readonly symbol: string;
  readonly amount: Fraction;
  readonly worth: Fraction | null;
}

/** A line as a tool takes it in, by ../shared/accounting/EXPORTS.md. */
export interface ReadLine {
  readonly at: number;
  readonly label: string;
  readonly sent: ReadSide | null;
  readonly received: ReadSide | null;
  /** What the tool takes off beside `sent`. */
  readonly fee: ReadSide | null;
  readonly id: string | null;
  readonly texts: readonly string[];
}

type Table = readonly Readonly<Record<string, string>>[];

const decoded = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

function tableOf(records: readonly string[][]): Table {
  const [header = [], ...rest] = records;
  return rest.map((record) => {
    if (record.length !== header.length) throw new Error(`${record.length} cells below ${header.length} columns`);
    return Object.fromEntries(header.map((name, n) => [name, record[n] ?? ""]));
  });
}

/** A plain decimal above nothing. */
function amount(text: string, decimals = Infinity): Fraction {
  const fraction = /^\d+(?:\.(\d+))?$/.exec(text);
  if (fraction === null) throw new Error(`Not a plain amount: ${text}`);
  if ((fraction[1]?.length ?? 0) > decimals) throw new Error(`${text} has more than ${decimals} decimals`);
  const read = new Fraction(text);
  if (read.equals(0n)) throw new Error("A tool skips what is nothing");
  return read;
}

const money = (text = ""): Fraction | null => {
  if (text === "") return null;
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw new Error(`Not plain money: ${text}`);
  return new Fraction(text);
};

function side(symbol = "", quantity = "", worth = "", decimals = Infinity): ReadSide | null {
  if (symbol === "" && quantity === "") return null;
  if (symbol === "") throw new Error("An amount of nothing");
  return { symbol, amount: amount(quantity, decimals), worth: money(worth) };
}

function time(text = "", pattern: RegExp): number {
  const { y, m, d, t } = pattern.exec(text)?.groups ?? {};
  const at = Date.parse(`${y ?? ""}-${m ?? ""}-${d ?? ""}T${t ?? ""}Z`);
  if (Number.isNaN(at)) throw new Error(`Not a time of this format: ${text}`);
  return at;
}

const yearFirst = /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d) (?<t>\d\d:\d\d:\d\d)$/;
const monthFirst = /^(?<m>\d\d)\/(?<d>\d\d)\/(?<y>\d{4}) (?<t>\d\d:\d\d:\d\d)$/;
const dayFirst = /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4}) (?<t>\d\d:\d\d:\d\d)$/;

function oneOf(word: string, words: readonly string[]): string {
  if (!words.includes(word)) throw new Error(`The tool has no word ${word}`);
  return word;
}

const koinlyWords = {
  deposit: ["", "airdrop", "reward", "income", "other income", "loan"],
  withdrawal: ["", "gift", "donation", "lost", "cost", "loan repayment", "interest payment"],
  trade: ["", "swap", "liquidity in", "liquidity out"],
};

function readKoinly(table: Table): ReadLine[] {
  return table.map((row) => {
    const worth = row["Net Worth Amount"];
    const sent = side(row["Sent Currency"], row["Sent Amount"], worth);
    const received = side(row["Received Currency"], row["Received Amount"], worth);
    const fee = side(row["Fee Currency"], row["Fee Amount"]);
    if (fee !== null && sent === null) throw new Error("A deposit cannot carry a fee");
    for (const symbol of [sent, received, fee].map((each) => each?.symbol ?? "ADA"))
      if (!/^(?:ADA|NULL[1-9]\d*|ID:\d+)$/.test(symbol)) throw new Error(`Koinly would guess at ${symbol}`);
    const kind = sent === null ? "deposit" : received === null ? "withdrawal" : "trade";
    // Ignored on import where it is of the principal's currency.
    const isIgnored = fee !== null && (fee.symbol === sent?.symbol || fee.symbol === received?.symbol);
    return {
      ...{ at: time(row.Date, yearFirst), label: oneOf(row.Label ?? "", koinlyWords[kind]), sent, received },
      ...{ fee: isIgnored ? null : fee, id: row.TxHash ?? "", texts: [row.Description ?? ""] },
    };
  });
}

const coinTrackerTags = ["", "staking", "stake", "unstake", "airdrop", "payment", "gift", "lost", "donation"];

function readCoinTracker(table: Table): ReadLine[] {
  return table.map((row) => {
    const sent = side(row["Sent Currency"], row["Sent Quantity"], "", 8);
    const received = side(row["Received Currency"], row["Received Quantity"], "", 8);
    const fee = side(row["Fee Currency"], row["Fee Amount"], "", 8);
    // Its texts disagree on what that comes to.
    if (fee !== null && [sent?.symbol, received?.symbol].includes(fee.symbol)) throw new Error("An ambiguous fee");
    const label = oneOf(row.Tag ?? "", coinTrackerTags);
    if (sent !== null && received !== null && label !== "") throw new Error("Trades and transfers have no tag");
    return { at: time(row.Date, monthFirst), label, sent, received, fee, id: null, texts: [] };
  });
}

const coinLedgerTypes = {
  deposit: ["Deposit", "Staking", "Interest", "Mining", "Airdrop", "Hard Fork", "Income", "Gift Received"],
  withdrawal: ["Withdrawal", "Gift Sent"],
  trade: ["", "Trade"],
};

function readCoinLedger(table: Table): ReadLine[] {
  return table.map((row) => {
    const sent = side(row["Asset Sent"], row["Amount Sent"]);
    const received = side(row["Asset Received"], row["Amount Received"]);
    const kind = sent === null ? "deposit" : received === null ? "withdrawal" : "trade";
    return {
      ...{ at: time(row["Date (UTC)"], monthFirst), label: oneOf(row.Type ?? "", coinLedgerTypes[kind]) },
      ...{ sent, received, fee: side(row["Fee Currency (Optional)"], row["Fee Amount (Optional)"]) },
      ...{ id: row["TxHash (Optional)"] ?? "" },
      texts: [row["Platform (Optional)"] ?? "", row["Description (Optional)"] ?? ""],
    };
  });
}

const blockpitLabels = {
  in: ["Airdrop", "Staking", "Interest", "Gift", "Income", "Hard Fork", "Non-Taxable", "Deposit"],
  out: ["Payment", "Fee", "Gift", "Lost", "Non-Taxable", "Withdrawal"],
  both: ["Transfer", "Trade", "Token Migration"],
};

function readBlockpit(table: Table): ReadLine[] {
  return table.map((row) => {
    const sent = side(row["Outgoing Asset"], row["Outgoing Amount"]);
    const received = side(row["Incoming Asset"], row["Incoming Amount"]);
    const kind = sent === null ? "in" : received === null ? "out" : "both";
    return {
      ...{ at: time(row["Date (UTC)"], dayFirst), label: oneOf(row.Label ?? "", blockpitLabels[kind]) },
      ...{ sent, received, fee: side(row["Fee Asset (optional)"], row["Fee Amount (optional)"]) },
      ...{ id: row["Trx. ID (optional)"] ?? "" },
      texts: [row["Integration Name"] ?? "", row["Comment (optional)"] ?? ""],
    };
  });
}

const coinTrackingTypes = {
  buy: [
    ...["Deposit", "Income", "Gift / Tip", "Reward / Bonus", "Staking", "Mining", "Airdrop", "Income (non taxable)"],
    ...["Minting", "Interest Income", "Lending Income", "Other Income", "Airdrop (non taxable)"],
    ...["Receive LP Token", "Remove Liquidity"],
  ],
  sell: [
    ...["Withdrawal", "Spend", "Donation", "Gift", "Stolen / Hacked / Fraud", "Lost", "Other Fee"],
    ...["Expense (non taxable)", "Borrowing Fee", "Other Expense", "Provide Liquidity", "Return LP Token"],
  ],
  both: ["Trade", "Swap (non taxable)"],
};

function readCoinTracking(table: Table): ReadLine[] {
  return table.map((row) => {
    const sent = side(row["Sell Currency"], row["Sell Amount"], row["Sell Value in Account Currency"]);
    const received = side(row["Buy Currency"], row["Buy Amount"], row["Buy Value in Account Currency"]);
    const kind = sent === null ? "buy" : received === null ? "sell" : "both";
    // The fee column is informational, and of a coin of the line.
    const told = side(row["Fee Currency"], row.Fee);
    if (told !== null && ![sent?.symbol, received?.symbol].includes(told.symbol)) throw new Error("Not Other Fee");
    return {
      ...{ at: time(row.Date, yearFirst), label: oneOf(row.Type ?? "", coinTrackingTypes[kind]), sent, received },
      ...{ fee: null, id: row["Tx-ID"] ?? "", texts: [row.Exchange ?? "", row.Comment ?? ""] },
    };
  });
}

const summTypes: Readonly<Record<string, "in" | "out" | "buy" | "sell">> = {
  ...{ buy: "buy", sell: "sell", "transfer-in": "in", "transfer-out": "out", interest: "in", airdrop: "in" },
  ...{ staking: "in", income: "in", borrow: "in", "loan-repayment": "out", in: "in", out: "out", fee: "out" },
};

function readSumm(table: Table): ReadLine[] {
  return table.map((row) => {
    const base = side(row["Base Currency"], row["Base Amount"]);
    const quote = side(row["Quote Currency (Optional)"], row["Quote Amount (Optional)"]);
    const label = oneOf(row.Type ?? "", Object.keys(summTypes));
    const way = summTypes[label];
    if (quote !== null && (way === "in" || way === "out")) throw new Error("A quote where nothing is traded");
    const isOut = way === "out" || way === "sell";
    return {
      ...{ at: time(row["Timestamp (UTC)"], yearFirst), label, sent: isOut ? base : quote },
      ...{ received: isOut ? quote : base, fee: side(row["Fee Currency (Optional)"], row["Fee Amount (Optional)"]) },
      id: row["ID (Optional)"] ?? "",
      texts: ["From (Optional)", "To (Optional)", "Description (Optional)"].map((name) => row[name] ?? ""),
    };
  });
}

function readGeneric(table: Table): ReadLine[] {
  return table.map((row) => {
    const place = (name: string) => side(row[`${name}_unit`], row[`${name}_amount`], row[`${name}_worth`]);
    return {
      ...{ at: Date.parse(row.time_utc ?? ""), label: row.kind ?? "", id: row.id ?? "" },
      ...{ sent: place("sent"), received: place("received"), fee: place("fee") },
      texts: ["wallet", "to_wallet", "description", "sent_symbol", "received_symbol"].map((name) => row[name] ?? ""),
    };
  });
}

interface JsonSide {
  unit: string;
  amount: string;
  worth: string | null;
}

function readJson(bytes: Uint8Array): ReadLine[] {
  const document = JSON.parse(decoded(bytes)) as {
    rows: (Record<"id" | "at" | "kind", string> & Record<"sent" | "received" | "fee", JsonSide | null>)[];
  };
  return document.rows.map(({ id, at, kind, ...row }) => {
    const place = (each: JsonSide | null): ReadSide | null =>
      each && {
        symbol: each.unit,
        amount: amount(each.amount),
        worth: each.worth === null ? null : new Fraction(each.worth),
      };
    const sides = { sent: place(row.sent), received: place(row.received), fee: place(row.fee) };
    return { at: Date.parse(at), label: kind, id, ...sides, texts: [] };
  });
}

interface Posting {
  readonly account: string;
  readonly amount: Fraction;
  readonly symbol: string;
  readonly price: Fraction | null;
}

const posting = /^ {2}([A-Z][A-Za-z0-9:-]*) {2}(-?[\d.]+) ([A-Z][A-Z0-9'._-]{0,22}[A-Z0-9])(?: @@ ([\d.]+) [A-Z]{3})?$/;

/** Throws where a transaction does not balance, or an account is not open. */
function readBeancount(bytes: Uint8Array): ReadLine[] {
  const [, ...blocks] = decoded(bytes).split(/\n(?=\d{4}-)/);
  const opened = new Set<string>();
  return blocks.flatMap((block): ReadLine[] => {
    const lines = block.split("\n").filter((line) => line !== "");
    const open = /^\d{4}-\d\d-\d\d open (\S+)$/.exec(lines[0] ?? "");
    if (open !== null) {
      opened.add(open[1] ?? "");
      return [];
    }
    if (!/^\d{4}-\d\d-\d\d \* "(?:[^"\\]|\\.)*"$/.test(lines[0] ?? "")) throw new Error(lines[0]);
    const texts = lines
      .slice(1)
      .map((line) => /^ {2}(\w+): "((?:[^"\\]|\\.)*)"$/.exec(line))
      .filter((each) => each !== null);
    const metadata = Object.fromEntries(texts.map(([, name = "", text = ""]) => [name, text]));
    const postings = lines.slice(1 + texts.length).map((line): Posting => {
      const [, account = "", quantity = "", symbol = "", price] = posting.exec(line) ?? [];
      if (!opened.has(account)) throw new Error(`Not an open account: ${line}`);
      return {
        account,
        symbol,
        amount: new Fraction(quantity),
        price: price === undefined ? null : new Fraction(price),
      };
    });
    const weights = new Map<string, Fraction>();
    for (const { symbol, amount: units, price } of postings) {
      const key = price === null ? symbol : "";
      const weight = price === null ? units : price.mul(units.s);
      weights.set(key, (weights.get(key) ?? new Fraction(0n)).add(weight));
    }
    if ([...weights.values()].some((weight) => !weight.equals(0n))) throw new Error(`Does not balance: ${block}`);
    // A fee is what goes from assets to expenses beside what the transaction is about.
    const isFee = (n: number) => postings[n + 1]?.account === "Expenses:Fees" && metadata.kind !== "fee";
    const own = postings.flatMap((each, n) =>
      each.account.startsWith("Assets:") ? [{ ...each, isFee: isFee(n) }] : [],
    );
    const place = (each: Posting | undefined): ReadSide | null =>
      each === undefined ? null : { symbol: each.symbol, amount: each.amount.abs(), worth: each.price };
    return [
      {
        ...{ at: Date.parse(metadata.time ?? ""), label: metadata.kind ?? "", id: metadata.id ?? "", texts: [] },
        sent: place(own.find((each) => !each.isFee && each.amount.s < 0n)),
        received: place(own.find((each) => each.amount.s > 0n)),
        fee: place(own.find((each) => each.isFee)),
      },
    ];
  });
}

const csv = (read: (table: Table) => ReadLine[]) => (bytes: Uint8Array) => read(tableOf(readCsv(decoded(bytes))));

/** What each tool makes of a file; throws where it would refuse a line, or guess. */
export const exportReaders = {
  koinly: csv(readKoinly),
  cointracker: csv(readCoinTracker),
  coinledger: csv(readCoinLedger),
  blockpit: (bytes: Uint8Array) => readBlockpit(tableOf(readWorkbook(bytes))),
  cointracking: csv(readCoinTracking),
  summ: csv(readSumm),
  generic: csv(readGeneric),
  beancount: readBeancount,
  json: readJson,
} as const;

/** A line of form 8949. */
export interface FormLine {
  readonly symbol: string;
  readonly amount: Fraction;
  readonly acquired: string;
  readonly sold: string;
  readonly proceeds: Fraction | null;
  readonly basis: Fraction | null;
  readonly gain: Fraction | null;
  readonly box: string;
}

export function readForm8949(bytes: Uint8Array): FormLine[] {
  return tableOf(readCsv(decoded(bytes))).map((row) => {
    const [quantity = "", symbol = ""] = (row["Description of property"] ?? "").split(" ");
    return {
      ...{ symbol, amount: amount(quantity), acquired: row["Date acquired"] ?? "" },
      ...{ sold: row["Date sold or disposed of"] ?? "", box: row.Box ?? "" },
      ...{ proceeds: money(row.Proceeds), basis: money(row["Cost or other basis"]), gain: money(row["Gain or loss"]) },
    };
  });
}
