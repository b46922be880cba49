import { explain, type RewardHabits, type ToldUnits } from "@/lib/reconcile/explain";
import { TimeMatcher } from "@/lib/reconcile/match-by-time";
import { matchRewards, spanOf, type OwnReward } from "@/lib/reconcile/match-rewards";
import { together, type OwnSide, type OwnTransaction } from "@/lib/reconcile/own-transaction";
import type { DifferenceReason } from "@/lib/reconcile/reasons";
import { TokenNames, type NamedUnits } from "@/lib/reconcile/token-names";
import type { FileForm, ToldFile, ToldRow } from "@/lib/reconcile/told-file";
import {
  fileDecimals,
  resolve,
  sumsByName,
  toldTransactions,
  type NamedSum,
  type ToldTransaction,
} from "@/lib/reconcile/told-transaction";

/** All that we know, to hold a file against. */
export interface OwnHistory extends NamedUnits {
  /** In the chain's order. */
  readonly transactions: readonly OwnTransaction[];
  readonly rewards: readonly OwnReward[];
  readonly rewardsAre: RewardHabits["ours"];
}

/** A transaction of which file and wallets tell different things; or a reward. */
export interface Difference {
  readonly rows: readonly ToldRow[];
  /** Null: a reward of an epoch. */
  readonly own: OwnTransaction | OwnReward;
  readonly matchedBy: "hash" | "time_and_amount" | "reward";
  readonly theirs: { readonly units: ToldUnits; readonly unknown: readonly NamedSum[] };
  readonly ours: ReadonlyMap<string, bigint>;
  /** What weighs most first. */
  readonly why: readonly [DifferenceReason, ...DifferenceReason[]];
}

export interface Reconciled {
  /** The wallet that the file was held against; null: all of them. */
  readonly wallet: string | null;
  /** Transactions and rewards that both tell alike. */
  readonly matched: number;
  readonly missingHere: readonly (ToldTransaction & { readonly otherWallet: string | null })[];
  readonly missingThere: readonly (OwnTransaction | OwnReward)[];
  readonly different: readonly Difference[];
}

/** Wallets that a file is tried against, those with most of its transactions first. */
const mostTried = 8;

/** A file against what we know: of one wallet, or where none is asked for, of the one that it fits best, or of all together. */
export function reconcile(
  file: ToldFile,
  own: OwnHistory,
  wallets: readonly string[],
  asked: string | null,
): Reconciled {
  const reconciler = new Reconciler(file, own);
  if (asked !== null) return reconciler.against(asked);
  const likely = reconciler.likely(wallets).map((wallet) => reconciler.against(wallet));
  const [only] = likely;
  if (wallets.length === 1 && only !== undefined) return only;
  const tried = [...likely, reconciler.against(null)];
  return tried.reduce((best, each) => (isBetter(each, best) ? each : best));
}

/** It has more in common; the narrower one comes first where both have as much. */
const isBetter = (a: Reconciled, b: Reconciled) =>
  a.matched !== b.matched ? a.matched > b.matched : a.missingHere.length < b.missingHere.length;

interface Scoped {
  readonly at: number;
  readonly own: OwnTransaction;
  readonly side: OwnSide;
}

class Reconciler {
  private readonly told: readonly ToldTransaction[];
  private readonly rewards: readonly ToldRow[];
  private readonly names: TokenNames;
  private readonly decimals: ReadonlyMap<string, number>;
  private readonly byHash: ReadonlyMap<string, OwnTransaction>;
  private readonly habits: RewardHabits;

  constructor(
    private readonly file: ToldFile,
    private readonly own: OwnHistory,
  ) {
    this.rewards = file.rows.filter(({ reward }) => reward !== null);
    this.told = toldTransactions(file.rows.filter(({ reward }) => reward === null));
    this.names = new TokenNames(own);
    this.decimals = fileDecimals(file.rows);
    this.byHash = new Map(own.transactions.map((each) => [each.hash, each]));
    this.habits = { ours: own.rewardsAre, fileHasRewards: this.rewards.length > 0 };
  }

  /** The wallets with most of the file's transactions; where it names none, those with most of ours. */
  likely(wallets: readonly string[]): string[] {
    const counts = new Map(wallets.map((wallet) => [wallet, 0]));
    const named = this.told.flatMap(({ hash }) => this.byHash.get(hash ?? "") ?? []);
    for (const { sides } of named.length > 0 ? named : this.own.transactions)
      for (const wallet of sides.keys()) counts.set(wallet, (counts.get(wallet) ?? 0) + 1);
    return [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, mostTried)
      .map(([wallet]) => wallet);
  }

