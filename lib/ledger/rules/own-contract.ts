import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import type { Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { sizesOf, sumOf } from "@/lib/ledger/amounts";
import { sentWords } from "@/lib/ledger/counterparty";
import { directionOf } from "@/lib/ledger/direction";
import { totalsOf } from "@/lib/ledger/flows";
import type { OwnedOutput } from "@/lib/ledger/movement";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

type Amounts = ReadonlyMap<Unit, bigint>;

function contractsOf(outputs: readonly OwnedOutput[]): CredentialHash[] {
  return [...new Set(outputs.filter(({ place }) => place === "contract").map(({ payment }) => payment))];
}

function executedSummary(name: string, placed: Amounts, taken: Amounts, arrived: Amounts): string {
  const parts = [
    taken.size > 0 ? `${amountWords(taken)} left it` : null,
    placed.size > 0 ? `${amountWords(placed)} came to it` : null,
    arrived.size > 0 ? `${amountWords(arrived)} arrived in the wallet` : null,
  ].filter((part) => part !== null);
  return `Somebody else executed contract ${name}${parts.length === 0 ? "" : ": "}${parts.join(", ")}`;
}

function summaryOf(name: string, { flows, signedByWallet }: WalletDelta): string {
  const change = totalsOf(flows.filter(({ place }) => place === "contract"));
  const placed = amountsOfSign(change, "positive");
  const taken = amountsOfSign(change, "negative");
  const arrived = amountsOfSign(totalsOf(flows.filter(({ place }) => place !== "contract")), "positive");
  if (!signedByWallet) return executedSummary(name, placed, taken, arrived);
  if (placed.size > 0 && taken.size > 0) {
    return `Exchanged ${amountWords(taken)} for ${amountWords(placed)} in contract ${name}`;
  }
  if (placed.size > 0) return `Placed ${amountWords(placed)} in contract ${name}`;
  return taken.size > 0 ? `Took ${amountWords(taken)} out of contract ${name}` : `Used contract ${name}`;
}

/** What was paid to others beside it, where that is all that left the wallet. */
function paidBeside({ acted, delta, transfer }: ClassificationContext): string {
  const { foreignOutputs } = delta.movement;
  const isAll = transfer.size > 0 && sumOf([transfer, ...foreignOutputs.map(({ value }) => value)]).size === 0;
  if (!acted || !isAll) return "";
  return `; ${sentWords(sizesOf(transfer, "negative"), foreignOutputs).replace("Sent", "sent")}`;
}

/** Value under a script with the wallet's own stake credential was placed, changed or taken out. */
export const ownContract: Rule = {
  id: "own_contract",
  version: 2,
  matches: (context) => {
    const { scope, delta, transfer } = context;
    const { ownInputs, ownOutputs } = delta.movement;
    const contracts = contractsOf([...ownInputs, ...ownOutputs]);
    const [first] = contracts;
    // An address followed by itself is the wallet, even where a script holds it.
    if (first === undefined || scope.kind === "address") return null;
    const name = contracts.length === 1 ? shortName(first) : `${shortName(first)} and ${contracts.length - 1} more`;
    const contractOutput = [...ownOutputs, ...ownInputs].find(({ payment }) => payment === first);
    return {
      action: "contract_interaction",
      direction: directionOf(transfer),
      counterparty: contractOutput?.output.address ?? null,
      summary: summaryOf(name, delta) + paidBeside(context),
      facts: [
        `own value stood under script ${contracts.join(", ")} before or after`,
        delta.signedByWallet ? "the wallet signed" : "the wallet did not sign: executed by a batcher",
        transferFact(transfer),
      ],
    };
  },
};
