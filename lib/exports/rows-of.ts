import type Fraction from "fraction.js";
import { accountByDeal } from "@/lib/accounting/account-for";
import type { AccountingEvent, Acquisition, Carry, Disposal, Transfer } from "@/lib/accounting/accounting-event";
import type { Booked } from "@/lib/accounting/booked";
import type { Deal } from "@/lib/accounting/deal";
import { isZero } from "@/lib/accounting/money";
import type { Treatment } from "@/lib/accounting/treatment";
import type { WordKind } from "@/lib/accounting/word";
import type { AccountedTransaction, OpenAccounts } from "@/lib/accounting/wallet-book";
import { adaDecimals } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { ExportRow, RowKind, Side } from "@/lib/exports/export-row";
import { pairSides } from "@/lib/exports/pair-sides";
import type { Action } from "@/lib/ledger/action";
import type { OrderKind } from "@/lib/protocols/order-terms";

/** What is known of a unit's looks. */
interface Token {
  readonly ticker: string | null;
  readonly decimals: number | null;
}

export interface RowSettings {
  readonly treatment: Treatment;
  /** Read and written: transactions are given in the chain's order. */
  readonly open: OpenAccounts;
  readonly tokenOf: (unit: string) => Token;
  /** Staking rewards are rows when they are withdrawn, or stand apart as rows of their epochs. */
  readonly rewards: "withdrawn" | "apart";
}

/** A row before it has its number. */
type Draft = Pick<ExportRow, "kind" | "wallet" | "toWallet" | "sent" | "received" | "fee" | "description">;

const liquidity: Readonly<Partial<Record<Action | OrderKind, RowKind>>> = {
  ...{ lp_deposit: "liquidity_in", deposit: "liquidity_in", zap_in: "liquidity_in" },
  ...{ lp_withdraw: "liquidity_out", withdraw: "liquidity_out", zap_out: "liquidity_out" },
};

/**
 * The rows of a transaction, by the same events that its lots are folded of. Placing an order and whatever else only changes its place
 * makes none but for its fee. What went to own addresses that no wallet follows is still the person's and makes none.
 */
export function rowsOf(transaction: AccountedTransaction, settings: RowSettings): ExportRow[] {
  const writer = new RowWriter(transaction.priceOf, settings.tokenOf);
  const { moves, deals } = accountByDeal(transaction, settings.treatment, settings.open);
  let moved = moves.map((move) => writer.move(move));
  const others = deals.flatMap(({ wallet, deal, booked }) => {
    const [description, fee] = [wordsOf(deal), writer.side(booked.fee[0])];
    if (deal.action !== "internal_transfer")
      return withFee(writer.deal(wallet, deal, booked), { wallet, fee, description });
    moved = withFee(moved, { wallet, fee, description });
    return writer.losses(wallet, description, booked);
  });
  const rewards = settings.rewards === "withdrawn" ? withdrawnRewards(transaction, writer) : [];
  return [...rewards, ...moved, ...others].map((draft, row) => ({
    ...{ at: transaction.at, hash: transaction.hash, row },
    ...draft,
  }));
}

/** A reward of an epoch, at the time that one chose for it: earned, or spendable. */
interface Reward {
  readonly at: number;
  readonly epoch: number;
  readonly wallet: string;
  /** Lovelace. */
  readonly quantity: bigint;
  /** What a lovelace was worth then. */
  readonly price: Fraction | null;
}

/** The row of a reward that stands apart from its withdrawal. */
export function rewardRow({ at, epoch, wallet, quantity, price }: Reward): ExportRow {
  const writer = new RowWriter(
    () => price,
    () => ({ ticker: null, decimals: null }),
  );
  const draft = oneSide("staking_reward", wallet, `reward of epoch ${epoch}`, {
    received: writer.valued(lovelace, quantity),
  });
  return { at, hash: null, row: epoch, ...draft };
}

function withdrawnRewards({ wallets }: AccountedTransaction, writer: RowWriter): Draft[] {
  return wallets.flatMap(({ wallet, legs }) => {
    const quantity = legs.reduce(
      (sum, leg) => (leg.location === "rewards" && leg.quantity < 0n ? sum - leg.quantity : sum),
      0n,
    );
    if (quantity === 0n) return [];
    return [oneSide("staking_reward", wallet, "reward withdrawal", { received: writer.valued(lovelace, quantity) })];
  });
}

const wordsOf = ({ action, protocol }: Deal): string =>
  action.replaceAll("_", " ") + (protocol === null ? "" : ` at ${protocol}`);

function oneSide(
  kind: RowKind,
  wallet: string,
  description: string,
  side: Partial<Pick<Draft, "sent" | "received">>,
): Draft {
  return { kind, wallet, toWallet: null, sent: null, received: null, fee: null, description, ...side };
}

interface WalletFee {
  readonly wallet: string;
  readonly fee: Side | null;
  readonly description: string;
}

/** The fee at a row that sends something, of the same coin if there is one: no tool takes one with what only came. Else its own row. */
function withFee(drafts: readonly Draft[], { wallet, fee, description }: WalletFee): Draft[] {
  if (fee === null) return [...drafts];
  const hosts = drafts.filter(({ sent, wallet: from }) => sent !== null && from === wallet);
  const host =
    hosts.find(({ sent }) => sent?.unit === fee.unit) ??
    hosts.find(({ received }) => received?.unit === fee.unit) ??
    hosts[0];
  if (host === undefined) return [...drafts, oneSide("fee", wallet, description, { sent: fee })];
  return drafts.map((draft) => (draft === host ? { ...draft, fee } : draft));
}

