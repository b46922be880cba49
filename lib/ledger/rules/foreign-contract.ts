import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { Direction, Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { differenceOf, sizesOf, sumOf, type Amounts } from "@/lib/ledger/amounts";
import { isScriptAddress, largestAddress, sentWords } from "@/lib/ledger/counterparty";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { matchScript, type ScriptMatch } from "@/lib/protocols/registry";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

function scriptOutputs({ delta }: ClassificationContext) {
  const paid = delta.movement.foreignOutputs.filter(({ address }) => isScriptAddress(address));
  return paid.length > 0 ? paid : delta.movement.foreignInputs.filter(({ address }) => isScriptAddress(address));
}

function summaryOf(context: ClassificationContext, contract: string): [Direction, string] {
  const came = amountsOfSign(context.transfer, "positive");
  const went = amountsOfSign(context.transfer, "negative");
  if (came.size > 0 && went.size > 0)
    return ["none", `Gave ${amountWords(went)} for ${amountWords(came)} at ${contract}`];
  const parts = came.size > 0 ? null : apart(context);
  if (parts !== null) {
    const used = parts.contract.size > 0 ? `Sent ${amountWords(parts.contract)} to ${contract}` : `Used ${contract}`;
    return ["out", `${used}; ${sentWords(parts.others, parts.paid).replace("Sent", "sent")}`];
  }
  if (went.size > 0) return ["out", `Sent ${amountWords(went)} to ${contract}`];
  if (came.size > 0) return ["in", `Received ${amountWords(came)} from ${contract}`];
  return ["self", `Used ${contract}`];
}

/**
 * What went to the contract and what went to others beside it, where it got no less than it gave. Null where nobody else was
 * paid, and where inputs are not known.
 */
function apart({
  delta,
  transfer,
}: ClassificationContext): { contract: Amounts; others: Amounts; paid: RawOutput[] } | null {
  const { foreignInputs, foreignOutputs, unresolvedInputs } = delta.movement;
  const valueOf = (outputs: readonly RawOutput[]) =>
    sumOf(outputs.filter(({ address }) => isScriptAddress(address)).map(({ value }) => value));
  const contract = differenceOf(valueOf(foreignOutputs), valueOf(foreignInputs));
  const others = differenceOf(sizesOf(transfer, "negative"), contract);
  const paid = foreignOutputs.filter(({ address }) => !isScriptAddress(address));
  const isSplit = [...contract.values(), ...others.values()].every((amount) => amount > 0n);
  return isSplit && others.size > 0 && paid.length > 0 && unresolvedInputs.length === 0
    ? { contract, others, paid }
    : null;
}

function contractWords(known: ScriptMatch | null, hash: string | undefined): string {
  if (known !== null) return `the ${known.fact.role.replaceAll("_", " ")} of ${known.protocol.name}`;
  return hash === undefined ? "a contract" : `contract ${shortName(hash)}`;
}

/** The wallet signed and a script without its stake credential was paid or spent from. */
export const foreignContract: Rule = {
  id: "foreign_contract",
  version: 2,
  matches: (context) => {
    const { tx, acted, transfer } = context;
    const scripts = scriptOutputs(context);
    const spendsScript = tx.redeemers.some(({ purpose }) => purpose === "spend");
    if (!acted || !tx.valid || (scripts.length === 0 && !spendsScript)) return null;
    const counterparty = largestAddress(scripts);
    const hash = counterparty === null ? undefined : parsePaymentAddress(counterparty)?.payment?.hash;
    const known = hash === undefined ? null : matchScript(hash);
    const [direction, summary] = summaryOf(context, contractWords(known, hash));
    return {
      action: "contract_interaction",
      direction,
      ...(known === null ? {} : { protocol: known.id }),
      counterparty,
      summary,
      facts: [
        "the wallet signed",
        spendsScript ? "a script's output was spent" : `${scripts.length} input(s) or output(s) of scripts take part`,
        transferFact(transfer),
      ],
    };
  },
};
