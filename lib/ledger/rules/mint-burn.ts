import type { Unit } from "@/lib/cardano/brand";
import { sizesOf } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { amountWords, transferFact } from "@/lib/ledger/wording";

/** Units whose own change and whose mint have the wanted sign. */
function ownMint({ tx, transfer }: ClassificationContext, isWanted: (amount: bigint) => boolean): Map<Unit, bigint> {
  const units = [...transfer].filter(([unit, change]) => isWanted(change) && isWanted(tx.mint.get(unit) ?? 0n));
  return new Map(units);
}

/** What else changed hands. */
function besideWords({ transfer }: ClassificationContext, told: ReadonlyMap<Unit, bigint>): string {
  const beside = new Map([...transfer].filter(([unit]) => !told.has(unit)));
  const [paid, got] = [sizesOf(beside, "negative"), sizesOf(beside, "positive")];
  return [
    ...(paid.size > 0 ? [`, paying ${amountWords(paid)}`] : []),
    ...(got.size > 0 ? [`, receiving ${amountWords(got)}`] : []),
  ].join("");
}

/** What it minted and burned is told by itself already. */
function isTold({ ledgerEntries }: ClassificationContext): boolean {
  return ledgerEntries.some(({ action }) => action === "mint" || action === "burn");
}

/** The wallet minted for others, burned beside what it sent, or both: each is told, and what moved beside as well. */
export const mintedApart: Rule = {
  id: "minted_apart",
  version: 1,
  matches: ({ ledgerEntries, transfer }) => {
    const [first] = ledgerEntries.filter(({ action }) => action === "mint" || action === "burn");
    if (first === undefined) return null;
    return {
      action: first.action,
      direction: first.action === "mint" ? "in" : "out",
      counterparty: null,
      summary: null,
      facts: ["the wallet alone paid, so that the whole mint field is its own", transferFact(transfer)],
    };
  },
};

/** The wallet signed and holds tokens that came into being here. */
export const mint: Rule = {
  id: "mint",
  version: 1,
  matches: (context) => {
    const minted = ownMint(context, (amount) => amount > 0n);
    if (!context.acted || minted.size === 0 || isTold(context)) return null;
    return {
      action: "mint",
      direction: "in",
      counterparty: null,
      summary: `Minted ${amountWords(minted)}${besideWords(context, minted)}`,
      facts: [`${minted.size} unit(s) of the mint field went to the wallet`, transferFact(context.transfer)],
    };
  },
};

/** The wallet signed and gave up tokens that ceased to be here. */
export const burn: Rule = {
  id: "burn",
  version: 1,
  matches: (context) => {
    const burned = ownMint(context, (amount) => amount < 0n);
    if (!context.acted || burned.size === 0 || isTold(context)) return null;
    return {
      action: "burn",
      direction: "out",
      counterparty: null,
      summary: `Burned ${amountWords(burned)}${besideWords(context, burned)}`,
      facts: [`${burned.size} unit(s) of the mint field came from the wallet`, transferFact(context.transfer)],
    };
  },
};
