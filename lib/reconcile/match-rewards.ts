import { lovelace } from "@/lib/cardano/unit";
import { smallestParts } from "@/lib/reconcile/decimal-text";
import type { ToldRow } from "@/lib/reconcile/told-file";

/** A reward of an epoch, as we know it. */
export interface OwnReward {
  readonly wallet: string;
  readonly epoch: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Lovelace. */
  readonly quantity: bigint;
}

interface RewardDifference {
  readonly row: ToldRow;
  readonly own: OwnReward;
  readonly why: "reward_doubled" | "amount_differs";
}

interface MatchedRewards {
  readonly matched: number;
  readonly missingHere: readonly ToldRow[];
  readonly missingThere: readonly OwnReward[];
  readonly different: readonly RewardDifference[];
}

const dayMs = 86_400_000;
/** A reward is dated by the epoch that earned it, by that in which it can be spent, or in between: three epochs of five days. */
const mostApartMs = 15 * dayMs;

/** Rewards of a file against ours, each once: by amount, the nearest in time; what is left by its epoch. */
export function matchRewards(rows: readonly ToldRow[], rewards: readonly OwnReward[]): MatchedRewards {
  const matcher = new RewardMatcher(rewards);
  const unlike = rows.filter((row) => !matcher.take(row));
  const [missingHere, different] = [[] as ToldRow[], [] as RewardDifference[]];
  for (const row of unlike) {
    const doubled = matcher.alike(row, true);
    const own = doubled ?? matcher.takeEpoch(row);
    if (own === null) missingHere.push(row);
    else different.push({ row, own, why: doubled === null ? "amount_differs" : "reward_doubled" });
  }
  const [first, last] = spanOf(rows.flatMap(({ at }) => at ?? []));
  const missingThere = matcher.left().filter(({ at }) => at >= first && at <= last);
  return { matched: rows.length - unlike.length, missingHere, missingThere, different };
}

/** The first and the last of some moments; of none, a span in which nothing lies. */
export function spanOf(moments: readonly number[]): readonly [first: number, last: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of moments) [first, last] = [Math.min(first, at), Math.max(last, at)];
  return [first, last];
}

class RewardMatcher {
  private readonly taken = new Set<OwnReward>();
  private readonly byQuantity = new Map<bigint, OwnReward[]>();
  private readonly byEpoch = new Map<number, OwnReward[]>();

  constructor(private readonly rewards: readonly OwnReward[]) {
    for (const reward of rewards) {
      this.byQuantity.set(reward.quantity, [...(this.byQuantity.get(reward.quantity) ?? []), reward]);
      if (reward.epoch !== null) this.byEpoch.set(reward.epoch, [...(this.byEpoch.get(reward.epoch) ?? []), reward]);
    }
  }

  take(row: ToldRow): boolean {
    const found = this.alike(row, false);
    if (found !== null) this.taken.add(found);
    return found !== null;
  }

  /** Of the same amount and about the same time. */
  alike(row: ToldRow, isTaken: boolean): OwnReward | null {
    const quantity = lovelaceOf(row);
    const at = row.at;
    if (quantity === null || at === null) return null;
    const near = (this.byQuantity.get(quantity) ?? [])
      .filter((each) => this.taken.has(each) === isTaken && Math.abs(each.at - at) <= mostApartMs)
      .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    return near[0] ?? null;
  }

  takeEpoch({ reward }: ToldRow): OwnReward | null {
    const { epoch = null } = reward ?? {};
    const found = epoch === null ? undefined : this.byEpoch.get(epoch)?.find((each) => !this.taken.has(each));
    if (found !== undefined) this.taken.add(found);
    return found ?? null;
  }

  left(): OwnReward[] {
    return this.rewards.filter((reward) => !this.taken.has(reward));
  }
}

function lovelaceOf({ received }: ToldRow): bigint | null {
  if (received === null || !["ada", lovelace as string].includes(received.name.toLowerCase())) return null;
  return smallestParts(received.amount, 6);
}
