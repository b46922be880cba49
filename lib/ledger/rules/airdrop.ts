import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { sizesOf } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import { largestAddress } from "@/lib/ledger/counterparty";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { amountWords, transferFact } from "@/lib/ledger/wording";

const manyReceivers = 10;

/** How much of a token each address got. */
function amountsOf(unit: Unit, outputs: readonly RawOutput[]): bigint[] {
  const sums = new Map<string, bigint>();
  for (const { address, value } of outputs) {
    const quantity = value.get(unit);
    if (quantity !== undefined) sums.set(address, (sums.get(address) ?? 0n) + quantity);
  }
  return [...sums.values()];
}

/** Of the others that got a token, how many got just as much of it as the wallet, and how many another amount. */
function receiversOf(unit: Unit, own: readonly RawOutput[], others: readonly RawOutput[]) {
  const ours = amountsOf(unit, own);
  const theirs = amountsOf(unit, others);
  const equal = theirs.filter((amount) => ours.includes(amount)).length;
  return {
    equal,
    unequal: theirs.length - equal,
    all: equal + ours.filter((amount) => theirs.includes(amount)).length,
  };
}

/**
 * Tokens that nobody asked for: the same transaction gives as much of them to many others. Payments of unequal amounts are
 * somebody's batch; whoever sent them keeps another amount, and is no receiver.
 */
export const airdrop: Rule = {
  id: "airdrop",
  version: 3,
  matches: ({ acted, delta, transfer, tx }) => {
    const received = sizesOf(transfer, "positive");
    const tokens = [...received.keys()].filter((unit) => unit !== lovelace);
    if (acted || !tx.valid || tokens.length === 0 || received.size < transfer.size) return null;
    const { foreignOutputs, foreignInputs, ownOutputs } = delta.movement;
    const senders = new Set(foreignInputs.map(({ address }) => address));
    const own = ownOutputs.map(({ output }) => output);
    const others = foreignOutputs.filter(({ address }) => !senders.has(address));
    const most = tokens
      .map((unit) => receiversOf(unit, own, others))
      .reduce((best, each) => (each.equal > best.equal ? each : best));
    if (most.equal < manyReceivers || most.equal < most.unequal) return null;
    return {
      action: "airdrop",
      direction: "in",
      counterparty: largestAddress(foreignInputs),
      summary: `Received ${amountWords(received)} in a distribution to ${most.all} addresses`,
      facts: [
        "the wallet did not sign",
        `${most.equal} other addresses got as much of the same token`,
        transferFact(transfer),
      ],
    };
  },
};
