import { formatAmount, parseAmount } from "@/lib/cardano/amount";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import { withPlus } from "./money-text";

/** What makes up what all is worth at the end, in the order in which it is summed up. */
const terms = [
  {
    part: "startValue",
    name: "Start",
    sign: 1n,
    meaning: "What all that you held was worth when the range began.",
  },
  {
    part: "deposits",
    name: "Deposits",
    sign: 1n,
    meaning:
      "What came from outside of your wallets, at its worth when it came: payments, airdrops, what you borrowed.",
  },
  {
    part: "withdrawals",
    name: "Withdrawals",
    sign: -1n,
    meaning: "What went out of your wallets, at its worth when it went: payments, gifts, what you paid back.",
  },
  {
    part: "income",
    name: "Income",
    sign: 1n,
    meaning: "What you earned by holding: staking rewards, farms and interest, at its worth when it came.",
  },
  {
    part: "fees",
    name: "Fees",
    sign: -1n,
    meaning: "What the network, exchanges and lenders took, and what was lost by failed transactions.",
  },
  {
    part: "realised",
    name: "Realised gain",
    sign: 1n,
    meaning:
      "What you gained, or lost, on what you sold, swapped or handed over, before fees, by the lots that your accounting rules choose. The tax page has another figure: there fees are taken off, a fee paid is a sale of its own, and what you handed over is none.",
  },
  {
    part: "unrealised",
    name: "Unrealised gain",
    sign: 1n,
    meaning: "By how much what you still hold gained or lost worth meanwhile.",
  },
] as const;

const decimals = 6;

type Part = (typeof terms)[number]["part"];
export type IdentityParts = Readonly<Pick<PerformanceAnswer, Part | "endValue">>;

const moved: readonly Part[] = ["startValue", "deposits", "withdrawals"];

/** A term of the sum with what it adds, and what it comes to before and after, each in millionths of the currency. */
export interface IdentityLine {
  readonly part: Part;
  readonly name: string;
  readonly meaning: string;
  /** Whether it was moved in or out, and neither gained nor lost. */
  readonly isMoved: boolean;
  readonly change: bigint;
  readonly before: bigint;
  readonly after: bigint;
}

interface Identity {
  readonly lines: readonly IdentityLine[];
  readonly end: bigint;
  /** Whether the lines sum to the end, to the last digit. */
  readonly isExact: boolean;
}

export const endLine = {
  name: "End",
  meaning: "What all that you held is worth at the end of the range: the sum of all above.",
} as const;

/** start + deposits − withdrawals + income − fees + realised + unrealised, summed up line by line. */
export function identityOf(parts: IdentityParts): Identity {
  let sum = 0n;
  const lines = terms.map(({ part, name, meaning, sign }): IdentityLine => {
    const change = sign * parseAmount(parts[part], decimals);
    const before = sum;
    sum += change;
    return { part, name, meaning, isMoved: moved.includes(part), change, before, after: sum };
  });
  const end = parseAmount(parts.endValue, decimals);
  return { lines, end, isExact: sum === end };
}

/** What is neither paid in nor out: income − fees + realised + unrealised. */
export function totalGain(parts: Pick<IdentityParts, "income" | "fees" | "realised" | "unrealised">): string {
  const of = (part: keyof typeof parts) => parseAmount(parts[part], decimals);
  return formatAmount(of("income") - of("fees") + of("realised") + of("unrealised"), decimals);
}

/** An amount of a line as the decimal that words are made of. */
export const lineDecimal = (amount: bigint): string => formatAmount(amount, decimals);

/** What lies there has no sign, what came has a plus: `text` is that of the line's change. */
export const lineText = ({ part, change }: Pick<IdentityLine, "part" | "change">, text: string): string =>
  part === "startValue" ? text : withPlus(lineDecimal(change), text);
