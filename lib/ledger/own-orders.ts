import { isOrder, type ContractOutput, type ContractView } from "@/lib/ledger/contract-view";
import { isUnderOwnStake, ownsKey, placeOf, type WalletScope } from "@/lib/ledger/ownership";
import { receiverOf, type Settlement } from "@/lib/ledger/settle-orders";

function isOwner({ terms }: ContractOutput, scope: WalletScope): boolean {
  return terms?.owners.some((owner) => ownsKey(owner, scope)) ?? false;
}

function hasOwnStake({ output }: ContractOutput, scope: WalletScope): boolean {
  return isUnderOwnStake(output.address, scope);
}

/**
 * Whose an order is (docs/decisions/0012-whose-an-address-is.md). The receiver that its datum names decides; who only lent
 * the stake part of its address has the value in its account meanwhile, so that the order is its too, unless it acts as the
 * batcher. Null where the order itself does not tell.
 */
function isOwnOrder(order: ContractOutput, scope: WalletScope, acted: boolean): boolean | null {
  const receiver = order.terms?.receiver ?? null;
  if (receiver !== null && placeOf(receiver, scope) !== null) return true;
  if (hasOwnStake(order, scope)) return receiver === null || isOwner(order, scope) || !acted;
  if (receiver !== null) return false;
  return order.terms === null ? null : isOwner(order, scope);
}

/** An order of somebody else's under the wallet's stake key: what lies in it passes through its account only. */
export function isLent(order: ContractOutput, scope: WalletScope): boolean {
  const receiver = order.terms?.receiver ?? null;
  return hasOwnStake(order, scope) && receiver !== null && placeOf(receiver, scope) === null && !isOwner(order, scope);
}

/** Orders that a transaction created and that are the wallet's: by what they say, or where they say nothing by who paid. */
export function ownCreated(view: ContractView, scope: WalletScope, acted: boolean): ContractOutput[] {
  return view.created.filter((order) => isOrder(order) && (isOwnOrder(order, scope, acted) ?? acted));
}

/** An order that says nothing of its owner is whose who got its payout; a batcher is not, whatever stake part it lends. */
export function isOwnSettlement(settlement: Settlement, scope: WalletScope, acted: boolean): boolean {
  const receiver = receiverOf(settlement);
  const isPaid = receiver !== null && placeOf(receiver, scope) !== null;
  if (settlement.order.terms === null && receiver !== null && acted) return isPaid;
  return isOwnOrder(settlement.order, scope, acted) ?? isPaid;
}
