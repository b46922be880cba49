import { adaWords } from "@/lib/ledger/wording";

const typeWords = {
  member: "of staking rewards",
  leader: "of staking rewards",
  pool_deposit_refund: "of a pool deposit that came back",
  proposal_deposit_refund: "of a proposal's deposit that came back",
  treasury: "from the treasury",
  reserves: "from the reserves",
  mir: "of instant rewards",
  other: "of other payments (the treasury's or a returned deposit)",
} as const;

/** A payment that a withdrawal took along, by what it had been paid for. */
export interface WithdrawnPart {
  readonly type: keyof typeof typeWords;
  readonly amountLovelace: bigint;
}

/** What a withdrawal took: from the transaction alone nobody knows for what it had been paid. */
export function withdrawalWords(withdrawnLovelace: bigint): string {
  return `Withdrew ${adaWords(withdrawnLovelace)} ${undivided}`;
}

const undivided = "from the reward account";
/** Also as rules wrote it that took all of it for rewards. */
const withdrawal = /\b([Ww]ithdrew) ([\d,.]+ ADA) (?:from the reward account|of staking rewards)/g;

/** A sentence with its withdrawal divided into what it took; undivided where no list tells what that was. */
export function tellWithdrawal(summary: string, parts: readonly WithdrawnPart[]): string {
  const divided = dividedWords(parts);
  return summary.replace(withdrawal, (_, verb: string, all: string) => `${verb} ${divided ?? `${all} ${undivided}`}`);
}

function dividedWords(parts: readonly WithdrawnPart[]): string | null {
  const sums = new Map<string, bigint>();
  for (const { type, amountLovelace } of parts)
    sums.set(typeWords[type], (sums.get(typeWords[type]) ?? 0n) + amountLovelace);
  const amounts = [...sums].filter(([, amount]) => amount !== 0n);
  // A list that names more than was withdrawn tells nothing of it.
  if (parts.every(({ type }) => type === "other") || amounts.some(([, amount]) => amount < 0n)) return null;
  const told = amounts.map(([words, amount]) => `${adaWords(amount)} ${words}`);
  return told.length < 2 ? told.join("") : `${told.slice(0, -1).join(", ")} and ${told.at(-1) ?? ""}`;
}
