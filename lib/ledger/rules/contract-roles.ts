import type { Unit } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import { sizesOf, type Amounts } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { matchFact, messageFact } from "@/lib/ledger/contract-facts";
import type { ContractOutput } from "@/lib/ledger/contract-view";
import { directionOf } from "@/lib/ledger/direction";
import { isUnderOwnStake } from "@/lib/ledger/ownership";
import { isNamedRole, roleActions, roleRank, roleSentence, type NamedRole } from "@/lib/ledger/role-actions";
import { amountWords, transferFact } from "@/lib/ledger/wording";
import { matchUnit, protocolName, type ScriptMatch } from "@/lib/protocols/registry";

type Movement = "placed" | "changed" | "taken" | "seized";

interface RoleUse {
  readonly output: ContractOutput;
  readonly match: ScriptMatch;
  readonly role: NamedRole;
  readonly movement: Movement;
}

/** What the wallet did at scripts of one role; unsigned only where the value was its own. */
function usesOf({ acted, scope, view }: ClassificationContext): RoleUse[] {
  const isMine = ({ output }: ContractOutput) => acted || isUnderOwnStake(output.address, scope);
  const spent = new Set(view.spent.filter(isMine).map(({ credential }) => credential));
  const created = new Set(view.created.filter(isMine).map(({ credential }) => credential));
  const movementOf = ({ credential }: ContractOutput): Movement => {
    if (spent.has(credential) && created.has(credential)) return "changed";
    if (created.has(credential)) return "placed";
    return acted ? "taken" : "seized";
  };
  return [...view.spent, ...view.created].filter(isMine).flatMap((output): RoleUse[] => {
    const { match } = output;
    if (match === null || !isNamedRole(match.fact.role)) return [];
    return [{ output, match, role: match.fact.role, movement: movementOf(output) }];
  });
}

function isReceipt(unit: Unit): boolean {
  return matchUnit(unit)?.fact.role === "receipt";
}

/** What changed hands says more than the role alone: receipts of a lending pool, the token of a sale. */
function refined({ role, movement }: RoleUse, gave: Amounts, got: Amounts): Action {
  const named = roleActions[role][movement];
  if (role === "action") {
    if ([...gave.keys()].some(isReceipt)) return "lend_withdraw";
    if ([...got.keys()].some(isReceipt)) return "lend_supply";
    return named;
  }
  // Whoever takes a listing and gets something new has bought it; whoever takes an offer and gives something has sold.
  if (role === "listing" && movement === "taken" && gave.size > 0 && got.size > 0) return "nft_buy";
  if (role === "offer" && movement === "taken" && gave.size > 0 && got.size > 0) return "nft_sell";
  return named;
}

const upkeepRoles: readonly NamedRole[] = ["oracle", "settings", "factory", "treasury"];

/** Scripts of protocols whose role tells what was done there: lending, debt positions, farms, sales, bridges. */
export const contractRoles: Rule = {
  id: "contract_roles",
  version: 1,
  matches: (context) => {
    const { transfer, tx } = context;
    if (!tx.valid) return null;
    const [use] = usesOf(context).sort((a, b) => roleRank(a.role) - roleRank(b.role));
    if (use === undefined) return null;
    const gave = sizesOf(transfer, "negative");
    const got = sizesOf(transfer, "positive");
    if (upkeepRoles.includes(use.role) && !context.acted) return null;
    const action = refined(use, gave, got);
    const name = protocolName(use.match.id);
    const facts = [
      matchFact(use.output),
      `value there was ${use.movement}`,
      context.acted ? "the wallet signed" : "the wallet did not sign",
      messageFact(tx),
      transferFact(transfer),
    ];
    return {
      action,
      direction: directionOf(transfer),
      protocol: use.match.id,
      counterparty: use.output.output.address,
      summary: roleSentence(action, amountWords(gave), amountWords(got), name),
      facts: facts.filter((fact) => fact !== null),
    };
  },
};
