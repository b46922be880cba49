import type { CredentialHash, PaymentAddress, Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { lovelace } from "@/lib/cardano/unit";
import type { ContractOutput, ContractView } from "@/lib/ledger/contract-view";
import { orderKindOf } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";

/** What an order's consumption paid out to its owner, and how it was recognised. */
export interface Payout {
  readonly outputs: readonly RawOutput[];
  readonly basis: "receiver" | "owner" | "only_candidate" | "none";
}

const nothing: Payout = { outputs: [], basis: "none" };

function paymentHash(address: PaymentAddress): CredentialHash | null {
  return parsePaymentAddress(address)?.payment?.hash ?? null;
}

/** Outputs at the datum's receiver, or where it names but a key, at any address of that key. */
function candidatesOf(order: ContractOutput, outputs: readonly RawOutput[]): Payout {
  const { terms } = order;
  if (terms === null) return nothing;
  if (terms.receiver !== null) {
    return { outputs: outputs.filter(({ address }) => address === terms.receiver), basis: "receiver" };
  }
  const isOwner = ({ address }: RawOutput) => terms.owners.some((owner) => owner === paymentHash(address));
  return { outputs: outputs.filter(isOwner), basis: "owner" };
}

/** Where an order's terms are unknown: the one output that is neither a script's nor a signer's change. */
function onlyCandidate(view: ContractView, outputs: readonly RawOutput[], inputs: readonly SpentInput[]): Payout {
  const scripts = new Set(view.created.map(({ output }) => output.index));
  const spending = new Set(inputs.flatMap(({ output }) => (output === null ? [] : output.address)));
  const left = outputs.filter(({ index, address }) => !scripts.has(index) && !spending.has(address));
  return left.length === 1 ? { outputs: left, basis: "only_candidate" } : nothing;
}

/** How well an output looks like what an order asked for, against its brothers for the same receiver. */
function fitness(order: ContractOutput, { value }: RawOutput): number {
  const tokens = [...value.keys()].filter((unit) => unit !== lovelace);
  const wanted = order.terms?.wanted.flatMap(({ unit }) => unit ?? []) ?? [];
  const offered = [...(order.terms?.offered?.keys() ?? [])].filter((unit) => unit !== lovelace);
  if (wanted.some((unit) => unit !== lovelace && tokens.includes(unit))) return 3;
  if (offered.some((unit) => tokens.includes(unit))) return orderKindOf(order) === "exact_out" ? 1 : 0;
  const wantsAda = wanted.includes(lovelace);
  const givesAda = offered.length === 0;
  if (tokens.length === 0) return wantsAda || !givesAda ? 2 : 0;
  return givesAda ? 2 : 1;
}

/** How much of what the order may have asked for an output holds. */
function sizeOf(order: ContractOutput, { value }: RawOutput): bigint {
  const isAsked = ([unit]: [Unit, bigint]) => unit !== lovelace && !order.output.value.has(unit);
  const [token] = [...value].filter(isAsked);
  return token?.[1] ?? value.get(lovelace) ?? 0n;
}

function leastOf({ terms }: ContractOutput): bigint {
  return terms?.wanted[0]?.minimum ?? 0n;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Among orders that pay the same receiver, each gets the output that fits it best. Of equals, the one that must get most
 * gets most: one pool fills them at about one price.
 */
function shareOut(orders: readonly ContractOutput[], payouts: readonly Payout[]): Payout[] {
  const taken = new Set<number>();
  const shared = [...payouts];
  const byLeast = orders.map((order, i) => ({ order, i })).sort((a, b) => compare(leastOf(b.order), leastOf(a.order)));
  for (const { order, i } of byLeast) {
    const payout = payouts[i] ?? nothing;
    const address = payout.outputs[0]?.address;
    const rivals = payouts.filter(({ outputs }) => outputs[0]?.address === address).length;
    if (address === undefined || rivals === 1) continue;
    const free = payout.outputs.filter(({ index }) => !taken.has(index));
    const [best] = [...free].sort(
      (a, b) =>
        fitness(order, b) - fitness(order, a) || compare(sizeOf(order, b), sizeOf(order, a)) || a.index - b.index,
    );
    if (best !== undefined) taken.add(best.index);
    shared[i] = best === undefined ? nothing : { ...payout, outputs: [best] };
  }
  return shared;
}

/** What each consumed order paid out. Exact by receiver; amounts only tell apart outputs of one and the same receiver. */
export function matchPayouts(
  orders: readonly ContractOutput[],
  tx: RawTx,
  view: ContractView,
  inputs: readonly SpentInput[],
): Payout[] {
  const payouts = orders.map((order) => {
    const named = candidatesOf(order, tx.outputs);
    if (named.basis !== "none") return named;
    return orders.length === 1 ? onlyCandidate(view, tx.outputs, inputs) : nothing;
  });
  return shareOut(orders, payouts);
}
