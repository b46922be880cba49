import type { Transaction } from "@/lib/contract/transactions";

export type Action = Transaction["action"];
export type Direction = Transaction["direction"];

export const actionWords = {
  receive: "Received",
  send: "Sent",
  self_transfer: "Moved within wallet",
  internal_transfer: "Moved between own wallets",
  stake_registration: "Stake key registered",
  stake_deregistration: "Stake key deregistered",
  stake_delegation: "Delegated to a pool",
  vote_delegation: "Vote delegated",
  reward_withdrawal: "Rewards withdrawn",
  drep_registration: "DRep registered",
  drep_retirement: "DRep retired",
  drep_update: "DRep updated",
  pool_registration: "Stake pool registered",
  pool_retirement: "Stake pool retired",
  governance_vote: "Governance vote",
  governance_proposal: "Governance proposal",
  treasury_donation: "Donated to the treasury",
  mint: "Minted",
  burn: "Burned",
  airdrop: "Airdrop",
  claim: "Claimed",
  order_place: "Order placed",
  order_fill: "Swapped",
  order_partial: "Order partly filled",
  order_cancel: "Order cancelled",
  order_expire: "Order expired",
  order_refund: "Order given back",
  order_execution: "Carried out orders",
  direct_swap: "Swapped directly",
  lp_deposit: "Liquidity added",
  lp_withdraw: "Liquidity removed",
  farm_stake: "Staked in a farm",
  farm_unstake: "Unstaked from a farm",
  farm_harvest: "Farm rewards",
  lend_supply: "Supplied",
  lend_withdraw: "Supply withdrawn",
  lend_borrow: "Borrowed",
  lend_repay: "Loan repaid",
  liquidation: "Liquidated",
  cdp_open: "Debt position opened",
  cdp_adjust: "Debt position changed",
  cdp_close: "Debt position closed",
  stability_deposit: "Stability pool deposit",
  stability_withdraw: "Stability pool withdrawal",
  nft_list: "Listed for sale",
  nft_delist: "Listing withdrawn",
  nft_buy: "Bought",
  nft_sell: "Sold",
  nft_offer: "Offer made",
  nft_offer_cancel: "Offer withdrawn",
  bridge_out: "Bridged out",
  bridge_in: "Bridged in",
  lock: "Locked",
  unlock: "Unlocked",
  multisig: "Shared treasury",
  protocol_operation: "Protocol upkeep",
  contract_interaction: "Used a contract",
  failed_script: "Failed script",
  unclassified: "Not classified",
} as const satisfies Record<Action, string>;

export const directionWords = {
  in: "In",
  out: "Out",
  self: "Within wallet",
  none: "No value moved",
} as const satisfies Record<Direction, string>;

export function isAction(value: string): value is Action {
  return Object.hasOwn(actionWords, value);
}

export function isDirection(value: string): value is Direction {
  return Object.hasOwn(directionWords, value);
}
