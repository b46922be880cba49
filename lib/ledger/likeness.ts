import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import { sizesOf, type Amounts } from "@/lib/ledger/amounts";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import type { ContractOutput } from "@/lib/ledger/contract-view";
import { messageOf } from "@/lib/ledger/contract-facts";
import { largestAddress, recipientOf } from "@/lib/ledger/counterparty";
import { likenessKey } from "@/lib/ledger/likeness-key";
import { isBait } from "@/lib/ledger/suspicion";

/** What other transactions of the same kind share with one, from the chain alone: no label of ours is in it, so that a rule which a person made outlives every new version of our own rules. */
export interface Likeness {
  /** Null where nothing on the chain tells which others are like it. */
  readonly actionKey: string | null;
  readonly spamKey: string | null;
  /** Credentials of the scripts at which it spent or made outputs. */
  readonly scripts: readonly CredentialHash[];
  /** The wallet only got something, neither signing nor spending nor by an order of its own. */
  readonly isUnasked: boolean;
  /** Its message is that of a lure. */
  readonly isBait: boolean;
}

type Direction = "in" | "out" | "both" | "none";

function directionOf(transfer: Amounts): Direction {
  const came = sizesOf(transfer, "positive").size > 0;
  const went = sizesOf(transfer, "negative").size > 0;
  if (came) return went ? "both" : "in";
  return went ? "out" : "none";
}

function credentialsOf(outputs: readonly ContractOutput[]): CredentialHash[] {
  return [...new Set(outputs.map(({ credential }) => credential))].sort();
}

function policiesOf(units: Iterable<Unit>): string[] {
  const policies = [...units].flatMap((unit) => splitUnit(unit)?.policyId ?? []);
  return [...new Set(policies)].sort();
}

/**
 * Alike are: failed scripts; what moved value the same way with outputs at the same scripts; what did so and only took from
 * the same scripts; what minted or burned the same policies; what the same address sent or got; what brought tokens
 * of the same policies; and of the rest what carries the same kinds of certificates, or only withdraws, or only moves.
 */
function actionKeyOf({ tx, view, transfer, acted, delta }: ClassificationContext): string | null {
  const direction = directionOf(transfer);
  if (!tx.valid) return likenessKey("failed", direction, []);
  if (view.created.length > 0) return likenessKey("contract", direction, credentialsOf(view.created));
  if (view.spent.length > 0) return likenessKey("contract_left", direction, credentialsOf(view.spent));
  const minted = policiesOf([...tx.mint.keys()].filter((unit) => transfer.has(unit)));
  if (acted && minted.length > 0) return likenessKey("mint", direction, minted);
  const kinds = [...new Set(tx.certificates.map(({ kind }) => kind))].sort();
  if (acted && kinds.length > 0) return likenessKey("certificates", direction, kinds);
  if (tx.voters.length > 0 && acted) return likenessKey("vote", direction, []);
  const { foreignInputs, foreignOutputs } = delta.movement;
  if (direction === "out") {
    const recipient = recipientOf(foreignOutputs, sizesOf(transfer, "negative"));
    return recipient === null ? null : likenessKey("party", direction, [recipient]);
  }
  if (direction === "none") return likenessKey(delta.withdrawalLovelace > 0n ? "withdrawal" : "self", direction, []);
  return senderKey(foreignInputs, direction) ?? tokensKey(transfer);
}

function senderKey(inputs: Parameters<typeof largestAddress>[0], direction: Direction): string | null {
  const sender = largestAddress(inputs);
  return sender === null ? null : likenessKey("party", direction, [sender]);
}

function tokensKey(transfer: Amounts): string | null {
  const policies = policiesOf(sizesOf(transfer, "positive").keys());
  return policies.length === 0 ? null : likenessKey("tokens", "in", policies);
}

/** As spam alike is what brings tokens of the same policies, else what the same address sends. */
export function likenessOf(context: ClassificationContext): Likeness {
  const { tx, view, transfer, acted, delta, ownSettlements } = context;
  const { ownInputs, foreignInputs } = delta.movement;
  return {
    actionKey: actionKeyOf(context),
    spamKey: tokensKey(transfer) ?? senderKey(foreignInputs, "in"),
    scripts: credentialsOf([...view.created, ...view.spent]),
    isUnasked:
      !acted && tx.valid && ownInputs.length === 0 && ownSettlements.length === 0 && directionOf(transfer) === "in",
    isBait: isBait(messageOf(tx)),
  };
}
