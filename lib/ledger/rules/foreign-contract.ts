import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { Direction, Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { isScriptAddress, largestAddress } from "@/lib/ledger/counterparty";
import { matchScript, type ScriptMatch } from "@/lib/protocols/registry";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

function scriptOutputs({ delta }: ClassificationContext) {
  const paid = delta.movement.foreignOutputs.filter(({ address }) => isScriptAddress(address));
  return paid.length > 0 ? paid : delta.movement.foreignInputs.filter(({ address }) => isScriptAddress(address));
}

function summaryOf(transfer: ClassificationContext["transfer"], contract: string): [Direction, string] {
  const came = amountsOfSign(transfer, "positive");
  const went = amountsOfSign(transfer, "negative");
  if (came.size > 0 && went.size > 0)
    return ["none", `Gave ${amountWords(went)} for ${amountWords(came)} at ${contract}`];
  if (went.size > 0) return ["out", `Sent ${amountWords(went)} to ${contract}`];
  if (came.size > 0) return ["in", `Received ${amountWords(came)} from ${contract}`];
  return ["self", `Used ${contract}`];
}

function contractWords(known: ScriptMatch | null, hash: string | undefined): string {
  if (known !== null) return `the ${known.fact.role.replaceAll("_", " ")} of ${known.protocol.name}`;
  return hash === undefined ? "a contract" : `contract ${shortName(hash)}`;
}

/** The wallet signed and a script without its stake credential was paid or spent from. */
export const foreignContract: Rule = {
  id: "foreign_contract",
  version: 1,
  matches: (context) => {
    const { tx, acted, transfer } = context;
    const scripts = scriptOutputs(context);
    const spendsScript = tx.redeemers.some(({ purpose }) => purpose === "spend");
    if (!acted || !tx.valid || (scripts.length === 0 && !spendsScript)) return null;
    const counterparty = largestAddress(scripts);
    const hash = counterparty === null ? undefined : parsePaymentAddress(counterparty)?.payment?.hash;
    const known = hash === undefined ? null : matchScript(hash);
    const [direction, summary] = summaryOf(transfer, contractWords(known, hash));
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
