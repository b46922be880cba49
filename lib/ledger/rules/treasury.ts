import type { Rule } from "@/lib/ledger/classification";
import { matchFact } from "@/lib/ledger/contract-facts";
import { directionOf } from "@/lib/ledger/direction";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { transferFact } from "@/lib/ledger/wording";
import { protocolName } from "@/lib/protocols/registry";

const treasuryLabel = "1694";

/** What the treasury's own metadata calls it: `{body: {event}}`. */
function eventOf({ metadata }: RawTx): string | null {
  const content = metadata?.get(treasuryLabel);
  if (typeof content !== "object" || content === null || !("body" in content)) return null;
  const { body } = content;
  if (typeof body !== "object" || body === null || !("event" in body)) return null;
  return typeof body.event === "string" ? body.event : null;
}

/** Money of a treasury that several keys hold together moved, and the wallet is the treasury or one of them. */
export const treasury: Rule = {
  id: "treasury",
  version: 1,
  matches: ({ acted, transfer, tx, view }) => {
    const held = view.spent.find(({ match }) => match?.protocol.kind === "treasury");
    if (!acted || held?.match == null) return null;
    const event = eventOf(tx);
    const name = protocolName(held.match.id);
    const facts = [
      matchFact(held),
      event === null ? null : `metadata label ${treasuryLabel} says the event is “${event.slice(0, 40)}”`,
      transferFact(transfer),
    ];
    return {
      action: "multisig",
      direction: directionOf(transfer),
      protocol: held.match.id,
      counterparty: held.output.address,
      summary: `Moved money of ${name}${event === null ? "" : ` (${event.slice(0, 40)})`}`,
      facts: facts.filter((fact) => fact !== null),
    };
  },
};
