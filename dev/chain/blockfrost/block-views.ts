import type { Chain } from "../chain";
import type { Block } from "../model/blocks";
import { costModelsAt } from "../model/cost-models";
import { Random } from "../model/random";
import { POOLS } from "../scenes/staking-scenes";
import { sum } from "../model/value";
import { poolId } from "./identifiers";

export function blockView(chain: Chain, block: Block): unknown {
  const transactions = chain.transactionsOf(block.height);
  const { network } = chain;
  const total = sum(transactions.flatMap(({ tx }) => tx.outputs).map(({ value }) => value)).lovelace;
  const fees = transactions.reduce((all, { tx }) => all + tx.fee, 0n);
  return {
    time: block.time,
    height: block.height,
    hash: block.hash,
    slot: block.slot,
    epoch: block.epoch,
    epoch_slot: (block.slot - network.firstSlot) % network.epochSlots,
    slot_leader: poolId(new Random(`leader/${block.hash}`).pick(POOLS)),
    size: transactions.reduce((all, { tx }) => all + (tx.cbor?.length ?? 0), 3),
    tx_count: transactions.length,
    output: transactions.length === 0 ? null : total.toString(),
    fees: transactions.length === 0 ? null : fees.toString(),
    block_vrf: "vrf_vk1wf2k6lhujezqcfe00l6zetxpnmh9n6mwhpmhm0dvfh3fxgmdnrfqkms8ty",
    op_cert: "da905277534faf75dae41732650568af545134ee08a3c0392dbefc8096ae177c",
    op_cert_counter: "18",
    previous_block: chain.blocks.at(block.height - 1).hash,
    next_block: chain.block(block.height + 1)?.hash ?? null,
    confirmations: chain.tip().height - block.height,
  };
}

export const genesisView = (chain: Chain): unknown => ({
  active_slots_coefficient: 0.05,
  update_quorum: 5,
  max_lovelace_supply: "45000000000000000",
  network_magic: chain.network.magic,
  epoch_length: chain.network.epochSlots,
  system_start: chain.network.systemStart,
  slots_per_kes_period: 129600,
  slot_length: 1,
  max_kes_evolutions: 62,
  security_param: 2160,
});

/** Mainnet's Conway parameters but for the cost models, which change. */
export const MAINNET_PARAMETERS = {
  min_fee_a: 44,
  min_fee_b: 155381,
  max_block_size: 90112,
  max_tx_size: 16384,
  max_block_header_size: 1100,
  key_deposit: "2000000",
  pool_deposit: "500000000",
  e_max: 18,
  n_opt: 500,
  a0: 0.3,
  rho: 0.003,
  tau: 0.2,
  decentralisation_param: 0,
  extra_entropy: null,
  protocol_major_ver: 10,
  protocol_minor_ver: 0,
  min_utxo: "4310",
  min_pool_cost: "170000000",
  nonce: "3fac34ac3d7d1ac6c976ba68b1509b1ee3aafdbf6de96e10789e488e13e16bd7",
  cost_models: null,
  cost_models_raw: null,
  price_mem: 0.0577,
  price_step: 0.0000721,
  max_tx_ex_mem: "14000000",
  max_tx_ex_steps: "10000000000",
  max_block_ex_mem: "62000000",
  max_block_ex_steps: "20000000000",
  max_val_size: "5000",
  collateral_percent: 150,
  max_collateral_inputs: 3,
  coins_per_utxo_size: "4310",
  coins_per_utxo_word: "4310",
  pvt_motion_no_confidence: 0.51,
  pvt_committee_normal: 0.51,
  pvt_committee_no_confidence: 0.51,
  pvt_hard_fork_initiation: 0.51,
  dvt_motion_no_confidence: 0.67,
  dvt_committee_normal: 0.67,
  dvt_committee_no_confidence: 0.6,
  dvt_update_to_constitution: 0.75,
  dvt_hard_fork_initiation: 0.6,
  dvt_p_p_network_group: 0.67,
  dvt_p_p_economic_group: 0.67,
  dvt_p_p_technical_group: 0.67,
  dvt_p_p_gov_group: 0.75,
  dvt_treasury_withdrawal: 0.67,
  committee_min_size: "7",
  committee_max_term_length: "146",
  gov_action_lifetime: "6",
  gov_action_deposit: "100000000000",
  drep_deposit: "500000000",
  drep_activity: "20",
  pvtpp_security_group: 0.51,
  pvt_p_p_security_group: 0.51,
  min_fee_ref_script_cost_per_byte: 15,
} as const;

/** The parameters of an epoch; costs by their place, of which the service's own names tell no more here. */
export function parametersView(epoch: number): unknown {
  const raw = costModelsAt(epoch);
  const named = Object.entries(raw).map(
    ([language, costs]) => [language, Object.fromEntries(costs.entries())] as const,
  );
  return { ...MAINNET_PARAMETERS, epoch, cost_models: Object.fromEntries(named), cost_models_raw: raw };
}
