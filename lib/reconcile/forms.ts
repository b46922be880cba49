import type { FileForm } from "@/lib/reconcile/told-file";

/** A column by its name, or by the first of some names that the file has. Names are in lower case. */
export type Column = readonly string[];

/** How much of what. */
export interface AmountColumns {
  readonly amount: Column;
  readonly name: Column;
}

/** What stands where in a form. */
export interface Form {
  readonly form: FileForm;
  /** How people call it. */
  readonly label: string;
  /** It is this form where the file has all of these, whatever else it has. */
  readonly needs: readonly Column[];
  readonly date: Column;
  readonly hash: Column;
  readonly sent?: AmountColumns;
  readonly received?: AmountColumns;
  readonly fee: AmountColumns;
  /** What came (> 0) or went (< 0) in one column. */
  readonly signed?: AmountColumns;
  /** Where a line without a transaction is a staking reward: a column, and how what stands there begins. */
  readonly reward?: { readonly column: Column; readonly begins: readonly string[] };
  /** Where the epoch of a reward stands. */
  readonly epoch?: { readonly column: Column; readonly pattern: RegExp };
  /** Decimal commas whatever parts the columns. */
  readonly hasDecimalCommas?: boolean;
  /** Of dates with slashes, where the form is known for its order. */
  readonly dayFirst?: boolean;
}

const amounts = (place: string): AmountColumns => ({ amount: [`${place} amount`], name: [`${place} currency`] });
const universal = {
  ...{ date: ["date", "date (utc)", "koinly date"], hash: ["txhash", "tx hash"] },
  ...{ sent: amounts("sent"), received: amounts("received"), fee: amounts("fee") },
};
const universalColumns: readonly Column[] = [
  ...[universal.date, universal.hash],
  ...[universal.sent, universal.received, universal.fee].flatMap(({ amount, name }) => [amount, name]),
];
const own = (place: string): AmountColumns => ({ amount: [`${place}_amount`], name: [`${place}_unit`] });

/**
 * The forms that are known, the more particular before the more general. Where the header of each is from:
 *
 * - generic: our own `lib/exports/generic.ts`.
 * - Eternl: what its app writes (its own bundle, `csvExportTargetMap`), and BittyTax `conv/parsers/eternl.py`. Sends without their fee,
 *   ADA alone, withdrawals of rewards not in it; rewards apart, with what epoch earned them; decimal commas if one wishes so.
 * - Yoroi: Emurgo/yoroi-frontend `app/api/export/index.js`, with `ID` in newer files. ADA alone; times of the browser's own zone.
 * - AdaLite: vacuumlabs/adalite `transactionHistory.tsx`. Sends without their fee and without what was withdrawn; tokens in lines of
 *   their own, by ticker and fingerprint; a column without a name at the end.
 * - Koinly: its universal and its simple template (support.koinly.io 9489976), and what it exports itself (BittyTax
 *   `conv/parsers/koinly.py`). Adastry writes the same with one column more.
 * - columns: Lace had no file of its own when this was written (input-output-hk/lace#2223 asks for one), so that files which people make
 *   for it are read by what their columns are called.
 */
export const forms: readonly Form[] = [
  {
    ...{ form: "generic", label: "our own generic form" },
    needs: [
      ["time_utc"],
      ["tx_hash"],
      ...["sent", "received", "fee"].flatMap((place): Column[] => [[`${place}_unit`], [`${place}_amount`]]),
    ],
    ...{ date: ["time_utc"], hash: ["tx_hash"] },
    ...{ sent: own("sent"), received: own("received"), fee: own("fee") },
    reward: { column: ["kind"], begins: ["staking_reward"] },
    epoch: { column: ["id"], pattern: /^reward-(\d{1,6})-/ },
  },
  {
    ...{ form: "eternl", label: "Eternl", ...universal, needs: [...universalColumns, ["txtype"]] },
    hasDecimalCommas: true,
    reward: { column: ["label"], begins: ["reward"] },
    epoch: { column: ["description"], pattern: /earned:\s*(\d{1,6})/ },
  },
  {
    ...{ form: "koinly", label: "Koinly", ...universal, needs: universalColumns },
    reward: { column: ["label", "tag"], begins: ["reward", "staking"] },
    epoch: { column: universal.hash, pattern: /^reward-(\d{1,6})-/ },
  },
  {
    ...{ form: "koinly", label: "Koinly's simple template", ...universal },
    needs: [["koinly date"], ["amount"], ["currency"], ["label"]],
    signed: { amount: ["amount"], name: ["currency"] },
    reward: { column: ["label"], begins: ["reward", "staking"] },
  },
  {
    ...{ form: "eternl", label: "Eternl, for Koinly", ...universal },
    needs: [["koinly date"], ["amount"], ["currency"], ["fee amount"], ["txhash"]],
    signed: { amount: ["amount"], name: ["currency"] },
    hasDecimalCommas: true,
    // It has no label: what has neither a fee nor a transaction is a reward.
    reward: { column: universal.hash, begins: [""] },
  },
  {
    ...{ form: "yoroi", label: "Yoroi" },
    needs: [["type (trade, in or out)"], ["buy amount"], ["buy cur."], ["sell amount"], ["sell cur."], ["date"]],
    ...{ date: ["date"], hash: ["id"] },
    received: { amount: ["buy amount"], name: ["buy cur."] },
    sent: { amount: ["sell amount"], name: ["sell cur."] },
    fee: { amount: ["fee amount (optional)"], name: ["fee cur. (optional)"] },
    reward: { column: ["comment (optional)"], begins: ["staking reward"] },
    epoch: { column: ["comment (optional)"], pattern: /epoch\s+(\d{1,6})/i },
  },
  {
    ...{ form: "adalite", label: "AdaLite", dayFirst: false },
    needs: [["date"], ["transaction id"], ["type"], ["received amount"], ["sent amount"], ["fee amount"]],
    ...{ date: ["date"], hash: ["transaction id"] },
    ...{ sent: amounts("sent"), received: amounts("received"), fee: amounts("fee") },
    reward: { column: ["type"], begins: ["reward"] },
  },
  ...[false, true].map((isSigned): Form => {
    const words = {
      date: ["date", "date (utc)", "time", "timestamp", "timestamp (utc)", "date & time", "datetime", "time (utc)"],
      hash: ["transaction hash", "transaction id", "tx hash", "txhash", "tx id", "tx-id", "txid", "hash", "id"],
      sent: {
        amount: ["sent amount", "amount sent", "sent", "sent quantity"],
        name: ["sent currency", "sent asset", "sent token"],
      },
      received: {
        amount: ["received amount", "amount received", "received", "received quantity"],
        name: ["received currency", "received asset", "received token"],
      },
      fee: { amount: ["fee amount", "fee", "fees", "transaction fee"], name: ["fee currency", "fee asset"] },
      signed: {
        amount: ["amount", "quantity", "net amount", "total"],
        name: ["currency", "asset", "token", "ticker", "unit", "symbol"],
      },
    };
    const { sent, received, signed, ...common } = words;
    const parts = isSigned ? { signed } : { sent, received };
    return {
      ...{ form: "columns", label: "a table of date, hash, and amounts", ...common, ...parts },
      needs: [common.date, common.hash, ...Object.values(parts).map(({ amount }) => amount)],
      reward: { column: ["label", "type", "tag"], begins: ["reward", "staking"] },
    };
  }),
];

/** The names that people know. */
export const knownForms = "Eternl, Yoroi, AdaLite, Koinly, and our own generic form";
