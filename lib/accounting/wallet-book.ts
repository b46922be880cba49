import type Fraction from "fraction.js";
import type { AccountingEvent, Disposal, Money } from "@/lib/accounting/accounting-event";
import { noneBooked, type Booked } from "@/lib/accounting/booked";
import type { AccountedLeg, Deal, SaidPart } from "@/lib/accounting/deal";
import type { EventPurpose, Purpose } from "@/lib/accounting/event-purpose";
import { byWeight, minus, nothing, plus, share, sum } from "@/lib/accounting/money";
import type { Treatment } from "@/lib/accounting/treatment";
import { elsewhere } from "@/lib/accounting/word";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, least, sizesOf, type Amounts } from "@/lib/ledger/amounts";
import { actions, isUnexplained, type Action } from "@/lib/ledger/action";
import type { OrderKind } from "@/lib/protocols/order-terms";

/** What one transaction of the chain did for the wallets of one person. */
export interface AccountedTransaction {
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly wallets: readonly { readonly wallet: string; readonly legs: readonly AccountedLeg[] }[];
  /** What the smallest part of a unit was worth then, in the report's currency; null where nobody knows. */
  readonly priceOf: (unit: string) => Fraction | null;
}

export const reviewReasons = ["unknown sender", "unknown receiver", "unexplained", "unpriced"] as const;

/** Something that a person should say a word about before they file. */
export interface Review {
  readonly eventId: string;
  readonly why: (typeof reviewReasons)[number];
}

/** What is open between transactions. */
export class OpenAccounts {
  /** What placing orders cost that are still open: it belongs to their trades. By the order's reference. */
  readonly fees = new Map<string, Money>();
  /** What lies at protocols, by wallet, location and unit; what is owed there is below zero. */
  readonly lying = new Map<string, bigint>();
  /** What was worth what is owed when it came, by the same. */
  readonly debts = new Map<string, Money>();
}

interface Part {
  readonly asset: string;
  readonly quantity: bigint;
}

/** Orders that put liquidity or a supply behind a token, or take it back. */
const liquidityOrders: ReadonlySet<OrderKind> = new Set([
  "deposit",
  "withdraw",
  "zap_in",
  "zap_out",
  "supply",
  "withdraw_supply",
]);
const liquidityActions: ReadonlySet<Action> = new Set([
  "lp_deposit",
  "lp_withdraw",
  "lend_supply",
  "lend_withdraw",
  "stability_deposit",
  "stability_withdraw",
  "farm_stake",
  "farm_unstake",
]);
/** What goes and what comes by these is not paid for each other, as far as anybody knows. */
const unpaidActions: ReadonlySet<Action> = new Set([
  ...actions.filter(isUnexplained),
  ...(["receive", "send", "self_transfer", "multisig", "lock", "unlock", "protocol_operation"] as const),
]);
/** What comes by these is income, whoever sends it. */
const incomeActions: ReadonlySet<Action> = new Set(["claim", "farm_harvest", "reward_withdrawal"]);

/** What comes out of a protocol by these is owed. */
const borrowing: ReadonlySet<Action> = new Set(["lend_borrow", "cdp_open", "cdp_adjust"]);
/** A debt ends by these. */
const repaying: ReadonlySet<Action> = new Set(["lend_repay", "cdp_close"]);

const keyOf = (wallet: string, location: string, unit: string) => `${wallet} ${location} ${unit}`;

/** What a transaction makes of what one wallet owned. */
export class WalletBook {
  readonly events: AccountingEvent[] = [];
  /** Of each event, in their order. */
  readonly purposes: EventPurpose[] = [];
  readonly reviews: Review[] = [];
  private readonly at: number;
  private deal: Pick<EventPurpose, "deal" | "protocol"> = { deal: "", protocol: null };
  private words: Deal["words"] = new Map();

  constructor(
    private readonly transaction: AccountedTransaction,
    private readonly wallet: string,
    private readonly treatment: Treatment,
    private readonly open: OpenAccounts,
  ) {
    this.at = transaction.at;
  }

