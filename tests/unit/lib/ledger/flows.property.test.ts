import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { totalsOf } from "@/lib/ledger/flows";
import { accountScope } from "@/lib/ledger/ownership";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import { foldWallet } from "../../../support/fold-wallet";
import {
  foreign,
  foreignContract,
  franken,
  hosky,
  other,
  otherOwn,
  output,
  own,
  ownContract,
  ownKey,
  ownStake,
  rawTx,
  txHashOf,
} from "../../../support/raw-tx-fixture";

const scope = accountScope(ownStake, { verifiedKeys: [ownKey] });
const ours = new Set<string>([own, otherOwn, franken, ownContract]);
const maxQuantity = 2n ** 63n - 1n;
const quantity = fc.bigInt({ min: 1n, max: maxQuantity });

const anyOutput = fc
  .record({
    to: fc.constantFrom(own, otherOwn, franken, ownContract, foreign, foreignContract),
    amount: quantity,
    tokens: fc.dictionary(fc.constantFrom(hosky, other), quantity),
  })
  .map(({ to, amount, tokens }) => output(to, amount, tokens));

const anyTx = fc.record({ spent: fc.array(anyOutput, { maxLength: 6 }), made: fc.array(anyOutput, { maxLength: 6 }) });

function txOf({ spent, made }: { spent: RawOutput[]; made: RawOutput[] }): RawTx {
  const inputs = spent.map((resolved, index) => ({ ref: { txHash: txHashOf(9), index }, resolved }));
  return rawTx({ inputs, outputs: made });
}

function ownSum(outputs: readonly RawOutput[], unit: Unit): bigint {
  const own = outputs.filter((one) => ours.has(one.address));
  return own.reduce((sum, one) => sum + (one.value.get(unit) ?? 0n), 0n);
}

describe("flows of any transaction", () => {
  it("add up to own outputs less own inputs, unit by unit, and never hold a zero", () => {
    fc.assert(
      fc.property(anyTx, ({ spent, made }) => {
        const delta = walletDelta(txOf({ spent, made }), scope, () => undefined);
        const totals = totalsOf(delta.flows);
        for (const unit of [lovelace, hosky, other]) {
          expect(totals.get(unit) ?? 0n).toBe(ownSum(made, unit) - ownSum(spent, unit));
        }
        expect(delta.netLovelace).toBe(totals.get(lovelace) ?? 0n);
        expect(delta.flows.filter(({ netChange }) => netChange === 0n)).toEqual([]);
      }),
    );
  });

  it("do not depend on the order of outputs or units", () => {
    const sorted = (tx: RawTx) => {
      const { flows } = walletDelta(tx, scope, () => undefined);
      const keyOf = (flow: (typeof flows)[number]) => `${flow.unit}/${flow.place}/${flow.credential ?? ""}`;
      return flows.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
    };
    const reversed = (outputs: RawOutput[]) =>
      outputs.map((one) => ({ ...one, value: new Map([...one.value].reverse()) })).reverse();
    fc.assert(
      fc.property(anyTx, ({ spent, made }) => {
        const backwards = txOf({ spent: reversed(spent), made: reversed(made) });
        expect(sorted(backwards)).toEqual(sorted(txOf({ spent, made })));
      }),
    );
  });
});

interface Step {
  readonly take: number;
  readonly made: RawOutput[];
}

/** A chain in which each transaction spends some of what is unspent, known by reference alone. */
function chainOf(steps: readonly Step[]): { txs: RawTx[]; unspent: RawOutput[] } {
  let unspent: { txNumber: number; output: RawOutput }[] = [];
  const txs = steps.map(({ take, made }, position): RawTx => {
    const spent = unspent.slice(0, take);
    const tx = rawTx({
      hash: txHashOf(position + 1),
      inputs: spent.map(({ txNumber, output: { index } }) => ({
        ref: { txHash: txHashOf(txNumber), index },
        resolved: null,
      })),
      outputs: made,
      signers: [ownKey],
    });
    unspent = [...unspent.slice(take), ...tx.outputs.map((one) => ({ txNumber: position + 1, output: one }))];
    return tx;
  });
  return { txs, unspent: unspent.map(({ output: one }) => one) };
}

describe("any chain", () => {
  it("folds to the unspent outputs that are the wallet's", () => {
    const step = fc.record({ take: fc.nat({ max: 3 }), made: fc.array(anyOutput, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { txs, unspent } = chainOf(steps);
        const { places } = foldWallet(txs, scope);
        for (const unit of [lovelace, hosky, other]) {
          const folded = Object.values(places).reduce((sum, units) => sum + (units[unit] ?? 0n), 0n);
          expect(folded).toBe(ownSum(unspent, unit));
        }
        expect(places["contract"]?.[lovelace] ?? 0n).toBe(
          ownSum(
            unspent.filter(({ address }) => address === ownContract),
            lovelace,
          ),
        );
      }),
    );
  });
});
