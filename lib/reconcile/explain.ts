import { lovelace } from "@/lib/cardano/unit";
import type { Unit } from "@/lib/cardano/brand";
import type { OwnSide } from "@/lib/reconcile/own-transaction";
import { differenceReasons, type DifferenceReason } from "@/lib/reconcile/reasons";

/** What a file says of one unit in one transaction. */
export interface ToldUnit {
  /** Smallest parts: what came less what went, with fees. */
  readonly quantity: bigint;
  /** Of it, what is told as a fee. */
  readonly fee: bigint;
  /** Whether something is told of it but fees. */
  readonly isMoved: boolean;
  /** The file rounds, or cuts, by less than this; 0 where it tells all decimals. */
  readonly rounding: bigint;
}

export type ToldUnits = ReadonlyMap<string, ToldUnit>;

/** How the person's rewards are told by us, and whether the file has rewards apart from transactions. */
export interface RewardHabits {
  readonly ours: "withdrawn" | "apart";
  readonly fileHasRewards: boolean;
}

const untold: ToldUnit = { quantity: 0n, fee: 0n, isMoved: false, rounding: 0n };
/** Of what travels with one token: the network asks for 1 to 2 ADA of an output with tokens. */
const mostMinAda = 2_000_000n;

interface Part {
  readonly reason: DifferenceReason;
  /** By how much the file's figure is greater where this is so. */
  readonly quantity: bigint;
}

/**
 * All that explains why a file tells a transaction otherwise, what weighs most first. None where it tells the same.
 *
 * @param hasUnknown the file names something besides of which nobody knows what it is
 */
export function explain(told: ToldUnits, hasUnknown: boolean, own: OwnSide, habits: RewardHabits): DifferenceReason[] {
  const reasons = new Set<DifferenceReason>();
  for (const unit of new Set([...told.keys(), ...own.told.keys()]))
    for (const reason of reasonsOf(unit, told, own, habits)) reasons.add(reason);
  // What is missing may be what nobody could find among what the file names.
  if (hasUnknown) reasons.delete("tokens_left_out");
  if (hasUnknown) reasons.add("token_unknown");
  if (reasons.delete("amount_differs")) reasons.add(own.isFailed ? "failed_script" : "amount_differs");
  if (isToldTwice(own, habits) && !reasons.has("reward_apart")) reasons.add("reward_doubled");
  return differenceReasons.filter((reason) => reasons.has(reason));
}

/** We tell rewards with their withdrawal, as the file does here, and it has them by epoch as well. */
const isToldTwice = (own: OwnSide, { ours, fileHasRewards }: RewardHabits) =>
  ours === "withdrawn" && fileHasRewards && own.withdrawn > 0n;

function reasonsOf(unit: string, told: ToldUnits, own: OwnSide, habits: RewardHabits): readonly DifferenceReason[] {
  const theirs = told.get(unit) ?? untold;
  const difference = theirs.quantity - (own.told.get(unit as Unit) ?? 0n);
  if (difference === 0n) return [];
  const parts = unit === lovelace ? partsOfAda(told, own, habits) : [];
  const place = { reason: "order_as_transfer", quantity: elsewhere(unit, own, habits) } as const;
  const exact = fewestOf([...parts, place], difference);
  if (exact !== null) return exact;
  if (!told.has(unit)) return [unit === lovelace ? "amount_differs" : "tokens_left_out"];
  return (difference < 0n ? -difference : difference) < theirs.rounding ? ["rounding"] : ["amount_differs"];
}

/** What moved from or to the wallet without coming or going: deposits and rewards have reasons of their own. */
function elsewhere(unit: string, { moved, told, deposit, withdrawn }: OwnSide, { ours }: RewardHabits): bigint {
  const all = (moved.get(unit as Unit) ?? 0n) - (told.get(unit as Unit) ?? 0n);
  return unit === lovelace ? all + deposit - (ours === "apart" ? withdrawn : 0n) : all;
}

function partsOfAda(told: ToldUnits, own: OwnSide, { ours, fileHasRewards }: RewardHabits): Part[] {
  const theirs = told.get(lovelace) ?? untold;
  const tokens = BigInt(told.size - (told.has(lovelace) ? 1 : 0));
  const moved = (own.told.get(lovelace) ?? 0n) + own.fee;
  const isSmall = moved <= mostMinAda * tokens && moved >= -mostMinAda * tokens;
  return [
    { reason: "fee_left_out", quantity: own.fee },
    // Of somebody else's fee, which the file counts as the wallet's.
    { reason: "fee_doubled", quantity: own.fee === 0n ? -theirs.fee : -own.fee },
    { reason: theirs.fee - own.fee === own.deposit ? "deposit_as_fee" : "deposit_as_spent", quantity: -own.deposit },
    ours === "withdrawn"
      ? { reason: "reward_apart", quantity: -own.withdrawn }
      : { reason: fileHasRewards ? "reward_doubled" : "reward_at_withdrawal", quantity: own.withdrawn },
    { reason: "min_ada_left_out", quantity: !theirs.isMoved && isSmall ? -moved : 0n },
  ];
}

/** The fewest parts that come to a sum, the earlier ones first; null where none do. */
function fewestOf(parts: readonly Part[], sum: bigint): DifferenceReason[] | null {
  const real = parts.filter(({ quantity }) => quantity !== 0n);
  let best: Part[] | null = null;
  for (let chosen = 1; chosen < 1 << real.length; chosen += 1) {
    const some = real.filter((_, n) => (chosen >> n) % 2 === 1);
    if (best !== null && some.length >= best.length) continue;
    if (some.reduce((all, { quantity }) => all + quantity, 0n) === sum) best = some;
  }
  return best?.map(({ reason }) => reason) ?? null;
}