  /** Answers with the events that it made, by what they tell of. */
  add(deal: Deal): Booked {
    const { action, protocol, orderRef, net, earned, fee, lost, donated } = deal;
    this.deal = { deal: this.id(), protocol };
    this.words = deal.words;
    const worth = this.worth({ asset: lovelace, quantity: fee });
    const before = orderRef === null ? nothing : (this.open.fees.get(orderRef) ?? nothing);
    const booked = { ...noneBooked };
    let how: Treatment["transferFee"] = this.treatment.transferFee;
    if (action !== "internal_transfer") {
      const rest = differenceOf(net, earned);
      const [given, got] = [partsOf(sizesOf(rest, "negative")), partsOf(sizesOf(rest, "positive"))];
      const isTrade = given.length > 0 && got.length > 0 && !unpaidActions.has(action);
      booked.earned = this.made(() => this.earn(partsOf(earned)));
      booked.lying = this.made(() => deal.lying.forEach((each) => this.lie(deal, each)));
      if (action === "liquidation") booked.forfeited = this.made(() => this.forfeit(deal));
      if (isTrade) booked.traded = this.made(() => this.exchange(deal, given, got, plus(worth, before)));
      else booked.oneSided = this.made(() => this.oneSided(deal, given, got));
      how = isTrade || action === "order_place" ? "disposal" : this.treatment.standaloneFee;
      if (given.length === 0 && deal.said.some(isOwnSend)) how = this.treatment.transferFee;
      booked.said = deal.said.flatMap((part) =>
        this.made(() => this.say(part)).map((event) => ({ kind: part.kind, event })),
      );
      this.words = deal.words;
    }
    booked.fee = this.made(() => this.pay("fee", fee, how));
    if (orderRef !== null && action === "order_place") this.open.fees.set(orderRef, plus(before, worth));
    else if (orderRef !== null && action !== "internal_transfer") this.open.fees.delete(orderRef);
    booked.lost = this.made(() => this.pay("loss", lost, "loss"));
    booked.donated = this.made(() => this.pay("donation", donated, "ignore"));
    return booked;
  }

  private made(book: () => void): AccountingEvent[] {
    const before = this.events.length;
    book();
    return this.events.slice(before);
  }

  private id(): string {
    return `${this.transaction.hash}:${this.wallet}:${String(this.events.length)}`;
  }

  private worth({ asset, quantity }: Part): Money {
    const said = this.words.get(asset)?.value;
    if (said != null) return share(said.money, quantity, said.quantity);
    return quantity === 0n ? nothing : (this.transaction.priceOf(asset)?.mul(quantity) ?? null);
  }

  private priceOf(asset: string): Money {
    const said = this.words.get(asset)?.value;
    return said == null ? this.transaction.priceOf(asset) : (said.money?.div(said.quantity) ?? null);
  }

  private tell(event: AccountingEvent, purpose: Purpose, values: EventPurpose["values"]): string {
    this.events.push(event);
    this.purposes.push({ eventId: event.id, purpose, ...this.deal, values });
    return event.id;
  }

  /** `value`: without fees, where the basis has them. What the person says that it cost goes before the basis. */
  private acquire({ asset, quantity }: Part, purpose: Purpose, told: Money, value = told): string {
    const id = this.id();
    const price = this.priceOf(asset);
    const said = this.words.get(asset)?.basis;
    const basis = said == null ? told : share(said.money, quantity, said.quantity);
    const came = { kind: "acquisition", id, at: this.at, asset, wallet: this.wallet, quantity, basis, price } as const;
    if (basis === null) this.reviews.push({ eventId: id, why: "unpriced" });
    return this.tell(purpose === "income" ? { ...came, income: value } : came, purpose, new Map([[asset, value]]));
  }

  /** `value`: before fees, where the proceeds are less them; and what was paid, where it brings nothing. */
  private dispose(
    { asset, quantity }: Part,
    purpose: Purpose,
    proceeds: Money,
    value = proceeds,
    treatment: Disposal["treatment"] = "realised",
  ): string {
    const { at, wallet } = this;
    const id = this.id();
    if (treatment === "realised" && proceeds === null) this.reviews.push({ eventId: id, why: "unpriced" });
    const gone = { kind: "disposal", id, at, asset, wallet, quantity, proceeds, treatment } as const;
    return this.tell(gone, purpose, new Map([[asset, value]]));
  }

  /** What is gone, lovelace as a rule: at its worth, at nothing, or without being told. */
  private pay(purpose: Purpose, quantity: bigint, how: Treatment["transferFee"], asset: string = lovelace): void {
    if (quantity <= 0n) return;
    const part = { asset, quantity };
    const worth = this.worth(part);
    const treatment = how === "ignore" ? "not-realised" : "realised";
    this.dispose(part, purpose, how === "disposal" ? worth : nothing, worth, treatment);
  }

