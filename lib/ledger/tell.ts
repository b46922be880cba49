import type { PaymentAddress } from "@/lib/cardano/brand";
import { betweenWallets, type OwnSide } from "@/lib/ledger/between-wallets";
import type { Classification } from "@/lib/ledger/classification";
import { depositsOf } from "@/lib/ledger/deposits";
import { directionOf } from "@/lib/ledger/direction";
import { totalsOf } from "@/lib/ledger/flows";
import { joinCertificates } from "@/lib/ledger/join-certificates";
import { label } from "@/lib/ledger/label";
import { ledgerEntries } from "@/lib/ledger/ledger-entries";
import { likenessKey } from "@/lib/ledger/likeness-key";
import type { InputResolver } from "@/lib/ledger/movement";
import type { OneScope } from "@/lib/ledger/ownership";
import { leadOf, portfolioOf } from "@/lib/ledger/portfolio";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { toldSummary } from "@/lib/ledger/told-summary";
import { eventsOf } from "@/lib/ledger/transaction-event";
import { ownWithdrawals, scopeAfter, walletDelta, type WalletDelta } from "@/lib/ledger/wallet-delta";
import { transferFact } from "@/lib/ledger/wording";

/** What a transaction did to one wallet of a person's, and what it is called there. */
export interface Told {
  readonly delta: WalletDelta;
  readonly classification: Classification;
  /** Other wallets of the person's had a say in it. */
  readonly isShared: boolean;
}

/**
 * The row of a transaction for one of a person's wallets, told with the knowledge of their others: what it did with
 * strangers, and its fee, is told once, by the wallet that put most into it, and what moved between their wallets by each of
 * them. Value (the flows) is each wallet's own. Must be asked in chain order, with the scope as the transactions before left it.
 */
export function tell(
  tx: RawTx,
  own: OneScope,
  others: readonly OneScope[],
  resolve: InputResolver,
  now: () => number,
): Told {
  const delta = walletDelta(tx, own, resolve);
  const after = scopeAfter(own, delta);
  const portfolio = portfolioOf(tx, after, others, delta.movement);
  if (portfolio === null) return { delta, classification: label(tx, after, delta, now), isShared: false };
  const whole = walletDelta(tx, portfolio, resolve);
  const isShared = portfolio.wallets.some(({ kind }, at) => at > 0 && kind !== "keys");
  // What strangers sent to several of the wallets each of them got by itself.
  if (whole.movement.ownInputs.length === 0) {
    return { delta, classification: label(tx, after, delta, now), isShared };
  }
  const beside = portfolio.wallets.slice(1);
  // Whoever paid for a proposal has its deposit, whichever wallet it comes back to.
  const shared = whole.feeLovelace === null ? tx : { ...tx, proposals: [] };
  if (leadOf(portfolio.wallets, whole.movement) !== portfolio.wallets[0]) {
    const part = { ...delta, feeLovelace: null, depositLovelace: depositsOf(shared, after, delta.movement, null) };
    return { delta: part, classification: partOf(shared, after, part, whole), isShared };
  }
  const side: OwnSide = {
    own: after,
    delta,
    elsewhere: beside.flatMap((other) => (other.kind === "keys" ? [] : entriesFor(shared, other, whole))),
    depositLovelace: sum(beside, (other) =>
      other.kind === "keys" ? 0n : depositsOf(shared, other, delta.movement, null),
    ),
    withdrawalLovelace: sum(beside, (other) => (other.kind === "keys" ? 0n : ownWithdrawals(tx, other))),
  };
  const { feeLovelace, depositLovelace, needsFullInputs } = whole;
  return {
    delta: { ...delta, feeLovelace, depositLovelace, needsFullInputs },
    classification: label(tx, portfolio, whole, now, side),
    isShared,
  };
}

function sum(scopes: readonly OneScope[], amountOf: (scope: OneScope) => bigint): bigint {
  return scopes.reduce((total, scope) => total + amountOf(scope), 0n);
}

/** What the ledger did for the keys of a wallet in a transaction that another one of the person's tells. */
function entriesFor(tx: RawTx, scope: OneScope, whole: WalletDelta) {
  if (!tx.valid) return [];
  const depositLovelace = depositsOf(tx, scope, whole.movement, null);
  const withdrawalLovelace = ownWithdrawals(tx, scope);
  const share = { ...whole, feeLovelace: null, signedByWallet: false, depositLovelace, withdrawalLovelace };
  return joinCertificates(ledgerEntries(tx, scope, share, "wallet"));
}

/** The row of a wallet that takes part in what another one tells: what the ledger did for its keys, and what it gave or got. */
function partOf(tx: RawTx, own: OneScope, delta: WalletDelta, whole: WalletDelta): Classification {
  const known = entriesFor(tx, own, whole);
  const between = betweenWallets(
    { own, delta },
    whole,
    known.flatMap(({ legs }) => legs),
  );
  const entries = [...known, ...(between === null ? [] : [between])];
  const totals = totalsOf(delta.flows);
  const direction = directionOf(totals);
  return {
    action: entries[0]?.action ?? "internal_transfer",
    subtype: null,
    protocol: null,
    direction,
    counterparty: (between?.counterparty ?? null) as PaymentAddress | null,
    summary: toldSummary(entries),
    entries,
    events: eventsOf(entries),
    openings: [],
    closings: [],
    trace: {
      rule: "own_wallets",
      version: 1,
      facts: ["another wallet that is followed tells what it did with others", transferFact(totals)],
    },
    likeness: {
      actionKey: likenessKey("self", direction, []),
      spamKey: null,
      scripts: [],
      isUnasked: false,
      isBait: false,
    },
  };
}
