import { lovelace } from "@/lib/cardano/unit";
import { sizesOf } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import { largestAddress } from "@/lib/ledger/counterparty";
import { amountWords, transferFact } from "@/lib/ledger/wording";

const manyReceivers = 10;

/** Tokens that nobody asked for: the same transaction gives them to many others. */
export const airdrop: Rule = {
  id: "airdrop",
  version: 1,
  matches: ({ acted, delta, transfer, tx }) => {
    const received = sizesOf(transfer, "positive");
    const tokens = [...received.keys()].filter((unit) => unit !== lovelace);
    if (acted || !tx.valid || tokens.length === 0 || received.size < transfer.size) return null;
    const { foreignOutputs, foreignInputs } = delta.movement;
    const receivers = new Set(
      foreignOutputs.filter(({ value }) => tokens.some((unit) => value.has(unit))).map(({ address }) => address),
    );
    if (receivers.size < manyReceivers) return null;
    return {
      action: "airdrop",
      direction: "in",
      counterparty: largestAddress(foreignInputs),
      summary: `Received ${amountWords(received)} in a distribution to ${receivers.size + 1} addresses`,
      facts: [
        "the wallet did not sign",
        `${receivers.size} other addresses got the same token`,
        transferFact(transfer),
      ],
    };
  },
};
