import { adaParts, type AdaPart, type AdaAllocation } from "@/lib/contract/positions";
import type { RewardKind } from "@/lib/contract/staking";
import type { CredentialHash } from "@/lib/cardano/brand";
import { adaPartOf } from "@/lib/portfolio/position-kinds";
import { matchScript } from "@/lib/protocols/registry";

/** All figures in lovelace. */
export interface AdaFigures {
  /** At own addresses. */
  readonly wallet: bigint;
  /** What of it the outputs with tokens cannot do without; null while nobody has looked. */
  readonly tokenMinimum: bigint | null;
  /** At scripts under the own stake key, by script hash; open orders included. */
  readonly contracts: ReadonlyMap<string, bigint>;
  readonly orders: readonly { readonly credential: string; readonly ownStake: boolean; readonly lovelace: bigint }[];
  /** Paid into deposits and not come back. */
  readonly deposits: bigint;
  /** What stands in reward accounts, by kind. */
  readonly standing: ReadonlyMap<RewardKind, bigint>;
}

const partOfKind = {
  rewards: "rewards",
  returned_deposits: "returned_deposits",
  treasury: "treasury",
  other: "other_payments",
} as const satisfies Record<RewardKind, AdaPart>;

/**
 * Every lovelace in one part: own addresses, open orders wherever they stand, what else lies at scripts, deposits, and
 * what stands in reward accounts. The parts add up to the total by construction.
 */
export function foldAdaAllocation(figures: AdaFigures): AdaAllocation {
  const parts = new Map<AdaPart, bigint>();
  const add = (part: AdaPart, lovelace: bigint) => parts.set(part, (parts.get(part) ?? 0n) + lovelace);
  if (figures.tokenMinimum === null) add("wallet", figures.wallet);
  else {
    const kept = figures.tokenMinimum < figures.wallet ? figures.tokenMinimum : figures.wallet;
    add("spendable", figures.wallet - kept);
    add("with_tokens", kept);
  }
  for (const [credential, lovelace] of besideOrders(figures)) {
    add(adaPartOf(matchScript(credential as CredentialHash)?.fact.role ?? null), lovelace);
  }
  for (const { lovelace } of figures.orders) add("orders", lovelace);
  add("deposits", figures.deposits);
  for (const [kind, lovelace] of figures.standing) add(partOfKind[kind], lovelace);
  const total = [...parts.values()].reduce((sum, lovelace) => sum + lovelace, 0n);
  return {
    total: total.toString(),
    parts: adaParts.flatMap((part) => {
      const lovelace = parts.get(part) ?? 0n;
      return lovelace === 0n ? [] : [{ part, quantity: lovelace.toString() }];
    }),
  };
}

/** What lies at each script but for the open orders there. */
function besideOrders({ contracts, orders }: AdaFigures): Map<string, bigint> {
  const rest = new Map(contracts);
  for (const { credential, ownStake, lovelace } of orders) {
    if (ownStake) rest.set(credential, (rest.get(credential) ?? 0n) - lovelace);
  }
  return rest;
}
