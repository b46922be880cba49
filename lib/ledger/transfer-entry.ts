import { sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { Verdict } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { kindOfLocation } from "@/lib/ledger/event-location";
import { withPosition } from "@/lib/ledger/position-legs";
import type { Rest } from "@/lib/ledger/rest";
import type { Entry, EventRole, Leg } from "@/lib/ledger/transaction-event";

/** More receivers than these are not told apart. */
const maxPayees = 20;

/** What moved between the wallet and others, as a rule calls it. */
export function transferEntry(verdict: Verdict, rest: readonly Rest[], context: ClassificationContext): Entry {
  const { action, subtype = null, protocol = null, counterparty, summary } = verdict;
  const legs = rest.map((each): Leg => ({ ...each, role: roleOf(verdict, each, context) }));
  const paid = action === "send" ? payeesOf(rest, context) : null;
  return {
    action,
    subtype,
    protocol,
    counterparty,
    orderRef: null,
    summary,
    legs: paid ?? withPosition(legs, action, protocol, takenLots(context)),
  };
}

function roleOf(
  { action, holdsForOthers }: Verdict,
  { unit, quantity, location }: Rest,
  { tx, delta }: ClassificationContext,
): EventRole {
  // Where several paid the collateral, nobody tells whose part was taken.
  if (action === "failed_script" && quantity < 0n && delta.feeLovelace === null) return "collateral_loss";
  if (holdsForOthers === true && kindOfLocation(location) === "contract") return "custody";
  if (action === "claim" && quantity > 0n) return "reward";
  const minted = tx.mint.get(unit) ?? 0n;
  if (action === "mint" && minted > 0n && quantity > 0n) return "mint";
  if (action === "burn" && minted < 0n && quantity < 0n) return "burn";
  return "principal";
}

/** What lay at the scripts of farms from which the transaction took; null where that is not known in full. */
function takenLots({ view }: ClassificationContext): Amounts | null {
  if (!view.isComplete) return null;
  const lots = view.spent.filter(
    ({ match }) => match !== null && ["farm", "staking", "vault"].includes(match.fact.role),
  );
  return sumOf(lots.map(({ output }) => output.value));
}

/** A payment leg by leg, one for each receiver; null where what they got is not just what left the wallet. */
function payeesOf(rest: readonly Rest[], { delta, view }: ClassificationContext): Leg[] | null {
  const [first] = rest;
  const { foreignOutputs } = delta.movement;
  if (first === undefined || view.spent.length > 0 || rest.some(({ location }) => location !== first.location))
    return null;
  const addresses = new Set(foreignOutputs.map(({ address }) => address));
  const got = sumOf(foreignOutputs.map(({ value }) => value));
  const isAll = got.size === rest.length && rest.every(({ unit, quantity }) => got.get(unit) === -quantity);
  if (!isAll || addresses.size < 2 || addresses.size > maxPayees) return null;
  return [...addresses].flatMap((counterparty) => {
    const value = sumOf(foreignOutputs.filter(({ address }) => address === counterparty).map((output) => output.value));
    return [...value].map(([unit, quantity]): Leg => ({
      role: "principal",
      unit,
      quantity: -quantity,
      location: first.location,
      counterparty,
    }));
  });
}
