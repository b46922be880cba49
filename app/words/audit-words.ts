import type { AuditedAccount, AuditedEpoch, AuditReason, AuditVerdict } from "@/lib/contract/staking-audit";
import { countOf } from "./amount-text";

const verdictWords = {
  as_expected: "As expected",
  missed: "Missed",
  doubled: "Came twice",
  low: "Unusually low",
  high: "Unusually high",
  none_due: "None due",
  unknown: "Not known",
} as const satisfies Record<AuditVerdict, string>;

const verdictTones = {
  as_expected: "good",
  missed: "bad",
  doubled: "bad",
  low: "warn",
  high: "warn",
  none_due: "neutral",
  unknown: "neutral",
} as const satisfies Record<AuditVerdict, "good" | "bad" | "warn" | "neutral">;

const reasonWords = {
  not_delegated: "no stake counted",
  no_block: "the pool made no block",
  pool_unpaid: "the pool was paid nothing for its blocks",
  nothing_left: "cost and margin left nothing",
  left: "the stake key was deregistered first",
  owner: "an owner's share goes to the operator",
  operator: "paid to the operator of the pool",
  stake_unread: "the stake is not read yet",
  pool_unread: "the pool's figures are not read yet",
  rewards_unread: "the rewards were not read since",
  contradiction: "the chain's figures contradict each other",
} as const satisfies Record<Exclude<AuditReason, "too_young">, string>;

/** How an epoch's reward was, and why where that needs a word. */
export function verdictText({ verdict, reason }: Pick<AuditedEpoch, "verdict" | "reason">): string {
  if (reason === "too_young") return "Not due yet";
  return reason === null ? verdictWords[verdict] : `${verdictWords[verdict]}: ${reasonWords[reason]}`;
}

export function verdictTone({ verdict }: Pick<AuditedEpoch, "verdict">): (typeof verdictTones)[AuditVerdict] {
  return verdictTones[verdict];
}

/** The outcome of an audit in a sentence: `All 71 rewards that were due came as they should.` */
export function auditSentence(summary: AuditedAccount["summary"]): string {
  const found = (["missed", "doubled", "low", "high"] as const).filter((verdict) => summary[verdict] > 0);
  const odd = found.reduce((sum, verdict) => sum + summary[verdict], 0);
  if (odd > 0) {
    const parts = found.map((verdict) => `${countOf(summary[verdict])} ${verdictWords[verdict].toLowerCase()}`);
    return `${countOf(odd)} ${odd === 1 ? "needs" : "need"} a look: ${parts.join(", ")}.`;
  }
  const good = summary.as_expected;
  if (good === 0) return summary.unknown > 0 ? "Nothing could be checked so far." : "No reward was due so far.";
  if (summary.unknown > 0)
    return `${countOf(good)} ${good === 1 ? "reward is" : "rewards are"} as expected, ${countOf(summary.unknown)} not known.`;
  return good === 1
    ? "The one reward that was due came as it should."
    : `All ${countOf(good)} rewards that were due came as they should.`;
}

export interface AuditBar {
  readonly epoch: number;
  readonly verdict: AuditVerdict;
  readonly expected: bigint | null;
  readonly received: bigint;
  /** In thousandths of the largest of all; null where nobody knows what to expect. */
  readonly expectedHeight: number | null;
  readonly receivedHeight: number;
}

/** What was expected and received of members' stake in each epoch, oldest first; an epoch whose parts differ is called by the first that stands out. */
export function auditBars(epochs: readonly AuditedEpoch[]): AuditBar[] {
  const byEpoch = new Map<number, AuditedEpoch[]>();
  for (const row of epochs)
    if (row.reason !== "operator") byEpoch.set(row.epoch, [...(byEpoch.get(row.epoch) ?? []), row]);
  const bars = [...byEpoch].map(([epoch, rows]) => {
    const [main] = rows;
    const verdict = (rows.find(({ reason, verdict: of }) => reason === null && of !== "as_expected") ?? main)?.verdict;
    return {
      epoch,
      verdict: verdict ?? "unknown",
      expected: sumOf(rows.map(({ expected }) => expected)),
      received: sumOf(rows.map(({ received }) => received)) ?? 0n,
    };
  });
  const largest = bars.reduce((most, { expected, received }) => max(max(most, expected ?? 0n), received), 1n);
  const heightOf = (amount: bigint) => Number((amount * 1000n) / largest);
  return bars
    .sort((a, b) => a.epoch - b.epoch)
    .map((bar) => ({
      ...bar,
      expectedHeight: bar.expected === null ? null : heightOf(bar.expected),
      receivedHeight: heightOf(bar.received),
    }));
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);

/** Null where one is not known. */
function sumOf(amounts: readonly (string | null)[]): bigint | null {
  return amounts.reduce<bigint | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + BigInt(amount)),
    0n,
  );
}