class RowWriter {
  constructor(
    private readonly priceOf: (unit: string) => Fraction | null,
    private readonly tokenOf: (unit: string) => Token,
  ) {}

  /** What an acquisition or a disposal moved; null where there is none. */
  side(event: AccountingEvent | undefined): Side | null {
    if (event?.kind === "acquisition") return { ...this.valued(event.asset, event.quantity), worth: event.basis };
    if (event?.kind !== "disposal") return null;
    const side = this.valued(event.asset, event.quantity);
    return event.treatment === "realised" ? { ...side, worth: event.proceeds } : side;
  }

  /** At its worth. */
  valued(unit: string, quantity: bigint): Side {
    const { ticker, decimals } = this.tokenOf(unit);
    const worth = this.priceOf(unit)?.mul(quantity) ?? null;
    return { unit, ticker, decimals: unit === lovelace ? adaDecimals : (decimals ?? 0), quantity, worth };
  }

  move({ asset, wallet, toWallet, sent }: Transfer): Draft {
    const side = this.valued(asset, sent);
    const description = "transfer between own wallets";
    return { kind: "transfer", wallet, toWallet, sent: side, received: side, fee: null, description };
  }

  deal(wallet: string, deal: Deal, booked: Booked): Draft[] {
    const description = wordsOf(deal);
    const each = (events: readonly AccountingEvent[], kindOf: (event: Acquisition | Disposal) => RowKind) =>
      events.flatMap((event) => {
        const side = this.side(event);
        if (side === null || (event.kind !== "acquisition" && event.kind !== "disposal")) return [];
        const place = event.kind === "acquisition" ? { received: side } : { sent: side };
        return [oneSide(kindOf(event), wallet, description, place)];
      });
    return [
      ...each(booked.earned, () => "income"),
      ...each(booked.lying, lyingKind),
      ...each(booked.forfeited, () => "liquidation"),
      ...this.trade(wallet, deal, booked.traded),
      ...each(booked.oneSided, (event) => oneSidedKind(deal.action, event)),
      ...booked.said.flatMap(({ kind, event }) => this.said(wallet, description, kind, event)),
      ...this.losses(wallet, description, booked),
    ];
  }

  /** What was the person's elsewhere is sent or received: no tool needs to know of a wallet that is not in the file. */
  private said(wallet: string, description: string, kind: WordKind, event: AccountingEvent): Draft[] {
    const isIn = event.kind === "transfer" ? event.toWallet === wallet : event.kind === "acquisition";
    const side = event.kind === "transfer" ? this.valued(event.asset, event.sent) : this.side(event);
    return [oneSide(saidKind(kind, isIn), wallet, description, isIn ? { received: side } : { sent: side })];
  }

  losses(wallet: string, description: string, { lost, donated }: Booked): Draft[] {
    const rows = (kind: RowKind, events: readonly AccountingEvent[]) =>
      events.map((event) => oneSide(kind, wallet, description, { sent: this.side(event) }));
    return [...rows("failed_script", lost), ...rows("donation", donated)];
  }

  private trade(wallet: string, deal: Deal, events: readonly AccountingEvent[]): Draft[] {
    const [carry] = events.filter((event) => event.kind === "carry");
    const { given, got } = carry === undefined ? this.exchanged(events) : this.carried(carry);
    const carriedKind = liquidity[deal.action] ?? (deal.subtype === null ? undefined : liquidity[deal.subtype]);
    const kind = carry === undefined ? "trade" : (carriedKind ?? "migration");
    return pairSides(given, got, this.priceOf).map((pair) => oneSide(kind, wallet, wordsOf(deal), pair));
  }

  private exchanged(events: readonly AccountingEvent[]) {
    const sides = (kind: AccountingEvent["kind"]) =>
      events.filter((event) => event.kind === kind).flatMap((event) => this.side(event) ?? []);
    return { given: sides("disposal"), got: sides("acquisition") };
  }

  /** Nothing was sold: nobody says what it was sold for. */
  private carried({ given, got }: Carry) {
    const sides = (parts: Carry["given"]) =>
      parts.map(({ asset, quantity }): Side => ({ ...this.valued(asset, quantity), worth: null }));
    return { given: sides(given), got: sides(got) };
  }
}

function saidKind(kind: WordKind, isIn: boolean): RowKind {
  switch (kind) {
    case "income":
    case "payment":
    case "lost":
      return kind;
    case "gift":
      return isIn ? "gift_received" : "gift_sent";
    case "own_transfer":
    case "ignore":
      return isIn ? "receive" : "send";
  }
}

function lyingKind(event: Acquisition | Disposal): RowKind {
  if (event.kind === "acquisition") return event.income === undefined ? "loan" : "income";
  return isZero(event.proceeds) ? "loan_interest" : "loan_repayment";
}

function oneSidedKind(action: Action, event: Acquisition | Disposal): RowKind {
  if (event.kind === "disposal") return action === "burn" ? "burn" : "send";
  if (action === "mint" || action === "airdrop") return action;
  return event.income === undefined ? "receive" : "income";
}