  /**
   * What comes out beyond what was put in is borrowed, or earned. What goes in first pays back what is owed, at what that was worth when
   * it came; beyond that it is interest where a debt ends, and lies there else.
   */
  private lie({ action }: Deal, { location, unit: asset, quantity }: Deal["lying"][number]): void {
    const { lying, debts } = this.open;
    const key = keyOf(this.wallet, location, asset);
    const before = lying.get(key) ?? 0n;
    if (quantity < 0n) {
      const beyond = { asset, quantity: -quantity - (before > 0n ? least(before, -quantity) : 0n) };
      const isBorrowed = borrowing.has(action);
      lying.set(key, isBorrowed ? before + quantity : before + quantity + beyond.quantity);
      if (beyond.quantity === 0n) return;
      if (!isBorrowed) {
        this.earn([beyond]);
        return;
      }
      debts.set(key, plus(debts.get(key) ?? nothing, this.worth(beyond)));
      this.acquire(beyond, "loan", this.worth(beyond));
      return;
    }
    const owed = before < 0n ? -before : 0n;
    const repaid = least(owed, quantity);
    const interest = repaid > 0n && repaying.has(action) ? quantity - repaid : 0n;
    if (repaid > 0n) {
      const basis = share(debts.get(key) ?? null, repaid, owed);
      debts.set(key, minus(debts.get(key) ?? null, basis));
      this.dispose({ asset, quantity: repaid }, "repayment", basis);
    }
    this.pay("interest", interest, "loss", asset);
    lying.set(key, before + quantity - interest);
  }

  /** What still lies behind a debt is taken for it. */
  private forfeit({ protocol }: Deal): void {
    const { lying, debts } = this.open;
    const there = keyOf(this.wallet, `position:${protocol ?? ""}:debt`, "");
    const keys = [...lying.keys()].filter((key) => key.startsWith(there));
    const owed = sum(keys.map((key) => debts.get(key) ?? nothing));
    const taken = keys.flatMap((key): Part[] => {
      const quantity = lying.get(key) ?? 0n;
      return quantity > 0n ? [{ asset: key.slice(there.length), quantity }] : [];
    });
    for (const [part, proceeds] of this.sharesOf(owed, taken).entries())
      this.dispose(taken[part] as Part, "repayment", proceeds);
    for (const key of keys) {
      lying.delete(key);
      debts.delete(key);
    }
  }

  private earn(parts: readonly Part[]): void {
    for (const part of parts) this.acquire(part, "income", this.worth(part));
  }

  /** Both sides are worth the same. What it cost beside makes what was bought dearer, or what came for what was sold less. */
  private exchange({ action, subtype }: Deal, given: readonly Part[], got: readonly Part[], fees: Money): void {
    const isLiquidity = liquidityActions.has(action) || (subtype !== null && liquidityOrders.has(subtype));
    if (isLiquidity && this.treatment.liquidity === "carry") {
      const weights = this.weightsOf(got);
      const { at, wallet } = this;
      const values = new Map([...given, ...got].map((part) => [part.asset, this.worth(part)]));
      this.tell({ kind: "carry", id: this.id(), at, wallet, given: given.map(plain), got: weights }, "carry", values);
      return;
    }
    const value = this.valueOf(given, got);
    const isSale = got.every(({ asset }) => asset === lovelace);
    const [proceeds, basis] = isSale ? [minus(value, fees), value] : [value, plus(value, fees)];
    const [gave, came] = [this.sharesOf(proceeds, given), this.sharesOf(basis, got)];
    const [gaveBefore, cameBefore] = [given, got].map((parts) => this.sharesOf(value, parts)) as [Money[], Money[]];
    for (const [n, part] of given.entries())
      this.dispose(part, "trade", gave[n] ?? null, gaveBefore[n] ?? this.worth(part));
    for (const [n, part] of got.entries())
      this.acquire(part, "trade", came[n] ?? null, cameBefore[n] ?? this.worth(part));
  }

  /** What the person says; else what the chain's own coin says, where it stands alone on a side; else what was got, else what was given. */
  private valueOf(given: readonly Part[], got: readonly Part[]): Money {
    const [gave, came] = [given, got].map((side) => sum(side.map((part) => this.worth(part)))) as [Money, Money];
    const isAda = (side: readonly Part[]) => side.every(({ asset }) => asset === lovelace);
    const isSaid = (side: readonly Part[]) => side.some(({ asset }) => this.words.get(asset)?.value != null);
    const said = isSaid(got) ? came : isSaid(given) ? gave : null;
    return said ?? (isAda(given) ? gave : isAda(got) ? came : (came ?? gave));
  }

