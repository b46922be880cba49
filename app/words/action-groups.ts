import type { Action } from "./action-words";

/** Every action once, under the word where a person looks for it. */
export const actionGroups = [
  [
    "Transfers",
    [
      "receive",
      "send",
      "self_transfer",
      "internal_transfer",
      "airdrop",
      "claim",
      "bridge_in",
      "bridge_out",
      "multisig",
    ],
  ],
  [
    "Trading",
    [
      "direct_swap",
      "order_place",
      "order_fill",
      "order_partial",
      "order_cancel",
      "order_expire",
      "order_refund",
      "order_execution",
    ],
  ],
  ["Liquidity and farms", ["lp_deposit", "lp_withdraw", "farm_stake", "farm_unstake", "farm_harvest"]],
  [
    "Lending and debt",
    [
      "lend_supply",
      "lend_withdraw",
      "lend_borrow",
      "lend_repay",
      "liquidation",
      "cdp_open",
      "cdp_adjust",
      "cdp_close",
      "stability_deposit",
      "stability_withdraw",
    ],
  ],
  [
    "NFTs and minting",
    ["nft_buy", "nft_sell", "nft_list", "nft_delist", "nft_offer", "nft_offer_cancel", "mint", "burn"],
  ],
  [
    "Staking",
    [
      "reward_withdrawal",
      "stake_delegation",
      "stake_registration",
      "stake_deregistration",
      "pool_registration",
      "pool_retirement",
    ],
  ],
  [
    "Governance",
    [
      "vote_delegation",
      "governance_vote",
      "governance_proposal",
      "treasury_donation",
      "drep_registration",
      "drep_update",
      "drep_retirement",
    ],
  ],
  ["Contracts", ["lock", "unlock", "contract_interaction", "protocol_operation", "failed_script", "unclassified"]],
] as const satisfies readonly (readonly [string, readonly Action[]])[];
