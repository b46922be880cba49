import { deregisters, registers, type ChainTx, type DRep } from "./chain-tx";
import { Random } from "./random";

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

export interface AccountState {
  readonly registered: boolean;
  readonly poolHash: string | null;
  readonly drep: DRep | null;
  readonly withdrawnLovelace: bigint;
}

const ACTIVE_AFTER_EPOCHS = 2;
const SPENDABLE_AFTER_EPOCHS = 2;

/** Everything that reward accounts lived through. Rewards follow from it, so that a rollback changes them rightly. */
export class StakingBook {
  private readonly events = new Map<string, StakingEvent[]>();

  constructor(private readonly seed: string) {}

  apply(tx: ChainTx, epoch: number): void {
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

  undo(tx: ChainTx): void {
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

  /** Rewards spendable at `epoch`, oldest first. */
  rewards(stakeAddress: string, epoch: number): Reward[] {
    const events = this.of(stakeAddress);
    const firstDelegation = events.find(({ kind }) => kind === "delegated");
    if (firstDelegation === undefined) return [];
    const rewards: Reward[] = [];
    const from = firstDelegation.epoch + ACTIVE_AFTER_EPOCHS;
    for (let earned = from; earned <= epoch - SPENDABLE_AFTER_EPOCHS; earned++) {
      const poolHash = earningPool(events, earned);
      if (poolHash !== null) rewards.push({ epoch: earned, poolHash, amount: this.amountOf(stakeAddress, earned) });
    }
    return rewards;
  }

  withdrawable(stakeAddress: string, epoch: number): bigint {
    const earned = this.rewards(stakeAddress, epoch).reduce((total, { amount }) => total + amount, 0n);
    return earned - this.state(stakeAddress).withdrawnLovelace;
  }

  private readonly amounts = new Map<string, bigint>();

  private amountOf(stakeAddress: string, epoch: number): bigint {
    const label = `${this.seed}/reward/${stakeAddress}/${epoch}`;
    const known = this.amounts.get(label);
    if (known !== undefined) return known;
    const amount = new Random(label).amount(120_000, 2_400_000);
    this.amounts.set(label, amount);
    return amount;
  }

  private append(stakeAddress: string, event: StakingEvent): void {
    const events = this.events.get(stakeAddress) ?? [];
    events.push(event);
    this.events.set(stakeAddress, events);
  }
}

/** The pool of the snapshot for `earned`, or null where the account had gone before the reward was paid. */
function earningPool(events: readonly StakingEvent[], earned: number): string | null {
  let poolHash: string | null = null;
  for (const event of events) {
    if (event.kind === "delegated" && event.epoch <= earned - ACTIVE_AFTER_EPOCHS) poolHash = event.poolHash;
    if (event.kind === "deregistered" && event.epoch < earned + SPENDABLE_AFTER_EPOCHS) poolHash = null;
  }
  return poolHash;
}
