import type { Unit } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import { sizesOf, type Amounts } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import { matchFact, messageFact } from "@/lib/ledger/contract-facts";
import { directionOf } from "@/lib/ledger/direction";
import { amountWords, transferFact } from "@/lib/ledger/wording";
import { matchUnit, protocolName } from "@/lib/protocols/registry";

function isLp(unit: Unit): boolean {
  return matchUnit(unit)?.fact.role === "lp";
}

function tradeOf(gave: Amounts, got: Amounts, name: string): { action: Action; summary: string } | null {
  const [given, taken] = [amountWords(gave), amountWords(got)];
  if ([...got.keys()].some(isLp)) {
    return { action: "lp_deposit", summary: `Added ${given} of liquidity for ${taken} on ${name}` };
  }
  if ([...gave.keys()].some(isLp)) {
    return { action: "lp_withdraw", summary: `Removed ${taken} of liquidity for ${given} on ${name}` };
  }
  if (gave.size > 0 && got.size > 0)
    return { action: "direct_swap", summary: `Swapped ${given} for ${taken} on ${name}` };
  if (gave.size === 0 && got.size === 0) return { action: "protocol_operation", summary: `Changed a pool of ${name}` };
  return got.size > 0 ? { action: "claim", summary: `Took ${taken} out of a pool of ${name}` } : null;
}

/** The wallet used a pool itself, without an order: a swap, liquidity, or the upkeep of the pool. */
export const poolTrade: Rule = {
  id: "pool_trade",
  version: 1,
  matches: ({ acted, otherSettlements, transfer, tx, view }) => {
    const pools = [...view.created, ...view.spent].filter(({ match }) => match?.fact.role === "pool");
    const [pool] = pools;
    if (!acted || !tx.valid || pool?.match == null || otherSettlements.length > 0) return null;
    // Every pool is marked by a token of its own; value that merely lies at its script is not one.
    if (pools.every(({ output }) => output.datum.kind === "none")) return null;
    const trade = tradeOf(sizesOf(transfer, "negative"), sizesOf(transfer, "positive"), protocolName(pool.match.id));
    if (trade === null) return null;
    const facts = [
      "the wallet signed and no order took part",
      matchFact(pool),
      messageFact(tx),
      transferFact(transfer),
    ];
    return {
      ...trade,
      direction: directionOf(transfer),
      protocol: pool.match.id,
      counterparty: pool.output.address,
      facts: facts.filter((fact) => fact !== null),
    };
  },
};
