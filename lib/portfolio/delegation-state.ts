import type { StakingAccount } from "@/lib/contract/staking";
import type { Retirement } from "@/lib/stake-pools/lookup-retirements";

type DelegationState = NonNullable<StakingAccount["delegation"]>["state"];

interface Given {
  /** From which epoch on the delegation counts; null where its certificate was not seen. */
  readonly activeFrom: number | null;
  readonly retirement: Retirement | null;
  /** The last epoch that the pool paid the account for. */
  readonly lastReward: number | null;
  readonly epoch: number;
  /** The epoch in which the rewards were last read; null where they never were. */
  readonly readIn: number | null;
}

/** A reward is listed two epochs after the one that it is for. */
const listedAfter = 2;
/** A pool may well make no block in an epoch; after so many without one its delegators are told. */
const unrewardedEpochs = 5;

/** Whether a delegation earns, by what the chain says of the pool and by the rewards that came. */
export function delegationState({ activeFrom, retirement, lastReward, epoch, readIn }: Given): DelegationState {
  if (retirement?.isRetired === true) return { is: "retired", epoch: retirement.epoch ?? lastReward };
  if (activeFrom !== null && activeFrom > epoch) return { is: "not_yet", epoch: activeFrom };
  const since = Math.max(lastReward ?? -1, (activeFrom ?? 0) - 1);
  const isSeen = activeFrom !== null || lastReward !== null;
  if (readIn !== null && isSeen && readIn - listedAfter - since >= unrewardedEpochs) {
    return { is: "unrewarded", epoch: lastReward };
  }
  return retirement === null ? { is: "earning", epoch: null } : { is: "retiring", epoch: retirement.epoch };
}
