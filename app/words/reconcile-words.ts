import { formatAmountGrouped } from "@/lib/cardano/amount";
import type { DifferenceReason, FileForm, ReconcileAnswer } from "@/lib/contract/reconcile";
import { countOf } from "./amount-text";

/** What a form is called. */
export const formNames: Readonly<Record<FileForm, string>> = {
  eternl: "Eternl",
  yoroi: "Yoroi",
  adalite: "AdaLite",
  koinly: "Koinly",
  generic: "our own generic CSV",
  columns: "a table, read by what its columns are called",
};

/** Why a file tells something otherwise: in a few words, and what that means. */
export const reasonWords: Readonly<Record<DifferenceReason, readonly [title: string, text: string]>> = {
  amount_differs: ["Amounts differ", "Nothing that we know explains it. Look at the transaction."],
  token_unknown: ["Token not recognised", "The file names a token by a word that could be any, or that is spam here."],
  failed_script: ["Script failed", "The transaction failed and cost its collateral; the file tells what was meant."],
  order_as_transfer: [
    "Order told as a transfer",
    "What went into an order or a protocol, or came back, is still yours. The file has it as sent or received.",
  ],
  deposit_as_fee: ["Deposit told as a fee", "A deposit comes back one day. The file has it among the fees."],
  deposit_as_spent: ["Deposit told as spent", "A deposit comes back one day. The file has it as sent or received."],
  reward_doubled: [
    "Reward told twice",
    "The file tells the same rewards by epoch, and again when they were withdrawn.",
  ],
  reward_apart: [
    "Reward told apart",
    "We tell rewards when they are withdrawn, as your settings say; the file tells them by epoch, or not at all.",
  ],
  reward_at_withdrawal: [
    "Reward told at withdrawal",
    "We tell rewards by epoch, as your settings say; the file tells them when they were withdrawn.",
  ],
  fee_left_out: ["Fee left out", "They differ by exactly the network's fee, which the file does not have."],
  fee_doubled: ["Fee counted twice", "They differ by exactly the network's fee: it is in the amount and beside it."],
  tokens_left_out: ["Tokens left out", "The file tells only ADA, or not all tokens that moved."],
  min_ada_left_out: ["ADA of a token left out", "The ADA that must travel with a token is not in the file."],
  rounding: ["Rounded", "They differ by less than the last decimal of the file."],
};

type Amount = ReconcileAnswer["different"][number]["theirs"][number];

const minus = "\u2212";

/** `−12.5`: of what nobody knows as the file has it. */
export function signedQuantity({ unit, quantity, decimals }: Amount): string {
  const text = unit === null ? quantity : formatAmountGrouped(BigInt(quantity), decimals ?? 0);
  return text.startsWith("-") ? text.replace("-", minus) : text === "0" ? text : `+${text}`;
}

/** Of all that file and wallets tell, in hundredths: each of the four parts, none of which vanishes that is there. */
export function matchParts({ matched, counts }: Pick<ReconcileAnswer, "matched" | "counts">) {
  const { different, missingHere, missingThere } = counts;
  const parts = [
    { kind: "matched", count: matched, name: "match" },
    { kind: "different", count: different, name: "differ" },
    { kind: "missingThere", count: missingThere, name: "are not in the file" },
    { kind: "missingHere", count: missingHere, name: "are not in your wallets" },
  ] as const;
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  return { all, parts };
}

/** `3 of 120 are shown.` Null where all are. */
export function shownText(shown: number, count: number): string | null {
  return shown >= count ? null : `The first ${countOf(shown)} of ${countOf(count)} are shown.`;
}

/** `line 3`, `lines 3, 4 and more`. */
export function linesText(lines: readonly number[]): string {
  const [first] = lines;
  if (lines.length <= 1) return first === undefined ? "" : `line ${countOf(first)}`;
  const shown = lines.slice(0, 3).map(countOf).join(", ");
  return `lines ${shown}${lines.length > 3 ? " and more" : ""}`;
}
