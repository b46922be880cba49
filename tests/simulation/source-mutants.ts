import type { Plugin } from "vitest/config";
import type { Mutant } from "./mutants";

/** A condition in the program's own text, and what the mutant makes of it. */
interface Edit {
  readonly file: string;
  readonly condition: string;
  readonly becomes: boolean;
}

/** Checks that nothing outside the program can switch off: while such a mutant is told, the text of a condition counts as given. */
const edits: Readonly<Partial<Record<Mutant, Edit>>> = {
  /** What gains were told by is not looked at again. */
  "fold-told": {
    file: "lib/gains/fold-history.ts",
    condition: "head.toldBy === toldBy(inputs, head, head)",
    becomes: true,
  },
  /** The bytes of another transaction are believed. */
  hash: { file: "lib/blockfrost/normalise-cbor.ts", condition: "decoded.hash !== askedHash", becomes: false },
  /** Whatever else comes along with the body is believed. */
  commitments: { file: "lib/sync/fetch-transaction.ts", condition: "broken === null", becomes: true },
  /** A validity flag that only the sums could prove is not looked at when they do not. */
  flag: { file: "lib/sync/recheck-flags.ts", condition: "own.rawTx.valid === valid", becomes: true },
};

const told = Symbol.for("cardano-defi-assistant.mutant");

/** From here on the program is this mutant. */
export function become(mutant: Mutant | null): void {
  Object.assign(globalThis, { [told]: mutant });
}

/** Puts the mutants into the program as the simulation's tests load it. Throws where the text is not as it was. */
export function sourceMutants(root: string): Plugin {
  return {
    name: "source-mutants",
    enforce: "pre",
    transform(code, id) {
      const here = Object.entries(edits).filter(([, { file }]) => id === root + file);
      if (here.length === 0) return undefined;
      return here.reduce((text, [mutant, { condition, becomes }]) => {
        if (text.split(condition).length !== 2) throw new Error(`"${condition}" does not stand once in ${id}`);
        const isTold = `globalThis[Symbol.for("cardano-defi-assistant.mutant")] === "${mutant}"`;
        return text.replace(condition, `(${isTold} ? ${String(becomes)} : ${condition})`);
      }, code);
    },
  };
}

/** Whether it is in the program's text, and not in what the program says to the outside. */
export const isInSource = (mutant: Mutant): boolean => mutant in edits;
