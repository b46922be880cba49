import type { AccountingSettings } from "@/lib/contract/accounting";
import { currencies } from "@/lib/contract/currencies";

type Method = AccountingSettings["methods"][number]["method"];

/** By which lots are chosen: `short` in a line of rules, `long` where one is chosen. */
export const methodWords = {
  fifo: { short: "FIFO", long: "FIFO: what came first goes first" },
  lifo: { short: "LIFO", long: "LIFO: what came last goes first" },
  hifo: { short: "HIFO", long: "HIFO: what cost most goes first" },
  lofo: { short: "LOFO", long: "LOFO: what cost least goes first" },
  acb: { short: "average cost", long: "Average cost: all of a coin costs the same" },
  "uk-pool": { short: "UK share pooling", long: "UK share pooling: same day, 30 days, section 104" },
} as const satisfies Record<Method, { short: string; long: string }>;

export const scopeWords = {
  universal: "all wallets together",
  wallet: "each wallet for itself",
} as const satisfies Record<AccountingSettings["scope"], string>;

interface Choice<Name extends string, Value extends string> {
  readonly name: Name;
  readonly label: string;
  /** What it means, in a sentence. */
  readonly help: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
}
type ChoiceName = Exclude<keyof AccountingSettings, "methods" | "longTermAfterDays" | "taxYearStart" | "closedYears">;
type ChoiceOf = { [Name in ChoiceName]: Choice<Name, AccountingSettings[Name]> }[ChoiceName];

/** Settings of which one of few is chosen, in the order of the form. */
export const taxChoices: readonly ChoiceOf[] = [
  {
    name: "currency",
    label: "Currency",
    help: "All sums of this page are told in it, each at what it was worth on its day.",
    options: currencies.map(({ code, name }) => ({ value: code, text: `${name} (${code})` })),
  },
  {
    name: "scope",
    label: "Wallets",
    help: "Whether a sale may use up what was bought with another of your wallets.",
    options: [
      { value: "universal", text: "All wallets together" },
      { value: "wallet", text: "Each wallet for itself" },
    ],
  },
  {
    name: "rewardDate",
    label: "Staking rewards count",
    help: "The day on which a reward is income, which also sets its price.",
    options: [
      { value: "earned", text: "At the end of the epoch that earned them" },
      { value: "spendable", text: "When they could be spent" },
      { value: "withdrawn", text: "When they were withdrawn" },
    ],
  },
  {
    name: "airdrop",
    label: "Airdrops",
    help: "What came to you unasked: income at its worth on that day, or something that cost you nothing.",
    options: [
      { value: "income", text: "Income at their worth" },
      { value: "zero-cost", text: "No income, and they cost nothing" },
    ],
  },
  {
    name: "liquidity",
    label: "Adding and taking out liquidity",
    help: "Whether giving tokens to a pool sells them, or the pool's token takes over what they cost.",
    options: [
      { value: "carry", text: "Not a sale: the cost is carried over" },
      { value: "trade", text: "A sale, and a purchase of the pool's token" },
    ],
  },
  {
    name: "transferFee",
    label: "Fees of moves between your wallets",
    help: "The ADA that a move between your own wallets costs.",
    options: [
      { value: "disposal", text: "Sold at its worth" },
      { value: "loss", text: "Lost, with what it cost" },
      { value: "ignore", text: "Left out" },
    ],
  },
  {
    name: "standaloneFee",
    label: "Other fees that belong to no trade",
    help: "The ADA that a delegation, a vote or a mint costs. Fees of a trade always belong to the trade, and what a failed transaction took is a loss.",
    options: [
      { value: "disposal", text: "Sold at its worth" },
      { value: "loss", text: "Lost, with what it cost" },
    ],
  },
  {
    name: "onShortfall",
    label: "Selling more than ever came",
    help: "What is missing has no known cost: all that was got for it counts as gain, or nothing is told until it is mended.",
    options: [
      { value: "zero-cost", text: "What is missing has cost nothing" },
      { value: "error", text: "Tell nothing until it is mended" },
    ],
  },
];

/** Sentences of the settings that are no choice of few. */
export const otherHelp = {
  methods:
    "Which of several purchases of the same coin a sale uses up. It may change with a tax year: the later line holds from that year on.",
  longTermAfterDays:
    "What was held for more days than these is long term. Empty: how long you held something does not count.",
  taxYearStart: "The first day of your tax year, in UTC: 1 January in most countries, 6 April in the United Kingdom.",
} as const;

export const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(Date.UTC(2025, month, 1)),
);

/** `6 April` of `04-06`. */
export function monthDayText(monthDay: string): string {
  return `${String(Number(monthDay.slice(3)))} ${monthNames[Number(monthDay.slice(0, 2)) - 1] ?? ""}`;
}

interface Issue {
  readonly field: string;
  readonly reason: string;
  /** Whether the reason is a sentence for people; the words of the schema's own checks are not. */
  readonly isWords: boolean;
}

const plainReasons: Readonly<Record<string, string>> = {
  methods: "Write the years in digits, from 2009 to 2200, each once",
  longTermAfterDays: "Write a number of days from 1 to 10,000, or leave it empty",
  taxYearStart: "Choose a day that every year has",
};

/** Why settings were refused, by the field of the form that it is about. */
export function refusalsByField(issues: readonly Issue[]): ReadonlyMap<string, string> {
  const byField = new Map<string, string>();
  for (const { field, reason, isWords } of issues) {
    const [name = ""] = field.split(".");
    if (!byField.has(name)) byField.set(name, isWords ? reason : (plainReasons[name] ?? "Choose one of these"));
  }
  return byField;
}
