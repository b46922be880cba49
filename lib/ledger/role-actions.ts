import type { Action } from "@/lib/ledger/action";
import type { ScriptRole } from "@/lib/protocols/protocol";

/** What it means that value came to a role's script, stayed there, left it, or left it without the owner's signature. */
interface RoleActions {
  readonly placed: Action;
  readonly changed: Action;
  readonly taken: Action;
  readonly seized: Action;
}

const farming: RoleActions = {
  placed: "farm_stake",
  changed: "farm_harvest",
  taken: "farm_unstake",
  seized: "farm_harvest",
};
const locking: RoleActions = { placed: "lock", changed: "unlock", taken: "unlock", seized: "unlock" };
const borrowing: RoleActions = {
  placed: "lend_borrow",
  changed: "lend_repay",
  taken: "lend_repay",
  seized: "liquidation",
};
const upkeep: RoleActions = {
  placed: "protocol_operation",
  changed: "protocol_operation",
  taken: "protocol_operation",
  seized: "protocol_operation",
};

/** Roles in the order in which they name a transaction that touches several; orders and pools have rules of their own. */
export const roleActions = {
  cdp: { placed: "cdp_open", changed: "cdp_adjust", taken: "cdp_close", seized: "liquidation" },
  loan: borrowing,
  stability_pool: {
    placed: "stability_deposit",
    changed: "stability_withdraw",
    taken: "stability_withdraw",
    seized: "stability_withdraw",
  },
  listing: { placed: "nft_list", changed: "nft_list", taken: "nft_delist", seized: "nft_sell" },
  offer: { placed: "nft_offer", changed: "nft_offer", taken: "nft_offer_cancel", seized: "nft_buy" },
  action: { placed: "lend_supply", changed: "lend_supply", taken: "order_cancel", seized: "lend_withdraw" },
  bridge: { placed: "bridge_out", changed: "bridge_out", taken: "bridge_in", seized: "bridge_in" },
  farm: farming,
  staking: farming,
  vault: farming,
  claim: { placed: "lock", changed: "claim", taken: "claim", seized: "claim" },
  vesting: locking,
  lock: locking,
  launchpad: { placed: "lock", changed: "lock", taken: "claim", seized: "claim" },
  bond: locking,
  repayment: { placed: "lend_repay", changed: "lend_repay", taken: "claim", seized: "claim" },
  liquidation: { placed: "liquidation", changed: "liquidation", taken: "claim", seized: "claim" },
  oracle: upkeep,
  settings: upkeep,
  factory: upkeep,
  treasury: upkeep,
} as const satisfies Partial<Record<ScriptRole, RoleActions>>;

/** What an action at a role's script is called, of what was given and got and at whose script. */
const sentences: Partial<Record<Action, string>> = {
  cdp_open: "Opened a debt position on NAME with GAVE for GOT",
  cdp_adjust: "Changed a debt position on NAME: gave GAVE, got GOT",
  cdp_close: "Closed a debt position on NAME: gave GAVE, got GOT",
  lend_borrow: "Borrowed GOT on NAME against GAVE",
  lend_repay: "Repaid GAVE on NAME for GOT",
  lend_supply: "Supplied GAVE to NAME",
  lend_withdraw: "Withdrew GOT from NAME",
  liquidation: "A position on NAME was liquidated; GOT came back",
  stability_deposit: "Put GAVE into a stability pool of NAME",
  stability_withdraw: "Took GOT out of a stability pool of NAME",
  nft_list: "Listed GAVE for sale on NAME",
  nft_delist: "Took GOT off sale on NAME",
  nft_buy: "Bought GOT for GAVE on NAME",
  nft_sell: "Sold GAVE for GOT on NAME",
  nft_offer: "Offered GAVE on NAME",
  nft_offer_cancel: "Took back an offer of GOT on NAME",
  bridge_out: "Sent GAVE over the NAME bridge",
  bridge_in: "Received GOT over the NAME bridge",
  farm_stake: "Staked GAVE at NAME",
  farm_unstake: "Unstaked GOT from NAME",
  farm_harvest: "Harvested GOT at NAME",
  claim: "Claimed GOT at NAME",
  lock: "Locked GAVE at NAME",
  unlock: "Unlocked GOT at NAME",
  order_cancel: "Took GOT back from NAME",
  protocol_operation: "Upkeep of NAME",
};

/** The action in a sentence, from what was given and got, in words. */
export function roleSentence(action: Action, gave: string, got: string, name: string): string {
  const sentence = sentences[action] ?? "Used NAME: gave GAVE, got GOT";
  const words: Readonly<Record<string, string>> = { GAVE: gave, GOT: got, NAME: name };
  return sentence.replace(/GAVE|GOT|NAME/g, (word) => words[word] ?? word);
}

export type NamedRole = keyof typeof roleActions;

export function isNamedRole(role: ScriptRole): role is NamedRole {
  return Object.hasOwn(roleActions, role);
}

/** Position of a role among those that can name a transaction: the smaller, the more it says. */
export function roleRank(role: NamedRole): number {
  return Object.keys(roleActions).indexOf(role);
}
