import type { Chain, PlacedTx } from "../chain";
import { deregisters, KEY_DEPOSIT, registers, spentBy, createdBy, type DRep, type Utxo } from "../model/chain-tx";
import type { StakingEvent } from "../model/staking-book";
import { sum, type Value } from "../model/value";
import { amountsOf, datumFields, tokensOf, totalOf, type Amount } from "./amounts";
import { drepKeyId, poolId } from "./identifiers";

/** A reward account is known once an output carries it or a certificate or withdrawal names it. */
export const isKnownAccount = (chain: Chain, account: string): boolean =>
  chain.touchingTransactions(account).length > 0 || chain.staking.of(account).length > 0;

export function accountView(chain: Chain, account: string): unknown {
  const { epoch } = chain.tip();
  const state = chain.staking.state(account);
  const earned = chain.staking.rewards(account, epoch).reduce((total, { amount }) => total + amount, 0n);
  const withdrawable = earned - state.withdrawnLovelace;
  const turn = chain.staking.of(account).findLast(({ kind }) => kind === "registered" || kind === "deregistered");
  return {
    stake_address: account,
    active: state.poolHash !== null,
    registered: state.registered,
    active_epoch: turn?.epoch ?? null,
    controlled_amount: (totalOf(chain.utxos.ofAccount(account)).lovelace + withdrawable).toString(),
    rewards_sum: earned.toString(),
    withdrawals_sum: state.withdrawnLovelace.toString(),
    reserves_sum: "0",
    treasury_sum: "0",
    drep_id: state.drep === null ? null : drepId(state.drep),
    withdrawable_amount: withdrawable.toString(),
    pool_id: state.poolHash === null ? null : poolId(state.poolHash),
  };
}

function drepId(drep: DRep): string {
  if (drep.kind === "key") return drepKeyId(drep.hash);
  return drep.kind === "abstain" ? "drep_always_abstain" : "drep_always_no_confidence";
}

/** One row per transaction and address of the account, addresses in the order in which the transaction meets them. */
export function accountTransactionRows(chain: Chain, account: string, placed: readonly PlacedTx[]): unknown[] {
  return placed.flatMap(({ tx, height, index }) => {
    const own = [...spentBy(tx), ...createdBy(tx)].filter(({ address }) => address.stakeAddress === account);
    return [...new Set(own.map(({ address }) => address.text))].map((address) => ({
      address,
      tx_hash: tx.hash,
      tx_index: index,
      block_height: height,
      block_time: chain.blocks.at(height).time,
    }));
  });
}

/** Unspent outputs in chain order. */
export const utxoRows = (chain: Chain, utxos: readonly Utxo[]): unknown[] =>
  inChainOrder(chain, utxos).map(({ utxo, placed }) => utxoRow(chain, utxo, placed.height));

/** `tx_index` repeats the output's index, as the real answer does. */
export const utxoRow = (chain: Chain, utxo: Utxo, height: number): unknown => ({
  address: utxo.address.text,
  tx_hash: utxo.txHash,
  tx_index: utxo.index,
  output_index: utxo.index,
  amount: amountsOf(utxo.value),
  block: chain.blocks.at(height).hash,
  ...datumFields(utxo),
  reference_script_hash: utxo.referenceScriptHash,
});

export function inChainOrder(chain: Chain, utxos: readonly Utxo[]): { utxo: Utxo; placed: PlacedTx }[] {
  return utxos
    .flatMap((utxo) => {
      const placed = chain.find(utxo.txHash);
      return placed === null ? [] : [{ utxo, placed }];
    })
    .sort(
      (a, b) => a.placed.height - b.placed.height || a.placed.index - b.placed.index || a.utxo.index - b.utxo.index,
    );
}

export function accountAddressRows(chain: Chain, account: string): unknown[] {
  const outputs = chain.touchingTransactions(account).flatMap(({ tx }) => createdBy(tx));
  const own = outputs.filter(({ address }) => address.stakeAddress === account).map(({ address }) => address.text);
  return [...new Set(own)].map((address) => ({ address }));
}

export const accountAssetRows = (chain: Chain, account: string): Amount[] =>
  tokensOf(totalOf(chain.utxos.ofAccount(account)));

/** `received_sum`, `sent_sum` and `tx_count` over everything that `owns` says is theirs. */
export function totals(placed: readonly PlacedTx[], owns: (utxo: Utxo) => boolean): Record<string, unknown> {
  const ofEach = (pick: (placed: PlacedTx) => readonly Utxo[]): Value =>
    sum(placed.flatMap((each) => pick(each).filter(owns)).map(({ value }) => value));
  return {
    received_sum: amountsOf(ofEach(({ tx }) => createdBy(tx))),
    sent_sum: amountsOf(ofEach(({ tx }) => spentBy(tx))),
    tx_count: placed.length,
  };
}

/** Rewards oldest first; the newest are listed an epoch before they can be spent. */
export const rewardRows = (chain: Chain, account: string): unknown[] =>
  chain.staking.rewards(account, chain.tip().epoch + 1).map(({ epoch, amount, poolHash }) => ({
    epoch,
    amount: amount.toString(),
    pool_id: poolId(poolHash),
    type: "member",
  }));

const placeFields = (chain: Chain, txHash: string): Record<string, unknown> => {
  const height = chain.find(txHash)?.height ?? 0;
  const { slot, time } = chain.blocks.at(height);
  return { tx_slot: slot, block_height: height, block_time: time };
};

export const withdrawalRows = (chain: Chain, account: string): unknown[] =>
  chain.staking
    .of(account)
    .flatMap((event) =>
      event.kind === "withdrew"
        ? [{ tx_hash: event.txHash, amount: event.amount.toString(), ...placeFields(chain, event.txHash) }]
        : [],
    );

export const registrationRows = (chain: Chain, account: string): unknown[] =>
  chain.staking.of(account).flatMap((event) =>
    event.kind === "registered" || event.kind === "deregistered"
      ? [
          {
            tx_hash: event.txHash,
            action: event.kind,
            deposit: depositOf(chain, event),
            ...placeFields(chain, event.txHash),
          },
        ]
      : [],
  );

function depositOf(chain: Chain, event: StakingEvent): string | null {
  const certificates = chain.find(event.txHash)?.tx.certificates ?? [];
  return event.kind === "registered" && certificates.some((c) => registers(c) && !deregisters(c))
    ? KEY_DEPOSIT.toString()
    : null;
}

export function delegationRows(chain: Chain, account: string): unknown[] {
  const amount = totalOf(chain.utxos.ofAccount(account)).lovelace.toString();
  return chain.staking.of(account).flatMap((event) =>
    event.kind === "delegated"
      ? [
          {
            active_epoch: event.epoch + 2,
            tx_hash: event.txHash,
            amount,
            pool_id: poolId(event.poolHash),
            ...placeFields(chain, event.txHash),
          },
        ]
      : [],
  );
}

/** One row per epoch that the account's stake counted in, this one among them. */
export const historyRows = (chain: Chain, account: string): unknown[] =>
  chain.staking.stakes(account, chain.tip().epoch).map(({ epoch, poolHash, stake }) => ({
    active_epoch: epoch,
    amount: stake.toString(),
    pool_id: poolId(poolHash),
  }));
