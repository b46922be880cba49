import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { sumByUnit } from "@/lib/ledger/amounts";
import type { Movement, OwnedOutput } from "@/lib/ledger/movement";
import type { Place } from "@/lib/ledger/ownership";

/** How much of one unit the transaction moved into (> 0) or out of (< 0) one place. */
export interface Flow {
  readonly unit: Unit;
  readonly place: Place;
  /** Script hash of a contract; null for the wallet itself. */
  readonly credential: CredentialHash | null;
  readonly netChange: bigint;
}

function add(flows: Map<string, Flow>, { output, place, credential }: OwnedOutput, sign: bigint): void {
  for (const [unit, quantity] of output.value) {
    const key = `${unit}/${place}/${credential ?? ""}`;
    const before = flows.get(key)?.netChange ?? 0n;
    flows.set(key, { unit, place, credential, netChange: before + sign * quantity });
  }
}

/** Changes by unit, place and credential, none of them zero. What moved between two places shows as two flows. */
export function flowsOf(movement: Movement): Flow[] {
  const flows = new Map<string, Flow>();
  for (const owned of movement.ownOutputs) add(flows, owned, 1n);
  for (const owned of movement.ownInputs) add(flows, owned, -1n);
  return [...flows.values()].filter(({ netChange }) => netChange !== 0n);
}

/** Changes by unit over all places, none of them zero. */
export function totalsOf(flows: readonly Flow[]): Map<Unit, bigint> {
  return sumByUnit(flows.map(({ unit, netChange }) => ({ unit, quantity: netChange })));
}