  /** What falls to each: by its worth; all to the one, or what the others leave to the one whose worth nobody knows. */
  private sharesOf(value: Money, parts: readonly Part[]): Money[] {
    if (parts.length === 1) return [value];
    const worths = parts.map((part) => this.worth(part));
    const known = sum(worths.filter((worth) => worth !== null));
    const unknown = worths.filter((worth) => worth === null).length;
    if (unknown === 0 && known !== null && known.compare(0n) > 0)
      return byWeight(
        value,
        worths.map((weight) => ({ weight: weight ?? nothing })),
      );
    const rest = minus(value, known);
    if (unknown === 1 && rest !== null && rest.compare(0n) >= 0) return worths.map((worth) => worth ?? rest);
    return parts.map(() => null);
  }

  private weightsOf(parts: readonly Part[]) {
    const worths = parts.map((part) => this.worth(part));
    const isKnown = worths.every((worth) => worth !== null && worth.compare(0n) > 0);
    return parts.map((part, n) => ({ ...plain(part), weight: (isKnown ? worths[n] : null) ?? one }));
  }

  private oneSided({ action }: Deal, given: readonly Part[], got: readonly Part[]): void {
    if (incomeActions.has(action)) this.earn(got);
    else
      for (const part of got) {
        if (action === "mint") this.acquire(part, "mint", nothing);
        else if (action === "airdrop") {
          if (this.treatment.airdrop === "income") this.earn([part]);
          else this.acquire(part, "airdrop", nothing);
        } else this.review(this.acquire(part, "deposit", this.worth(part)), part, action, "unknown sender");
      }
    for (const part of given) {
      if (action === "burn") this.dispose(part, "burn", nothing);
      else {
        const left = this.dispose(part, "withdrawal", null, this.worth(part), "not-realised");
        this.review(left, part, action, "unknown receiver");
      }
    }
  }

  /** By the person's word: a loss brings nothing, a payment its worth; a gift and what is ignored leave without being told. */
  private say({ unit: asset, quantity, kind, word }: SaidPart): void {
    const isIn = quantity > 0n;
    const part = { asset, quantity: isIn ? quantity : -quantity };
    this.words = new Map([[asset, word]]);
    const worth = this.worth(part);
    switch (kind) {
      case "income":
        this.acquire(part, "income", worth);
        break;
      case "gift":
        if (isIn) this.acquire(part, "deposit", worth);
        else this.dispose(part, "withdrawal", null, worth, "not-realised");
        break;
      case "payment":
        this.dispose(part, "withdrawal", worth);
        break;
      case "lost":
        this.dispose(part, "loss", nothing, worth);
        break;
      case "own_transfer":
        // Where they say what it cost, it need not have been elsewhere before.
        if (isIn && word.basis !== null) this.acquire(part, "deposit", worth);
        else this.move(part, isIn, worth);
        break;
      case "ignore":
        if (isIn) this.acquire(part, "deposit", nothing, worth);
        else this.dispose(part, "withdrawal", null, worth, "not-realised");
    }
  }

  /** From elsewhere, or to there. */
  private move({ asset, quantity }: Part, isIn: boolean, worth: Money): void {
    const [wallet, toWallet] = isIn ? [elsewhere, this.wallet] : [this.wallet, elsewhere];
    const of = { kind: "transfer", id: this.id(), at: this.at, asset, wallet, toWallet } as const;
    this.tell({ ...of, sent: quantity, received: quantity, feeProceeds: null }, "transfer", new Map([[asset, worth]]));
  }

  private review(eventId: string, { asset }: Part, action: Action, why: Review["why"]): void {
    if (this.words.get(asset)?.isWhole === true) return;
    this.reviews.push({ eventId, why: isUnexplained(action) ? "unexplained" : why });
  }
}

const one = nothing.add(1n);

const isOwnSend = ({ quantity, kind }: SaidPart): boolean => quantity < 0n && kind === "own_transfer";

const plain = ({ asset, quantity }: Part): Part => ({ asset, quantity });

const partsOf = (amounts: Amounts): Part[] => [...amounts].map(([asset, quantity]) => ({ asset, quantity }));
