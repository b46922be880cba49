import type { AdaPart, PositionKind } from "@/lib/contract/positions";
import type { ScriptRole } from "@/lib/protocols/protocol";

/** What a user's value at a script of each role is to them. */
export const kindOfRole = {
  order: "order",
  action: "order",
  loan_request: "order",
  lend_offer: "order",
  redemption: "order",
  listing: "order",
  offer: "order",
  farm: "farm",
  staking: "farm",
  vault: "farm",
  market: "supply",
  stability_pool: "supply",
  bond: "supply",
  repayment: "supply",
  loan: "borrow",
  cdp: "cdp",
  position: "collateral",
  pool: "locked",
  factory: "locked",
  batcher: "locked",
  expired_order_cancel: "locked",
  vesting: "locked",
  lock: "locked",
  launchpad: "locked",
  liquidation: "locked",
  cdp_creator: "locked",
  claim: "locked",
  bridge: "locked",
  oracle: "locked",
  governance: "locked",
  treasury: "locked",
  settings: "locked",
  stake_key: "locked",
  wallet: "locked",
  other: "locked",
} as const satisfies Record<ScriptRole, PositionKind>;

/** Where ADA at a script of a role is; null for a script that no protocol claims. */
export function adaPartOf(role: ScriptRole | null): AdaPart {
  if (role === null) return "contracts";
  const kind = kindOfRole[role];
  return kind === "borrow" || kind === "cdp" || kind === "collateral" ? "collateral" : "protocols";
}
