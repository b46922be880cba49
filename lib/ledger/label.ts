import { reasonOf } from "@/lib/cardano/unreadable";
import type { OwnSide } from "@/lib/ledger/between-wallets";
import { boundedText } from "@/lib/ledger/bounded-text";
import type { Classification, Trace } from "@/lib/ledger/classification";
import { classify, classifyValue } from "@/lib/ledger/classify";
import type { WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

/** A label takes a quarter of a millisecond. */
const maxLabelMs = 2_000;
/** The longest trace of those recorded has 22 facts, the longest fact 203 characters, the longest summary 99. */
const maxFacts = 60;
const maxFactCharacters = 500;
const maxSummaryCharacters = 500;
/** Early Shelley outputs can carry addresses of any length; a real one has at most some 130 characters. */
const maxAddressCharacters = 200;
/** As many outputs as a transaction has room for stand at different scripts. */
const maxScripts = 400;

/**
 * What the transaction was for this wallet. Never throws: where a reader or a rule fails or takes too long, the answer is
 * `unclassified` from value alone, with its name and the reason in the trace. What is answered is short enough to be stored.
 * @param now milliseconds of any clock
 */
export function label(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  now: () => number,
  side: OwnSide | null = null,
): Classification {
  const startedAt = now();
  let by = "contract_view";
  try {
    const atWork = (name: string) => {
      if (now() - startedAt > maxLabelMs) throw new Error(`it took longer than ${maxLabelMs} ms`);
      by = name;
    };
    const classification = classify(tx, scope, delta, atWork, side);
    return bounded(classification, tx);
  } catch (error) {
    return bounded(unexplained(tx, scope, delta, side, { by, reason: reasonOf(error) }), tx);
  }
}

function unexplained(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  side: OwnSide | null,
  failure: NonNullable<Trace["failure"]>,
): Classification {
  const plain = classifyValue(tx, scope, delta, side);
  const facts = [`not explained: ${failure.by} failed: ${failure.reason}`, ...plain.trace.facts];
  return {
    ...plain,
    trace: { ...plain.trace, facts, failure },
    // Which others are like it was not looked at either.
    likeness: { ...plain.likeness, actionKey: null },
  };
}

function bounded(classification: Classification, { unreadable }: RawTx): Classification {
  const { trace, likeness, counterparty, events } = classification;
  const facts = [...trace.facts, ...unreadable].map((fact) => boundedText(fact, maxFactCharacters));
  const left = facts.length - maxFacts;
  const kept = left > 0 ? [...facts.slice(0, maxFacts), `${left} more facts are not kept`] : facts;
  const failure = trace.failure && {
    by: trace.failure.by,
    reason: boundedText(trace.failure.reason, maxFactCharacters),
  };
  return {
    ...classification,
    counterparty: boundedParty(counterparty),
    events: events.map((event) => ({ ...event, counterparty: boundedParty(event.counterparty) })),
    summary: boundedText(classification.summary, maxSummaryCharacters),
    trace: { ...trace, facts: kept, ...(failure && { failure }) },
    likeness: { ...likeness, scripts: likeness.scripts.slice(0, maxScripts) },
  };
}

function boundedParty<T extends string>(party: T | null): T | null {
  return party !== null && party.length > maxAddressCharacters ? null : party;
}
