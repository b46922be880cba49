import type { PaymentAddress, Unit } from "@/lib/cardano/brand";
import { sumByUnit, sumOf, type Amounts } from "@/lib/ledger/amounts";
import { largestAddress } from "@/lib/ledger/counterparty";
import { isShown } from "@/lib/ledger/event-location";
import { placeOf, type OneScope } from "@/lib/ledger/ownership";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import type { Entry, Leg } from "@/lib/ledger/transaction-event";
import { without, type Rest } from "@/lib/ledger/rest";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { amountsOfSign, amountWords, shortName } from "@/lib/ledger/wording";

/** More receivers than these are not told apart. */
const maxPayees = 20;

/** A transaction that more than one of a person's wallets takes part in, from the side of the one whose row it is. */
export interface OwnSide {
  readonly own: OneScope;
  /** What it did to this wallet. */
  readonly delta: WalletDelta;
  /** What the ledger did for the keys of the others: their rows tell it. */
  readonly elsewhere: readonly Entry[];
  readonly depositLovelace: bigint;
  readonly withdrawalLovelace: bigint;
}

/** What of the wallet's flows other entries do not tell came from, or went to, other wallets of the person's. */
export function betweenWallets(
  side: Pick<OwnSide, "own" | "delta">,
  whole: WalletDelta,
  told: readonly Leg[],
): Entry | null {
  const legs = told.filter(({ location }) => isShown(location));
  const rest = without(side.delta, legs);
  if (rest.length === 0) return null;
  const isOther = ({ address }: RawOutput) => placeOf(address, side.own) === null;
  const outputs = (owned: WalletDelta["movement"]["ownInputs"]) => owned.map(({ output }) => output).filter(isOther);
  const receivers = outputs(whole.movement.ownOutputs);
  const senders = outputs(whole.movement.ownInputs);
  const moved = sumByUnit(rest);
  const went = amountsOfSign(moved, "negative");
  const came = amountsOfSign(moved, "positive");
  const others = went.size > 0 ? receivers : senders;
  const counterparty = largestAddress(others.length > 0 ? others : [...receivers, ...senders]);
  return {
    action: "internal_transfer",
    subtype: null,
    protocol: null,
    counterparty,
    orderRef: null,
    summary: sentence(went, came, counterparty, new Set(others.map(({ address }) => address)).size),
    legs: receiverLegs(rest, receivers) ?? rest.map((each): Leg => ({ ...each, role: "principal" })),
  };
}

function sentence(went: Amounts, came: Amounts, counterparty: PaymentAddress | null, addresses: number): string {
  if (went.size > 0 && came.size > 0) {
    return `Moved ${amountWords(went)} to your own other wallets and ${amountWords(came)} from them`;
  }
  const name =
    counterparty === null || addresses > 1 ? "your own other wallets" : `your own ${shortName(counterparty)}`;
  if (went.size > 0) return `Moved ${amountWords(went)} to ${name}`;
  return came.size > 0 ? `Moved ${amountWords(came)} from ${name}` : "Moved between places of your own";
}

/** One leg a receiver; null where what they got is not just what left the wallet. */
function receiverLegs(rest: readonly Rest[], receivers: readonly RawOutput[]): Leg[] | null {
  const [first] = rest;
  const addresses = [...new Set(receivers.map(({ address }) => address))];
  if (first === undefined || addresses.length > maxPayees || rest.some(({ location }) => location !== first.location))
    return null;
  const got = sumOf(receivers.map(({ value }) => value));
  const isAll = got.size === rest.length && rest.every(({ unit, quantity }) => got.get(unit) === -quantity);
  if (!isAll) return null;
  return addresses.flatMap((counterparty) => {
    const value = sumOf(receivers.filter(({ address }) => address === counterparty).map((output) => output.value));
    return [...value].map(([unit, quantity]: [Unit, bigint]): Leg => {
      return { role: "principal", unit, quantity: -quantity, location: first.location, counterparty };
    });
  });
}
