import { placeOf, type OwnedPlace, type WalletScope } from "@/lib/ledger/ownership";
import type { OutRef, RawOutput, RawTx } from "@/lib/ledger/raw-tx";

/**
 * The output that a reference names, from the wallet's own history. Undefined where that history does not hold the
 * transaction, so that it is somebody else's; `unreadable` where it does but the transaction lies in quarantine.
 */
export type InputResolver = (ref: OutRef) => RawOutput | "unreadable" | undefined;

export interface OwnedOutput extends OwnedPlace {
  readonly output: RawOutput;
}

/** An input and what it spends; null where neither the source nor the wallet's history tells. */
export interface SpentInput {
  readonly ref: OutRef;
  readonly output: RawOutput | null;
}

/** A transaction's inputs and outputs, sorted by whose they are. */
export interface Movement {
  /** Every effective input, in the order of the transaction. */
  readonly spent: readonly SpentInput[];
  readonly ownInputs: readonly OwnedOutput[];
  readonly ownOutputs: readonly OwnedOutput[];
  readonly foreignInputs: readonly RawOutput[];
  readonly foreignOutputs: readonly RawOutput[];
  /** Somebody else's, of which only the reference is known. */
  readonly unresolvedInputs: readonly OutRef[];
  readonly unreadableInputs: readonly OutRef[];
}

function sortByOwner(outputs: readonly RawOutput[], scope: WalletScope): { own: OwnedOutput[]; foreign: RawOutput[] } {
  const own: OwnedOutput[] = [];
  const foreign: RawOutput[] = [];
  for (const output of outputs) {
    const place = placeOf(output.address, scope);
    if (place === null) foreign.push(output);
    else own.push({ ...place, output });
  }
  return { own, foreign };
}

/** Sorts the effective inputs and outputs; collateral and reference inputs are none of them. */
export function movementOf(tx: RawTx, scope: WalletScope, resolve: InputResolver): Movement {
  const spent: SpentInput[] = [];
  const unresolvedInputs: OutRef[] = [];
  const unreadableInputs: OutRef[] = [];
  for (const { ref, resolved } of tx.inputs) {
    const output = resolved ?? resolve(ref);
    if (output === undefined) unresolvedInputs.push(ref);
    else if (output === "unreadable") unreadableInputs.push(ref);
    spent.push({ ref, output: typeof output === "object" ? output : null });
  }
  const inputs = sortByOwner(
    spent.flatMap(({ output }) => output ?? []),
    scope,
  );
  const outputs = sortByOwner(tx.outputs, scope);
  return {
    spent,
    ownInputs: inputs.own,
    foreignInputs: inputs.foreign,
    ownOutputs: outputs.own,
    foreignOutputs: outputs.foreign,
    unresolvedInputs,
    unreadableInputs,
  };
}