  against(wallet: string | null): Reconciled {
    const scoped = new Map(this.own.transactions.flatMap((own) => scopedTo(own, wallet)));
    const found = this.find(scoped);
    const missing = this.told.filter((told) => !found.has(told));
    const different = [...found].flatMap(([told, { with: scope, by }]) => this.difference(told, scope, by) ?? []);
    const rewards = matchRewards(
      this.rewards,
      this.own.rewards.filter((reward) => wallet === null || reward.wallet === wallet),
    );
    const seen = new Set([...found.values()].map(({ with: { own } }) => own.hash));
    const [first, last] = this.span(found);
    const missingThere = [...scoped.values()]
      .filter(({ own, at }) => !seen.has(own.hash) && at >= first && at <= last)
      .filter(({ side }) => isTelling(side, this.file.form))
      .map(({ own }) => own);
    return {
      wallet,
      matched: found.size - different.length + rewards.matched,
      missingHere: [
        ...missing.map((told) => ({ ...told, otherWallet: this.otherWallet(told, wallet) })),
        ...rewards.missingHere.map((row) => ({ hash: null, rows: [row], otherWallet: null })),
      ],
      missingThere: [...missingThere, ...rewards.missingThere],
      different: [...different, ...rewards.different.map((each) => this.rewardDifference(each))],
    };
  }

  /** Our transaction of each of the file's: by hash first, then of what names none. */
  private find(scoped: ReadonlyMap<string, Scoped>) {
    const found = new Map<ToldTransaction, { with: Scoped; by: Difference["matchedBy"] }>();
    for (const told of this.told) {
      const scope = told.hash === null ? undefined : scoped.get(told.hash);
      if (scope !== undefined) found.set(told, { with: scope, by: "hash" });
    }
    const nameless = this.told.filter(({ hash }) => hash === null);
    if (nameless.length === 0) return found;
    const named = new Set([...found.values()].map(({ with: { own } }) => own.hash));
    const matcher = new TimeMatcher(
      [...scoped.values()].filter(({ own }) => !named.has(own.hash)),
      this.names,
    );
    for (const told of nameless) {
      const scope = matcher.take(told);
      if (scope !== null) found.set(told, { with: scope, by: "time_and_amount" });
    }
    return found;
  }

  private difference(
    told: ToldTransaction,
    { own, side }: Scoped,
    matchedBy: Difference["matchedBy"],
  ): Difference | null {
    const theirs = resolve(sumsByName(told), side, this.names, this.decimals);
    const [first, ...others] = explain(theirs.units, theirs.unknown.length > 0, side, this.habits);
    if (first === undefined) return null;
    return { rows: told.rows, own, matchedBy, theirs, ours: side.told, why: [first, ...others] };
  }

  private rewardDifference({ row, own, why }: ReturnType<typeof matchRewards>["different"][number]): Difference {
    const sums = sumsByName({ hash: null, rows: [row] });
    const ours = new Map([["lovelace", own.quantity]]);
    const theirs = resolve(sums, emptySide, this.names, this.decimals);
    return { rows: [row], own, matchedBy: "reward", theirs, ours, why: [why] };
  }

  /** Where the transaction is known nonetheless. */
  private otherWallet({ hash }: ToldTransaction, wallet: string | null): string | null {
    const own = wallet === null || hash === null ? undefined : this.byHash.get(hash);
    return own === undefined ? null : ([...own.sides.keys()][0] ?? null);
  }

  /** The time of which the file tells. */
  private span(found: ReadonlyMap<ToldTransaction, { with: Scoped }>): readonly [first: number, last: number] {
    return spanOf(this.told.flatMap((told) => found.get(told)?.with.at ?? told.rows[0]?.at ?? []));
  }
}

const emptySide = together([]);

/** Whether a file of that form would have a line for it: what changes nothing that is owned is none of ours. */
function isTelling({ told, moved }: OwnSide, form: FileForm): boolean {
  return told.size > 0 || (form !== "generic" && form !== "koinly" && moved.size > 0);
}

function scopedTo(own: OwnTransaction, wallet: string | null): [string, Scoped][] {
  const side = wallet === null ? together([...own.sides.values()]) : own.sides.get(wallet);
  return side === undefined ? [] : [[own.hash, { at: own.at, own, side }]];
}
