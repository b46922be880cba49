import { lovelace } from "@/lib/cardano/unit";
import { sizesOf } from "@/lib/ledger/amounts";
import type { CatchAllRule, Classification, Deed, Rule, Verdict } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { contractView, noContracts, type AtWork, type ContractView } from "@/lib/ledger/contract-view";
import { totalsOf } from "@/lib/ledger/flows";
import { likenessOf } from "@/lib/ledger/likeness";
import { closingOf, openingOf, type OrderOpening } from "@/lib/ledger/order-lifecycle";
import { isOwnSettlement, ownCreated } from "@/lib/ledger/own-orders";
import { withVerifiedKeys, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { failedScript } from "@/lib/ledger/rules/failed-script";
import { foreignContract } from "@/lib/ledger/rules/foreign-contract";
import { governance } from "@/lib/ledger/rules/governance";
import { burn, mint } from "@/lib/ledger/rules/mint-burn";
import { airdrop } from "@/lib/ledger/rules/airdrop";
import { contractRoles } from "@/lib/ledger/rules/contract-roles";
import { orderExecution } from "@/lib/ledger/rules/order-execution";
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
import { unclassified } from "@/lib/ledger/rules/unclassified";
import { settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

/** The first that matches decides (`classification.md` 5.9). A new rule is one file and one line here. */
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
  rewardWithdrawal,
  mint,
  burn,
  foreignContract,
  send,
  airdrop,
  receive,
  selfTransfer,
];

const catchAll: CatchAllRule = unclassified;

/** What came from and went to others: the wallet's change without its fee, donation, deposits and withdrawals. */
function transferOf(tx: RawTx, delta: WalletDelta): ClassificationContext["transfer"] {
  const totals = totalsOf(delta.flows);
  const paid = delta.feeLovelace === null ? 0n : delta.feeLovelace + tx.donationLovelace;
  const ada = delta.netLovelace + paid + delta.depositLovelace - delta.withdrawalLovelace;
  if (ada === 0n) totals.delete(lovelace);
  else totals.set(lovelace, ada);
  return totals;
}

function classificationOf(rule: Rule, verdict: Verdict, context: ClassificationContext): Classification {
  const { facts, deeds, subtype = null, protocol = null, ...named } = verdict;
  const plain: Deed = {
    action: verdict.action,
    subtype,
    protocol,
    gave: sizesOf(context.transfer, "negative"),
    got: sizesOf(context.transfer, "positive"),
    batcherFeeLovelace: null,
    depositReturnedLovelace: null,
    summary: verdict.summary,
  };
  return {
    ...named,
    subtype,
    protocol,
    deeds: deeds ?? [plain],
    openings: [...context.ownOrders, ...context.ownSettlements.flatMap((each) => continuationOf(each, context.scope))],
    closings: context.ownSettlements.flatMap((settlement) => closingOf(settlement) ?? []),
    trace: { rule: rule.id, version: rule.version, facts },
    likeness: likenessOf(context),
  };
}

/** What of a partly filled order stands from now on is an order like any other. */
function continuationOf({ continuedAs }: Settlement, scope: WalletScope): OrderOpening[] {
  return continuedAs === null ? [] : [openingOf(continuedAs, scope) ?? []].flat();
}

function contextOf(tx: RawTx, scope: WalletScope, delta: WalletDelta, view: ContractView): ClassificationContext {
  const { movement } = delta;
  const acted = delta.signedByWallet || movement.ownInputs.some(({ paymentKind }) => paymentKind !== "script");
  const transfer = transferOf(tx, delta);
  const settlements = tx.valid ? settleOrders(tx, view, movement.spent) : [];
  const continued = new Set(settlements.flatMap(({ continuedAs }) => continuedAs?.output.index ?? []));
  const known = withVerifiedKeys(scope, delta.newlyVerifiedKeys);
  const isOwn = (settlement: Settlement) => isOwnSettlement(settlement, known, acted);
  return {
    tx,
    scope: known,
    delta,
    transfer,
    acted,
    view,
    ownSettlements: settlements.filter(isOwn),
    otherSettlements: settlements.filter((settlement) => !isOwn(settlement)),
    ownOrders: ownCreated(view, known, acted)
      .filter(({ output }) => !continued.has(output.index))
      .flatMap((order) => openingOf(order, known) ?? []),
  };
}

/**
 * What the transaction was for this wallet; every transaction gets an answer. Whatever a reader or a rule throws is thrown.
 * @param atWork told which reader or rule is at work
 */
export function classify(
  tx: RawTx,
  scope: WalletScope,
  delta: WalletDelta,
  atWork: AtWork = () => undefined,
): Classification {
  atWork("contract_view");
  const context = contextOf(tx, scope, delta, contractView(tx, delta.movement.spent, atWork));
  for (const rule of rules) {
    atWork(rule.id);
    const verdict = rule.matches(context);
    if (verdict !== null) return classificationOf(rule, verdict, context);
  }
  return classificationOf(catchAll, catchAll.matches(context), context);
}

/** The answer where the readers or the rules fail: from value alone, without a look at scripts, datums or messages. */
export function classifyValue(tx: RawTx, scope: WalletScope, delta: WalletDelta): Classification {
  const bare: RawTx = { ...tx, metadata: null, redeemers: [], witnessDatums: new Map() };
  const context = contextOf(bare, scope, delta, noContracts);
  return classificationOf(catchAll, catchAll.matches(context), context);
}
