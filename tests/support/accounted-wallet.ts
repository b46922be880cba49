import type Fraction from "fraction.js";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { AccountedLeg } from "@/lib/accounting/deal";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import type { Treatment } from "@/lib/accounting/treatment";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import type { Word } from "@/lib/accounting/word";
import { foldWallet } from "@/tests/support/fold-wallet";
import { simulatedHistory } from "@/tests/support/simulated-history";

/** When a wallet's nth transaction was, and what a unit was worth then. */
export interface Times {
  readonly timeOf: (n: number) => number;
  readonly priceOf: (unit: string, at: number) => Fraction | null;
  /** What the person says of the nth leg; absent: nothing of any. */
  readonly wordOf?: (n: number) => Word | null;
}

interface Accounted {
  readonly events: readonly AccountingEvent[];
  readonly purposes: readonly EventPurpose[];
}

/** What a simulated wallet's history comes to, and what it holds of each unit at its end; rewards that wait are not held yet. */
export function accountedWallet(seed: number, treatment: Treatment, { timeOf, priceOf, wordOf }: Times) {
  const history = historyOf(seed);
  const open = new OpenAccounts();
  const held = new Map<string, bigint>();
  let spoken = 0;
  const withWord = (leg: AccountedLeg): AccountedLeg => {
    const word = wordOf?.(spoken++) ?? null;
    return word === null ? leg : { ...leg, word };
  };
  const all = history.flatMap(({ tx: { hash }, classification: { events: legs } }, n): Accounted[] => {
    for (const { role, location, unit, quantity } of legs)
      if (role !== "custody" && location !== "rewards") held.set(unit, (held.get(unit) ?? 0n) + quantity);
    const then = { hash, at: timeOf(n), priceOf: (unit: string) => priceOf(unit, timeOf(n)) };
    const wallets = [{ wallet: "w0", legs: legs.map(withWord) }];
    return [rewards(then, legs), accountFor({ ...then, wallets }, treatment, open)];
  });
  return {
    events: all.flatMap(({ events }) => events),
    purposes: all.flatMap(({ purposes }) => purposes),
    held: new Map([...held].filter(([, quantity]) => quantity !== 0n)),
  };
}

/** Of each seed once: what is said of it is said again and again. */
const histories = new Map<number, ReturnType<typeof foldWallet>["history"]>();

function historyOf(seed: number) {
  const known = histories.get(seed);
  if (known !== undefined) return known;
  const { txs, scope } = simulatedHistory(seed, { transactions: 150 });
  const { history } = foldWallet(
    txs.map(({ merged }) => merged),
    scope,
  );
  histories.set(seed, history);
  return history;
}

interface Then {
  readonly hash: string;
  readonly at: number;
  readonly priceOf: (unit: string) => Fraction | null;
}

/** Rewards come when they are withdrawn. */
function rewards({ hash, at, priceOf }: Then, legs: readonly AccountedLeg[]): Accounted {
  const events = legs
    .filter(({ location, quantity }) => location === "rewards" && quantity < 0n)
    .map(({ unit, quantity }, n) => {
      const basis = priceOf(unit)?.mul(-quantity) ?? null;
      const came = { at, asset: unit, wallet: "w0", quantity: -quantity, basis, price: priceOf(unit) };
      return { kind: "acquisition", id: `${hash}:reward:${String(n)}`, ...came, income: basis } as const;
    });
  const purposes = events.map(({ id, asset, basis }): EventPurpose => ({
    ...{ eventId: id, purpose: "income", protocol: null, deal: id, values: new Map([[asset, basis]]) },
  }));
  return { events, purposes };
}
