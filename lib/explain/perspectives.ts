import type { CredentialHash, PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { parseAddress } from "@/lib/cardano/parse-address";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { contractView, isOrder, type ContractOutput, type ContractView } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import { accountScope, addressScope, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { receiverOf, settleOrders } from "@/lib/ledger/settle-orders";

/** A wallet from whose side a transaction is told: a stake address, or an address without a stake key. */
export interface Perspective {
  readonly owner: string;
  readonly scope: WalletScope;
}

/** Whose an address is: its stake key's, or its own where it has none or where a script holds it. */
function ownerOf(address: PaymentAddress): string {
  const parsed = parsePaymentAddress(address);
  if (parsed?.kind !== "base" || parsed.payment.kind === "script") return address;
  return stakeAddressOf(parsed.stake, parsed.network);
}

function ordersOwner(order: ContractOutput, payout: PaymentAddress | null): PaymentAddress | null {
  return order.terms?.receiver ?? payout;
}

function orderReceivers(tx: RawTx, view: ContractView, inputs: readonly SpentInput[]): PaymentAddress[] {
  const settled = settleOrders(tx, view, inputs).flatMap((settlement) => receiverOf(settlement) ?? []);
  const placed = view.created.filter(isOrder).flatMap((order) => ordersOwner(order, null) ?? []);
  return [...settled, ...placed].filter((address) => parsePaymentAddress(address) !== null);
}

/**
 * Accounts whose stake part stands beside a script: an order's, whoever is paid in the end, or one that no protocol
 * claims, which then holds somebody's own value. Pools and the like carry a stake key of their protocol.
 */
function accountsAtScripts(view: ContractView): string[] {
  const held = [...view.spent, ...view.created].filter((output) => isOrder(output) || output.match === null);
  return held.flatMap(({ address }) => {
    const hasKey = address.kind === "base" && address.stake.kind === "key";
    return hasKey ? stakeAddressOf(address.stake, address.network) : [];
  });
}

/** Malformed addresses of early blocks are nobody's. */
function isWallet(address: PaymentAddress): boolean {
  const parsed = parsePaymentAddress(address);
  return parsed !== null && parsed.payment?.kind !== "script";
}

/**
 * Everybody whom a transaction concerns: owners of its orders, and all wallets that it spends from, pays, or names.
 * @param watched further addresses to be told of wherever they take part, such as scripts that own orders elsewhere
 */
export function ownersOf(tx: RawTx, inputs: readonly SpentInput[], watched: ReadonlySet<string>): string[] {
  const view = contractView(tx, inputs);
  const touched = [...inputs.flatMap(({ output }) => output ?? []), ...tx.outputs].map(({ address }) => address);
  const wallets = touched.filter((address) => isWallet(address) || watched.has(address));
  const named = [
    ...tx.withdrawals.map(({ stakeAddress }) => stakeAddress),
    ...tx.certificates.flatMap(({ stakeAddress }) => stakeAddress ?? []),
  ].filter((stake) => isKeyAccount(stake));
  const orders = tx.valid ? orderReceivers(tx, view, inputs) : [];
  return [...new Set([...orders.map(ownerOf), ...accountsAtScripts(view), ...wallets.map(ownerOf), ...named])];
}

/** Addresses of scripts that own orders. */
export function scriptOwners(tx: RawTx, inputs: readonly SpentInput[]): PaymentAddress[] {
  return orderReceivers(tx, contractView(tx, inputs), inputs).filter((address) => !isWallet(address));
}

function isKeyAccount(stake: StakeAddress): boolean {
  const parsed = parseAddress(stake);
  return parsed.kind === "stake" && parsed.stake.kind === "key";
}

/** The owner's scope; every key that stands beside its stake key in the recording is taken to be its own. */
export function perspectiveOf(owner: string, keysOf: (stake: string) => Iterable<CredentialHash>): Perspective {
  const parsed = parseAddress(owner);
  if (parsed.kind === "stake") {
    return { owner: parsed.text, scope: accountScope(parsed.text, { verifiedKeys: keysOf(parsed.text) }) };
  }
  return { owner: parsed.text, scope: addressScope(parsed.text) };
}
