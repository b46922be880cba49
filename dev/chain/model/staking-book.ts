import { createdBy, deregisters, registers, spentBy, type ChainTx, type DRep, type Utxo } from "./chain-tx";
import { memberReward, StakePoolBook } from "./stake-pool-book";

export type StakingEvent =
  | { readonly kind: "registered"; readonly txHash: string; readonly epoch: number }
  | { readonly kind: "deregistered"; readonly txHash: string; readonly epoch: number }
  | { readonly kind: "delegated"; readonly txHash: string; readonly epoch: number; readonly poolHash: string }
  | { readonly kind: "voted"; readonly txHash: string; readonly epoch: number; readonly drep: DRep }
  | { readonly kind: "withdrew"; readonly txHash: string; readonly epoch: number; readonly amount: bigint };

export interface Reward {
  /** The epoch it was earned in; spendable two epochs later. */
  readonly epoch: number;
  readonly amount: bigint;
  readonly poolHash: string;
}

/** An epoch in which an account's stake counted. */
interface StakeEpoch {
  readonly epoch: number;
  readonly poolHash: string;
  /** Unspent outputs and rewards as they were when the epoch before the one before ended. */
  readonly stake: bigint;
  /** Earned in it; nothing where the pool made no block, or where the account had gone before it was paid. */
  readonly reward: bigint;
}

export interface AccountState {
  readonly registered: boolean;
  readonly poolHash: string | null;
  readonly drep: DRep | null;
  readonly withdrawnLovelace: bigint;
}

const ACTIVE_AFTER_EPOCHS = 2;
const SPENDABLE_AFTER_EPOCHS = 2;

interface Move {
  readonly txHash: string;
  readonly epoch: number;
  readonly lovelace: bigint;
}

/**
 * Everything that reward accounts lived through. Rewards follow from it, so that a rollback changes them rightly. The stake
 * of an account is what the transactions of its own world left it: others know of no other world.
 */
export class StakingBook {
  readonly pools: StakePoolBook;
  private readonly events = new Map<string, StakingEvent[]>();
  private readonly moves = new Map<string, Move[]>();

  constructor(seed: string) {
    this.pools = new StakePoolBook(seed);
  }

  /** @param owner the account of the world that the transaction is of */
  apply(tx: ChainTx, epoch: number, owner: string | null): void {
    if (owner !== null) {
      const lovelace = lovelaceOf(createdBy(tx), owner) - lovelaceOf(spentBy(tx), owner);
      const moves = this.moves.get(owner) ?? [];
      moves.push({ txHash: tx.hash, epoch, lovelace });
      this.moves.set(owner, moves);
    }
    if (!tx.valid) return;
    for (const { stakeAddress, amount } of tx.withdrawals) {
      this.append(stakeAddress, { kind: "withdrew", txHash: tx.hash, epoch, amount });
    }
    for (const certificate of tx.certificates) {
      const common = { txHash: tx.hash, epoch };
      const { stakeAddress, poolHash, drep } = certificate;
      if (registers(certificate)) this.append(stakeAddress, { kind: "registered", ...common });
      if (deregisters(certificate)) this.append(stakeAddress, { kind: "deregistered", ...common });
      if (poolHash !== null) this.append(stakeAddress, { kind: "delegated", ...common, poolHash });
      if (drep !== null) this.append(stakeAddress, { kind: "voted", ...common, drep });
    }
  }

  undo(tx: ChainTx, owner: string | null): void {
    if (owner !== null) {
      this.moves.set(
        owner,
        this.movesOf(owner).filter(({ txHash }) => txHash !== tx.hash),
      );
    }
    const accounts = [...tx.withdrawals, ...tx.certificates].map(({ stakeAddress }) => stakeAddress);
    for (const account of new Set(accounts)) {
      this.events.set(
        account,
        this.of(account).filter(({ txHash }) => txHash !== tx.hash),
      );
    }
  }

  of(stakeAddress: string): readonly StakingEvent[] {
    return this.events.get(stakeAddress) ?? [];
  }

