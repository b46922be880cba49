import { Random } from "./random";

const ADA = 1_000_000;
/** Chances of a pool to make a block in an epoch; all are as good as its stake is of this sum. */
const LOTTERIES = 12;
const STAKE_FOR_ALL = 24_000_000 * ADA;

/** What a pool did in one epoch, and what it was paid for it. */
export interface PoolEpoch {
  readonly blocks: number;
  /** Stake of all its delegators that counted. */
  readonly activeStake: bigint;
  readonly delegators: number;
  /** Paid to operator and members together: each got whole lovelace, so that a few less than was due came to anybody. */
  readonly rewards: bigint;
  /** The operator's part of these. */
  readonly fees: bigint;
  /** What members share by their stake, times 1000. */
  readonly memberThousandths: bigint;
}

/** What every pool did in every epoch. Follows from the seed alone, so that no wallet changes it. */
export class StakePoolBook {
  private readonly known = new Map<string, PoolEpoch>();

  constructor(private readonly seed: string) {}

  at(poolHash: string, epoch: number): PoolEpoch {
    const label = `${this.seed}/stake-pool/${poolHash}/${epoch}`;
    const found = this.known.get(label) ?? this.make(poolHash, new Random(label));
    this.known.set(label, found);
    return found;
  }

  private make(poolHash: string, random: Random): PoolEpoch {
    const pool = new Random(`${this.seed}/stake-pool/${poolHash}`);
    const usual = pool.int(6_000_000, 12_000_000) * ADA;
    const [cost, margin] = [pool.amount(170, 340) * BigInt(ADA), pool.amount(0, 40)];
    const stake = random.int(Math.floor(usual * 0.98), Math.floor(usual * 1.02));
    const blocks = Array.from({ length: LOTTERIES }, () => random.chance(stake / STAKE_FOR_ALL)).filter(Boolean).length;
    const delegators = random.int(400, 900);
    const due = BigInt(blocks) * random.amount(420 * ADA, 480 * ADA);
    const rest = due > cost ? due - cost : 0n;
    const rewards = blocks === 0 ? 0n : due - random.amount(0, delegators);
    return {
      blocks,
      activeStake: BigInt(stake),
      delegators,
      rewards,
      fees: rewards < cost ? rewards : cost + ((rewards - cost) * margin) / 1000n,
      memberThousandths: rest * (1000n - margin),
    };
  }
}

/** What a member's stake earns: the ledger's own formula, in whole lovelace. */
export const memberReward = ({ memberThousandths, activeStake }: PoolEpoch, stake: bigint): bigint =>
  (memberThousandths * stake) / (1000n * activeStake);
