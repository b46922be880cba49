import type { Money } from "@/lib/accounting/accounting-event";
import { plus } from "@/lib/accounting/money";
import { apart, canBeSaid, fitsSign, type Word, type WordKind } from "@/lib/accounting/word";
import type { Action } from "@/lib/ledger/action";
import { sumByUnit, type Amounts } from "@/lib/ledger/amounts";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** A leg of a transaction, as far as it counts here. */
export interface AccountedLeg extends Pick<
  TransactionEvent,
  "action" | "subtype" | "protocol" | "role" | "unit" | "quantity" | "location" | "orderRef"
> {
  /** The person's. */
  readonly word?: Word;
}

/** So much money for so many smallest parts; null where what was said cannot be told. */
interface SaidMoney {
  readonly money: Money;
  readonly quantity: bigint;
}

/** What a person says of what came or went of a unit in a deal, without saying that it was anything else. */
interface UnitWord {
  readonly value: SaidMoney | null;
  readonly basis: SaidMoney | null;
  /** Whether they said something of all of it. */
  readonly isWhole: boolean;
}

/** What a person says was something of its own: it is in no `net`. */
export interface SaidPart {
  readonly unit: string;
  /** What came (> 0) or went (< 0). */
  readonly quantity: bigint;
  readonly kind: WordKind;
  readonly word: UnitWord;
}

/** One thing that a transaction did for a wallet: what was given, what was got, and what that took beside. */
export interface Deal {
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly protocol: ProtocolId | null;
  readonly orderRef: string | null;
  /** By unit: what came (> 0) or went (< 0) for good. What only changed its place is not in it. */
  readonly net: Amounts;
  /** What the person says of it, by unit. */
  readonly words: ReadonlyMap<string, UnitWord>;
  readonly said: readonly SaidPart[];
  /** Of it, what is a reward. */
  readonly earned: Amounts;
  /** What came to lie at a protocol (> 0) or left it (< 0), where no token stands for it. It is in `net` as well. */
  readonly lying: readonly { readonly location: string; readonly unit: string; readonly quantity: bigint }[];
  /** Lovelace that the network and whoever carried it out kept. */
  readonly fee: bigint;
  /** Lovelace that a failed script cost. */
  readonly lost: bigint;
  /** Lovelace for the treasury. */
  readonly donated: bigint;
}

type Role = AccountedLeg["role"];

/** The legs of a transaction by what they belong to: one order, or one kind of action. In the order of the legs. */
export function dealsOf(legs: readonly AccountedLeg[]): Deal[] {
  const groups = new Map<string, AccountedLeg[]>();
  for (const leg of legs) {
    const key = leg.orderRef ?? `${leg.action} ${leg.protocol ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), leg]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [dealOf(first, group)];
  });
}

function dealOf({ action, subtype, protocol, orderRef }: AccountedLeg, legs: readonly AccountedLeg[]): Deal {
  const paid = (...roles: Role[]) =>
    -legs.reduce((sum, { role, quantity }) => (roles.includes(role) ? sum + quantity : sum), 0n);
  const mine = legs.filter(({ role, location }) => !apart.has(role) && !isStoodFor(location));
  const said = mine.flatMap(saidPart);
  const owned = mine.filter((leg) => saidPart(leg).length === 0);
  const net = sumByUnit(owned);
  const rewards = sumByUnit(owned.filter(({ role }) => role === "reward"));
  return {
    ...{ action, subtype, protocol, orderRef, net, said },
    words: wordsOn(net, owned),
    lying: lyingOf(owned),
    earned: new Map([...rewards].filter(([unit, quantity]) => quantity > 0n && (net.get(unit) ?? 0n) >= quantity)),
    fee: paid("network_fee", "batcher_fee"),
    lost: paid("collateral_loss"),
    donated: paid("donation"),
  };
}

function saidPart(leg: AccountedLeg): SaidPart[] {
  const { unit, quantity, word } = leg;
  if (word === undefined || !canBeSaid(leg)) return [];
  const { kind } = word;
  if (kind === null || !fitsSign(kind, quantity > 0n)) return [];
  return [{ unit, quantity, kind, word: unitWord([leg]) }];
}

function wordsOn(net: Amounts, owned: readonly AccountedLeg[]): Deal["words"] {
  return new Map(
    [...net].flatMap(([unit, quantity]) => {
      const like = owned.filter((leg) => leg.unit === unit && leg.quantity > 0n === quantity > 0n);
      return like.some(({ word }) => word !== undefined) ? [[unit, unitWord(like)] as const] : [];
    }),
  );
}

const unitWord = (legs: readonly AccountedLeg[]): UnitWord => ({
  ...{ value: saidOf(legs, "value"), basis: saidOf(legs, "basis") },
  isWhole: legs.every(({ word }) => word !== undefined),
});

function saidOf(legs: readonly AccountedLeg[], what: "value" | "basis"): SaidMoney | null {
  return legs.reduce<SaidMoney | null>((sum, { quantity, word }) => {
    const money = word?.[what];
    if (money === undefined) return sum;
    const size = quantity < 0n ? -quantity : quantity;
    return sum === null ? { money, quantity: size } : { money: plus(sum.money, money), quantity: sum.quantity + size };
  }, null);
}

function lyingOf(legs: readonly AccountedLeg[]): Deal["lying"] {
  const places = new Map<string, AccountedLeg[]>();
  for (const leg of legs)
    if (leg.location.startsWith("position:")) places.set(leg.location, [...(places.get(leg.location) ?? []), leg]);
  return [...places].flatMap(([location, there]) =>
    [...sumByUnit(there)].map(([unit, quantity]) => ({ location, unit, quantity })),
  );
}

/** What lies there is owned as the token that the protocol gave for it. */
const isStoodFor = (location: string): boolean => /^position:[^:]*:[^:]*:/.test(location);