  state(stakeAddress: string): AccountState {
    const gone = { registered: false, poolHash: null, drep: null };
    let state: AccountState = { ...gone, withdrawnLovelace: 0n };
    for (const event of this.of(stakeAddress)) {
      if (event.kind === "registered") state = { ...state, registered: true };
      else if (event.kind === "deregistered") state = { ...state, ...gone };
      else if (event.kind === "delegated") state = { ...state, poolHash: event.poolHash };
      else if (event.kind === "voted") state = { ...state, drep: event.drep };
      else state = { ...state, withdrawnLovelace: state.withdrawnLovelace + event.amount };
    }
    return state;
  }

  /** The epochs up to one in which the account's stake counted, oldest first. */
  stakes(stakeAddress: string, until: number): StakeEpoch[] {
    const events = this.of(stakeAddress);
    const firstDelegation = events.find(({ kind }) => kind === "delegated");
    if (firstDelegation === undefined) return [];
    const found: StakeEpoch[] = [];
    const held = new Held(this.movesOf(stakeAddress), events);
    for (let epoch = firstDelegation.epoch + ACTIVE_AFTER_EPOCHS; epoch <= until; epoch++) {
      const snapshot = epoch - ACTIVE_AFTER_EPOCHS;
      const stake = held.at(snapshot, found);
      const poolHash = poolAt(events, snapshot, snapshot);
      if (poolHash === null || stake <= 0n) continue;
      const isThere = poolAt(events, snapshot, epoch + SPENDABLE_AFTER_EPOCHS - 1) !== null;
      const reward = isThere ? memberReward(this.pools.at(poolHash, epoch), stake) : 0n;
      found.push({ epoch, poolHash, stake, reward });
    }
    return found;
  }

  /** Rewards spendable at `epoch`, oldest first. */
  rewards(stakeAddress: string, epoch: number): Reward[] {
    return this.stakes(stakeAddress, epoch - SPENDABLE_AFTER_EPOCHS).flatMap(({ epoch: earned, poolHash, reward }) =>
      reward > 0n ? [{ epoch: earned, poolHash, amount: reward }] : [],
    );
  }

  withdrawable(stakeAddress: string, epoch: number): bigint {
    const earned = this.rewards(stakeAddress, epoch).reduce((total, { amount }) => total + amount, 0n);
    return earned - this.state(stakeAddress).withdrawnLovelace;
  }

  private movesOf(stakeAddress: string): readonly Move[] {
    return this.moves.get(stakeAddress) ?? [];
  }

  private append(stakeAddress: string, event: StakingEvent): void {
    const events = this.events.get(stakeAddress) ?? [];
    events.push(event);
    this.events.set(stakeAddress, events);
  }
}

/** The pool that an account was delegated to when an epoch ended; null where it had gone before the end of another one. */
function poolAt(events: readonly StakingEvent[], delegatedBy: number, goneBy: number): string | null {
  let poolHash: string | null = null;
  for (const event of events) {
    if (event.kind === "delegated" && event.epoch <= delegatedBy) poolHash = event.poolHash;
    if (event.kind === "deregistered" && event.epoch <= goneBy) poolHash = null;
  }
  return poolHash;
}

const lovelaceOf = (utxos: readonly Utxo[], owner: string): bigint =>
  utxos.reduce((sum, { address, value }) => (address.stakeAddress === owner ? sum + value.lovelace : sum), 0n);

/** What an account holds at the ends of epochs, asked for in their order. */
class Held {
  private balance = 0n;
  private moved = 0;
  private happened = 0;
  private paid = 0;

  constructor(
    private readonly moves: readonly Move[],
    private readonly events: readonly StakingEvent[],
  ) {}

  /** Rewards are paid as the epoch ends whose end makes them spendable in the next. */
  at(epoch: number, earned: readonly StakeEpoch[]): bigint {
    for (let move; (move = this.moves[this.moved]) !== undefined && move.epoch <= epoch; this.moved++)
      this.balance += move.lovelace;
    for (let event; (event = this.events[this.happened]) !== undefined && event.epoch <= epoch; this.happened++)
      if (event.kind === "withdrew") this.balance -= event.amount;
    for (let each; (each = earned[this.paid]) !== undefined && each.epoch < epoch; this.paid++)
      this.balance += each.reward;
    return this.balance;
  }
}
