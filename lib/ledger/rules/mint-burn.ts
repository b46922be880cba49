import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { adaWords, amountWords, transferFact } from "@/lib/ledger/wording";

/** Units whose own change and whose mint have the wanted sign. */
function ownMint({ tx, transfer }: ClassificationContext, isWanted: (amount: bigint) => boolean): Map<Unit, bigint> {
  const units = [...transfer].filter(([unit, change]) => isWanted(change) && isWanted(tx.mint.get(unit) ?? 0n));
  return new Map(units);
}

function adaPart({ transfer }: ClassificationContext): string {
  const ada = transfer.get(lovelace) ?? 0n;
  if (ada === 0n) return "";
  return ada < 0n ? `, paying ${adaWords(-ada)}` : `, receiving ${adaWords(ada)}`;
}

/** The wallet signed and holds tokens that came into being here. */
export const mint: Rule = {
  id: "mint",
  version: 1,
  matches: (context) => {
    const minted = ownMint(context, (amount) => amount > 0n);
    if (!context.acted || minted.size === 0) return null;
    return {
      action: "mint",
      direction: "in",
      counterparty: null,
      summary: `Minted ${amountWords(minted)}${adaPart(context)}`,
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
    if (!context.acted || burned.size === 0) return null;
    return {
      action: "burn",
      direction: "out",
      counterparty: null,
      summary: `Burned ${amountWords(burned)}${adaPart(context)}`,
      facts: [`${burned.size} unit(s) of the mint field came from the wallet`, transferFact(context.transfer)],
    };
  },
};
