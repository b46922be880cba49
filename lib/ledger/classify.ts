import type { PaymentAddress, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, sumByUnit, sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { OwnSide } from "@/lib/ledger/between-wallets";
import { entriesOf, homeOf } from "@/lib/ledger/entries-of";
import type { CatchAllRule, Classification, Direction, Rule, Verdict } from "@/lib/ledger/classification";
import type { Action } from "@/lib/ledger/action";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import {
  contractView,
  noContracts,
  type AtWork,
  type ContractOutput,
  type ContractView,
} from "@/lib/ledger/contract-view";
import { totalsOf } from "@/lib/ledger/flows";
import { isOthersMoney, ledgerEntries } from "@/lib/ledger/ledger-entries";
import { joinCertificates } from "@/lib/ledger/join-certificates";
import { likenessOf } from "@/lib/ledger/likeness";
import { mintEntries } from "@/lib/ledger/mint-entries";
import { closingOf, openingOf, type OrderOpening } from "@/lib/ledger/order-lifecycle";
import { openingEntry, settlementEntry } from "@/lib/ledger/order-entries";
import { isOwnSettlement, ownCreated } from "@/lib/ledger/own-orders";
import { placeOf, type WalletScope } from "@/lib/ledger/ownership";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { failedScript } from "@/lib/ledger/rules/failed-script";
import { foreignContract } from "@/lib/ledger/rules/foreign-contract";
import { governance } from "@/lib/ledger/rules/governance";
import { burn, mint, mintedApart } from "@/lib/ledger/rules/mint-burn";
import { othersDeposit } from "@/lib/ledger/rules/others-deposit";
import { airdrop } from "@/lib/ledger/rules/airdrop";
import { contractRoles } from "@/lib/ledger/rules/contract-roles";
import { orderExecution } from "@/lib/ledger/rules/order-execution";
import { poolPayments } from "@/lib/ledger/pool-payments";
import { ownOrders } from "@/lib/ledger/rules/own-orders";
import { poolTrade } from "@/lib/ledger/rules/pool-trade";
import { treasury } from "@/lib/ledger/rules/treasury";
import { ownContract } from "@/lib/ledger/rules/own-contract";
import { receive } from "@/lib/ledger/rules/receive";
import { rewardWithdrawal } from "@/lib/ledger/rules/reward-withdrawal";
import { selfTransfer } from "@/lib/ledger/rules/self-transfer";
import { send } from "@/lib/ledger/rules/send";
import {
  stakeDelegation,
  stakeDeregistration,
  stakeRegistration,
  voteDelegation,
} from "@/lib/ledger/rules/stake-certificates";
import { treasuryDonation } from "@/lib/ledger/rules/treasury-donation";
import { unclassified } from "@/lib/ledger/rules/unclassified";
import { settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import { toldSummary } from "@/lib/ledger/told-summary";
import { eventsOf, type Entry } from "@/lib/ledger/transaction-event";
import { scopeAfter, type WalletDelta } from "@/lib/ledger/wallet-delta";

/** The first that matches decides: the more a rule knows of what was done, the earlier it stands. A new one is one file and one line here. */
export const rules: readonly Rule[] = [
  failedScript,
  ownOrders,
  orderExecution,
  poolTrade,
  treasury,
  contractRoles,
  ownContract,
  stakeDeregistration,
  stakeRegistration,
  stakeDelegation,
  voteDelegation,
  governance,
  treasuryDonation,
  rewardWithdrawal,
  mintedApart,
  mint,
  burn,
  othersDeposit,
  foreignContract,
  send,
  airdrop,
  receive,
  selfTransfer,
];

const catchAll: CatchAllRule = unclassified;

/** Those that tell what moved beside the orders, or beside the certificates, that name a transaction. */
const besideOrders: readonly Rule[] = [contractRoles, mint, burn, send, airdrop, receive];
const besideCertificates: readonly Rule[] = [mint, burn, foreignContract, send, airdrop, receive];

/** What came from and went to others: the wallet's change without its fee, donation, deposits and withdrawals. */
function changeOf(tx: RawTx, delta: WalletDelta, side: OwnSide | null): ClassificationContext["change"] {
  const totals = totalsOf(delta.flows);
  const paid = delta.feeLovelace === null ? 0n : delta.feeLovelace + tx.donationLovelace;
  const isGift = delta.movement.ownInputs.length === 0 && delta.depositLovelace > 0n;
  const deposits = (isGift ? 0n : delta.depositLovelace) + (side?.depositLovelace ?? 0n);
  const ada = delta.netLovelace + paid + deposits - delta.withdrawalLovelace - (side?.withdrawalLovelace ?? 0n);
  if (ada === 0n) totals.delete(lovelace);
  else totals.set(lovelace, ada);
  return totals;
}

function classificationOf(rule: Rule, verdict: Verdict, context: ClassificationContext): Classification {
  const { action, subtype = null, protocol = null } = verdict;
  const beside = rule === ownOrders ? besideOrders : besideCertificates;
  const { entries, transfer } = entriesOf(verdict, context, beside, catchAll);
  const also = transfer === verdict ? [] : (transfer?.facts ?? []);
  // Where nothing was done but between the person's own wallets, that names it.
  const isInternal = context.side !== null && entries.every((entry) => entry.action === "internal_transfer");
  const between = entries.find((entry) => entry.action === "internal_transfer")?.counterparty ?? null;
  return {
    action: isInternal && entries.length > 0 ? "internal_transfer" : action,
    subtype,
    protocol,
    direction: rule === ownOrders ? verdict.direction : directionOfRest(verdict, transfer, entries),
    counterparty:
      verdict.counterparty ?? transfer?.counterparty ?? (isInternal ? (between as PaymentAddress | null) : null),
    summary: toldSummary(entries),
    entries,
    events: eventsOf(entries),
    openings: [...context.ownOrders, ...context.ownSettlements.flatMap((each) => continuationOf(each, context.scope))],
    closings: context.ownClosings,
    trace: { rule: rule.id, version: rule.version, facts: [...new Set([...verdict.facts, ...also])] },
    likeness: likenessOf({ ...context, transfer: context.change }),
  };
}

/** Which way what is left went. A donation goes out, whatever the ledger did beside it. */
function directionOfRest(verdict: Verdict, transfer: Verdict | null, entries: readonly Entry[]): Direction {
  const named = transfer?.summary == null ? null : transfer.direction;
  const isDonation = entries.some(({ action }) => action === "treasury_donation");
  return isDonation && named !== "none" ? "out" : (named ?? verdict.direction);
}

/** What of a partly filled order stands from now on is an order like any other. */
function continuationOf({ continuedAs }: Settlement, scope: WalletScope): OrderOpening[] {
  return continuedAs === null ? [] : [openingOf(continuedAs, scope) ?? []].flat();
}

/** Outputs that pay somebody beside what the transaction is for: after a failed script the collateral that went to others. */
function paymentsBeside(tx: RawTx, delta: WalletDelta, whole: Amounts, view: ContractView): readonly RawOutput[] {
  if (view === noContracts) return [];
  if (tx.valid) return poolPayments(tx, delta, whole, view);
  return delta.feeLovelace === null ? [] : delta.movement.foreignOutputs;
}

/** Scripts that are the wallet's own to spend from are no contracts to it. */
function beyondWallet(view: ContractView, scope: WalletScope): ContractView {
  const isContract = ({ output }: ContractOutput) => placeOf(output.address, scope)?.place !== "wallet";
  return { ...view, spent: view.spent.filter(isContract), created: view.created.filter(isContract) };
}

/** Amounts in own orders of one transaction, each of which makes up to five legs. */
const maxOrderAmounts = 1_000;

/** A stranger can place orders for the wallet, and carry many out at once: so many are not told one by one. */
function refuseFlood(orders: readonly ContractOutput[]): void {
  const amounts = orders.reduce((sum, { output }) => sum + output.value.size, 0);
  if (amounts > maxOrderAmounts) throw new Error(`its orders hold ${amounts} amounts, more than ${maxOrderAmounts}`);
}

function contextOf(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  view: ContractView,
  side: OwnSide | null,
): ClassificationContext {
  const { movement } = delta;
  const acted = delta.signedByWallet || movement.ownInputs.some(({ paymentKind }) => paymentKind !== "script");
  const whole = changeOf(tx, delta, side);
  const paid = acted ? paymentsBeside(tx, delta, whole, view) : [];
  const change = sumOf([whole, ...paid.map(({ value }) => value)]);
  const settlements = tx.valid ? settleOrders(tx, view, movement.spent) : [];
  const continued = new Set(settlements.flatMap(({ continuedAs }) => continuedAs?.output.index ?? []));
  const known = scopeAfter(scope, delta);
  const isOwn = (settlement: Settlement) => isOwnSettlement(settlement, known, acted);
  const home = homeOf(movement);
  const ownSettlements = settlements.filter(isOwn);
  const created = ownCreated(view, known, acted).filter(({ output }) => !continued.has(output.index));
  refuseFlood([...ownSettlements.map(({ order }) => order), ...created]);
  const opened = created.flatMap((order) => {
    const opening = openingOf(order, known);
    return opening === null ? [] : [{ opening, entry: openingEntry(order, opening, { acted, home, scope: known }) }];
  });
  const settled = ownSettlements.flatMap((settlement) => {
    const entry = settlementEntry(settlement, known, home);
    return entry === null ? [] : [{ entry, closing: closingOf(settlement, entry.legs) ?? [] }];
  });
  const minted = acted ? mintEntries(tx, delta, change, view, home) : [];
  const ledger = tx.valid ? [...minted, ...joinCertificates(ledgerEntries(tx, known, delta, home))] : [];
  return {
    tx,
    scope: known,
    delta,
    change,
    transfer: withoutEntries(change, [...minted, ...ledger.filter(isOthersMoney)]),
    acted,
    view,
    ownSettlements,
    otherSettlements: settlements.filter((settlement) => !isOwn(settlement)),
    ownOrders: opened.map(({ opening }) => opening),
    home,
    paidOutputs: paid,
    ownClosings: settled.flatMap(({ closing }) => closing),
    orderEntries: [...settled.map(({ entry }) => entry), ...opened.map(({ entry }) => entry)].sort(byRank),
    ledgerEntries: ledger,
    side,
  };
}

/** What is left of a change once some entries are told by themselves. */
function withoutEntries(change: Amounts, entries: readonly Entry[]): Map<Unit, bigint> {
  return entries.length === 0 ? sumOf([change]) : differenceOf(change, sumByUnit(entries.flatMap(({ legs }) => legs)));
}

/** Which order names the transaction where it did several: what was achieved before what was begun. */
const rank: readonly Action[] = ["order_partial", "order_expire", "order_refund", "order_cancel", "order_place"];

function byRank(a: Entry, b: Entry): number {
  return rank.indexOf(a.action) - rank.indexOf(b.action);
}

/**
 * What the transaction was for this wallet; every transaction gets an answer. Whatever a reader or a rule throws is thrown.
 * @param atWork told which reader or rule is at work
 * @param side where `scope` and `delta` are all that the person has, the wallet whose row it is
 */
export function classify(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  atWork: AtWork = () => undefined,
  side: OwnSide | null = null,
): Classification {
  atWork("contract_view");
  const view = beyondWallet(contractView(tx, delta.movement.spent, atWork), scope);
  atWork("orders");
  const context = contextOf(tx, scope, delta, view, side);
  for (const rule of rules) {
    atWork(rule.id);
    const verdict = rule.matches(context);
    if (verdict !== null) return classificationOf(rule, verdict, context);
  }
  return classificationOf(catchAll, catchAll.matches(context), context);
}

/** The answer where the readers or the rules fail: from value alone, without a look at scripts, datums or messages. */
export function classifyValue(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  side: OwnSide | null = null,
): Classification {
  const bare: RawTx = { ...tx, metadata: null, redeemers: [], witnessDatums: new Map() };
  const context = contextOf(bare, scope, delta, noContracts, side);
  return classificationOf(catchAll, catchAll.matches(context), context);
}
