import type { PaymentAddress } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, sumOf, type Amounts } from "@/lib/ledger/amounts";
import { isScriptAddress } from "@/lib/ledger/counterparty";
import { batcherFees, type BatcherFee } from "@/lib/ledger/batcher-fee";
import type { orderOutcomes } from "@/lib/ledger/closed-words";
import { isOrder, orderKindOf, type ContractOutput, type ContractView } from "@/lib/ledger/contract-view";
import { matchPayouts, type Payout } from "@/lib/ledger/match-payouts";
import type { SpentInput } from "@/lib/ledger/movement";
import { placeOf, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { tradedBy } from "@/lib/ledger/traded";

/** How an order ended, or went on. */
export type OrderOutcome = (typeof orderOutcomes)[number];

/** Whether something was given for something. */
export function isTrade(outcome: OrderOutcome): boolean {
  return outcome === "filled" || outcome === "partly_filled";
}

/** What a transaction made of one order that it consumed. */
export interface Settlement {
  readonly order: ContractOutput;
  readonly outcome: OrderOutcome;
  readonly payout: Payout;
  /** Where the rest of it stands from now on. */
  readonly continuedAs: ContractOutput | null;
  /** What the owner gave and got; fee and deposit are in neither. */
  readonly gave: Amounts;
  readonly got: Amounts;
  readonly fee: BatcherFee;
  /** Lovelace of the payout that is neither price nor fee. */
  readonly depositReturnedLovelace: bigint;
  /** How the outcome was told, in words. */
  readonly reason: string;
}

const unknownFee: BatcherFee = { feeLovelace: null, basis: "unknown" };

interface Ending {
  readonly outcome: OrderOutcome;
  readonly reason: string;
}

/** The same order again: at the same script, for the same receiver. */
function continuationOf(order: ContractOutput, view: ContractView, taken: ReadonlySet<number>): ContractOutput | null {
  const { terms } = order;
  if (terms === null) return null;
  const isSame = (other: ContractOutput) =>
    other.credential === order.credential &&
    !taken.has(other.output.index) &&
    other.terms !== null &&
    other.terms.receiver === terms.receiver &&
    other.terms.owners.join() === terms.owners.join() &&
    other.terms.wanted.map(({ unit }) => unit).join() === terms.wanted.map(({ unit }) => unit).join();
  return view.created.find(isSame) ?? null;
}

function alternativeOf({ redeemer }: ContractOutput): number | null {
  return redeemer?.kind === "constr" ? redeemer.alternative : null;
}

/** Pools are run by their own batchers or, on order books, not at all. */
function isExecuted(view: ContractView): boolean {
  return (
    view.created.some(({ match }) => match?.fact.role === "pool") ||
    view.withdrawals.some(({ fact }) => fact.role === "batcher")
  );
}

/** Nothing that the payout holds is new, and what was offered is all there. */
function isGivenBack(order: ContractOutput, payout: Payout): boolean {
  const back = sumOf(payout.outputs.map(({ value }) => value));
  const tokens = [...order.output.value].filter(([unit]) => unit !== lovelace);
  const isNew = [...back.keys()].some((unit) => unit !== lovelace && !order.output.value.has(unit));
  if (isNew || tokens.some(([unit, quantity]) => (back.get(unit) ?? 0n) < quantity)) return false;
  if (tokens.length > 0) return true;
  const offered = order.terms?.offered?.get(lovelace) ?? 0n;
  return offered > 0n && (back.get(lovelace) ?? 0n) >= offered;
}

function endingOf(
  order: ContractOutput,
  payout: Payout,
  continuedAs: ContractOutput | null,
  view: ContractView,
  ownerSigned: boolean,
): Ending {
  const protocol = order.match?.protocol;
  const alternative = alternativeOf(order);
  const executed = isExecuted(view);
  if (alternative !== null && alternative === protocol?.expireAlternative) {
    return { outcome: "expired", reason: `redeemer ${alternative} gives an expired order back` };
  }
  if (alternative !== null && alternative === protocol?.cancelAlternative && !executed) {
    return { outcome: "cancelled", reason: `redeemer ${alternative} takes the order back` };
  }
  if (continuedAs !== null) return { outcome: "partly_filled", reason: "the rest of it went back to the same script" };
  const givenBack = isGivenBack(order, payout);
  if (executed && givenBack && payout.basis !== "none") {
    return { outcome: "refunded", reason: "a batcher gave back what was offered" };
  }
  if (executed) return { outcome: "filled", reason: "a pool of the protocol took part" };
  if (ownerSigned || givenBack) {
    return { outcome: "cancelled", reason: "no pool took part and what was offered came back" };
  }
  return { outcome: "filled", reason: "somebody else spent it and paid its receiver" };
}

function hasOwnerSigned({ terms }: ContractOutput, tx: RawTx): boolean {
  return terms?.owners.some((owner) => tx.signers?.includes(owner)) ?? false;
}

function valueOf(order: ContractOutput, continuedAs: ContractOutput | null): Amounts {
  return continuedAs === null ? order.output.value : differenceOf(order.output.value, continuedAs.output.value);
}

/** Without an output of its own, and without a rest that goes on, an order's whole value would pass for fee. */
function isPayoutKnown({ outputs }: Payout, continuedAs: ContractOutput | null): boolean {
  return outputs.length > 0 || continuedAs !== null;
}

/** The address that an order pays to, from its datum or from what it paid. */
export function receiverOf({ order, payout }: Settlement): PaymentAddress | null {
  return order.terms?.receiver ?? payout.outputs[0]?.address ?? null;
}

/** An order of the wallet's that was carried out for somebody else, whom its datum names. */
export function isPaidToOther(settlement: Settlement, scope: WalletScope): boolean {
  const receiver = receiverOf(settlement);
  return settlement.outcome !== "cancelled" && receiver !== null && placeOf(receiver, scope) === null;
}

/** Everything that a transaction did with the orders that it consumed, whosoever they were. */
export function settleOrders(tx: RawTx, view: ContractView, inputs: readonly SpentInput[]): Settlement[] {
  const orders = view.spent.filter(isOrder);
  const payouts = matchPayouts(orders, tx, view, inputs);
  const taken = new Set<number>();
  const endings = orders.map((order, i) => {
    const payout = payouts[i] ?? { outputs: [], basis: "none" };
    const ownerSigned = hasOwnerSigned(order, tx);
    const continuedAs = ownerSigned ? null : continuationOf(order, view, taken);
    if (continuedAs !== null) taken.add(continuedAs.output.index);
    return { order, payout, continuedAs, ...endingOf(order, payout, continuedAs, view, ownerSigned) };
  });
  const fees = batcherFees(
    view,
    endings.map(({ order, payout, continuedAs }) => ({
      before: valueOf(order, continuedAs).get(lovelace) ?? 0n,
      after: sumOf(payout.outputs.map(({ value }) => value)).get(lovelace) ?? 0n,
      declared: order.terms?.maxFeeLovelace ?? order.match?.protocol.batcherFeeLovelace ?? null,
      isPayoutKnown: isPayoutKnown(payout, continuedAs),
    })),
  );
  const isPaidByKeys = inputs.some(({ output }) => output === null || !isScriptAddress(output.address));
  return endings.map((ending, i) => {
    const { order, payout, continuedAs, outcome } = ending;
    const paid = sumOf(payout.outputs.map(({ value }) => value));
    const before = valueOf(order, continuedAs);
    if (outcome !== "filled" && outcome !== "partly_filled") {
      // Beside other inputs of its owner's an order comes back among their change, so that only its own value is certain.
      const got = paid.size === 0 || (outcome === "cancelled" && isPaidByKeys) ? sumOf([before]) : paid;
      const kept = (before.get(lovelace) ?? 0n) - (got.get(lovelace) ?? 0n);
      const fee: BatcherFee = { feeLovelace: kept > 0n ? kept : 0n, basis: "pool" };
      return { ...ending, gave: new Map(), got, fee, depositReturnedLovelace: 0n };
    }
    if (!isPayoutKnown(payout, continuedAs)) {
      return { ...ending, gave: sumOf([before]), got: new Map(), fee: unknownFee, depositReturnedLovelace: 0n };
    }
    const change = differenceOf(paid, before);
    const traded = tradedBy(orderKindOf(order), order.terms, change, continuedAs === null, fees[i] ?? unknownFee);
    const deposit = (paid.get(lovelace) ?? 0n) - (traded.got.get(lovelace) ?? 0n);
    return { ...ending, ...traded, depositReturnedLovelace: deposit > 0n ? deposit : 0n };
  });
}
