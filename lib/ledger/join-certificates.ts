import type { Action } from "@/lib/ledger/action";
import type { Entry } from "@/lib/ledger/transaction-event";
import { adaWords } from "@/lib/ledger/wording";

const joined: Partial<Record<Action, (count: number) => string>> = {
  stake_registration: (keys) => `Registered ${keys} stake keys`,
  stake_deregistration: (keys) => `Deregistered ${keys} stake keys`,
  stake_delegation: (keys) => `Delegated the stake of ${keys} stake keys`,
  vote_delegation: (keys) => `Delegated the vote of ${keys} stake keys`,
  drep_registration: (dreps) => `Registered ${dreps} DReps`,
  drep_retirement: (dreps) => `Retired ${dreps} DReps`,
  drep_update: (dreps) => `Updated ${dreps} DReps`,
  pool_registration: (pools) => `Registered or changed ${pools} stake pools`,
  pool_retirement: (pools) => `Announced the retirement of ${pools} stake pools`,
};

/** What happened to several stake keys, DReps or pools at once is told as one, with the deposits of all. */
export function joinCertificates(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => {
    const words = joined[entry.action];
    const alike = entries.filter(({ action }) => action === entry.action);
    if (words === undefined || alike.length === 1) return entry;
    return alike[0] === entry ? joinedEntry(entry, words(alike.length), alike) : [];
  });
}

function joinedEntry(first: Entry, words: string, alike: readonly Entry[]): Entry {
  const legs = alike.flatMap((each) => each.legs.map((leg) => ({ counterparty: each.counterparty, ...leg })));
  const deposit = legs.reduce((sum, leg) => sum + (leg.location === "deposit" ? leg.quantity : 0n), 0n);
  const told = deposit < 0n ? `; ${adaWords(-deposit)} of deposits came back` : `; deposits of ${adaWords(deposit)}`;
  return { ...first, summary: deposit === 0n ? words : words + told, legs };
}
