import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { KEY_DEPOSIT } from "@/dev/chain/model/chain-tx";
import { WALLET_KINDS } from "@/dev/chain/scenes/world";
import { accountSchema } from "@/lib/blockfrost/schemas";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { InputResolver } from "@/lib/ledger/movement";
import { withKeys, type WalletScope } from "@/lib/ledger/ownership";
import { outRefKey, type RawOutput, type RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta, type WalletDelta } from "@/lib/ledger/wallet-delta";
import { comparableTx } from "@/tests/support/comparable-tx";
import { simulatedHistory, type SimulatedHistory } from "@/tests/support/simulated-history";

type Sums = Map<string, bigint>;

function addTo(sums: Sums, key: string, quantity: bigint): void {
  const sum = (sums.get(key) ?? 0n) + quantity;
  if (sum === 0n) sums.delete(key);
  else sums.set(key, sum);
}

/** Outputs by reference, as a store of own history answers. */
function storeOf(txs: readonly RawTx[]): InputResolver {
  const outputs = new Map<string, RawOutput>();
  for (const tx of txs)
    for (const output of tx.outputs) outputs.set(outRefKey({ txHash: tx.hash, index: output.index }), output);
  return (ref) => outputs.get(outRefKey(ref));
}

interface Folded {
  readonly deltas: readonly WalletDelta[];
  readonly scope: WalletScope;
}

function fold(txs: readonly RawTx[], start: WalletScope, resolve: InputResolver): Folded {
  const deltas: WalletDelta[] = [];
  let scope = start;
  for (const tx of txs) {
    const delta = walletDelta(tx, scope, resolve);
    scope = withKeys(scope, { verified: delta.newlyVerifiedKeys });
    deltas.push(delta);
  }
  return { deltas, scope };
}

/** Balances by unit at the contracts and elsewhere: the one line between places that an address alone draws. */
function addFlows(sums: Sums, { flows }: WalletDelta): void {
  for (const { unit, place, netChange } of flows)
    addTo(sums, `${place === "contract" ? "contract" : "keys"} ${unit}`, netChange);
}

/** The same from the unspent outputs that the chain holds now. */
function unspentOf({ chain, owner }: SimulatedHistory): Sums {
  const sums: Sums = new Map();
  const unspent = owner.startsWith("stake") ? chain.utxos.ofAccount(owner) : chain.utxos.atAddress(owner);
  for (const { address, value } of unspent) {
    const place = address.payment?.kind === "script" ? "contract" : "keys";
    addTo(sums, `${place} ${lovelace}`, value.lovelace);
    for (const [unit, quantity] of value.assets) addTo(sums, `${place} ${unit}`, quantity);
  }
  return sums;
}

/** What a transaction took in less what it gave out, by unit; empty where nothing came from nowhere or got lost. */
function imbalance(tx: RawTx): Sums {
  const sums: Sums = new Map();
  const addOutput = ({ value }: RawOutput, sign: bigint) => {
    for (const [unit, quantity] of value) addTo(sums, unit, sign * quantity);
  };
  for (const { resolved } of tx.inputs) if (resolved !== null) addOutput(resolved, 1n);
  for (const output of tx.outputs) addOutput(output, -1n);
  for (const [unit, quantity] of tx.mint) addTo(sums, unit, quantity);
  for (const { amountLovelace } of tx.withdrawals) addTo(sums, lovelace, amountLovelace);
  for (const { kind } of tx.certificates) {
    if (kind === "stake_registration") addTo(sums, lovelace, -KEY_DEPOSIT);
    if (kind === "stake_deregistration") addTo(sums, lovelace, KEY_DEPOSIT);
  }
  addTo(sums, lovelace, -(tx.feeLovelace ?? 0n));
  return sums;
}

/** A delta without what only tells how it came about, in one order. */
const essence = ({ flows, feeLovelace, depositLovelace, withdrawalLovelace, newlyVerifiedKeys }: WalletDelta) => ({
  flows: flows.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
  feeLovelace,
  depositLovelace,
  withdrawalLovelace,
  newlyVerifiedKeys: newlyVerifiedKeys.toSorted(),
});
const keyOf = (flow: { unit: Unit; place: string; credential: string | null }) =>
  `${flow.unit} ${flow.place} ${flow.credential ?? ""}`;

/** A chain with one wallet of any kind and length; a counterexample shows the seed that makes it again. */
const anyWallet = fc.record({
  seed: fc.nat(),
  kind: fc.constantFrom("account" as const, ...WALLET_KINDS),
  transactions: fc.integer({ min: 1, max: 90 }),
});

const check = (runs: number, property: (history: SimulatedHistory) => void) =>
  fc.assert(
    fc.property(anyWallet, ({ seed, ...spec }) => property(simulatedHistory(seed, spec))),
    { numRuns: runs },
  );

describe("any wallet of any simulated chain", () => {
  it("holds at every height what the chain holds for it, at contracts and elsewhere", () => {
    check(25, (history) => {
      const { chain, scope, txs } = history;
      const { deltas } = fold(
        txs.map(({ fromCbor }) => fromCbor),
        scope,
        storeOf(txs.map(({ fromCbor }) => fromCbor)),
      );
      const heights = txs.map(({ placed }) => placed.height);
      const sums: Sums = new Map();
      const ours = new Map<number, Sums>();
      deltas.forEach((delta, position) => {
        addFlows(sums, delta);
        ours.set(heights[position] ?? 0, new Map(sums));
      });
      const theirs = new Map<number, Sums>();
      for (const height of [...ours.keys()].toReversed()) {
        chain.rollback(chain.tip().height - height);
        theirs.set(height, unspentOf(history));
      }
      for (const [height, held] of ours) expect(held, `height ${height}`).toEqual(theirs.get(height));
    });
  });

  it("neither makes nor loses ADA or tokens in any transaction", () => {
    check(25, ({ txs }) => {
      for (const { merged, fromJson } of txs)
        for (const tx of [merged, fromJson]) expect(imbalance(tx), tx.hash).toEqual(new Map());
    });
  });

  it("is read alike from bytes and from plain answers", () => {
    check(25, ({ txs }) => {
      for (const { merged, fromJson } of txs) expect(comparableTx(merged), merged.hash).toEqual(comparableTx(fromJson));
    });
  });

  it("comes to the same from bytes alone as with every input resolved, save where it asks for them", () => {
    check(25, ({ txs, scope }) => {
      const bytes = txs.map(({ fromCbor }) => fromCbor);
      const cheap = fold(bytes, scope, storeOf(bytes)).deltas;
      const full = fold(
        txs.map(({ merged }) => merged),
        scope,
        storeOf([]),
      ).deltas;
      cheap.forEach((delta, position) => {
        const exact = full[position];
        const known = exact === undefined ? undefined : essence(exact);
        const { feeLovelace, depositLovelace, ...rest } = essence(delta);
        if (delta.needsFullInputs === null) expect({ ...rest, feeLovelace, depositLovelace }).toEqual(known);
        else expect(known).toMatchObject(rest);
      });
    });
  });

  it("comes to the same in any steps and with inputs and outputs in any order", () => {
    const anyOrder = fc.record({ wallet: anyWallet, cuts: fc.array(fc.nat({ max: 90 }), { maxLength: 6 }) });
    fc.assert(
      fc.property(anyOrder, ({ wallet: { seed, ...spec }, cuts }) => {
        const { txs, scope } = simulatedHistory(seed, spec);
        const bytes = txs.map(({ fromCbor }) => fromCbor);
        const whole = fold(bytes, scope, storeOf(bytes));
        const turned = bytes.map((tx) => ({
          ...tx,
          inputs: tx.inputs.toReversed(),
          outputs: tx.outputs.toReversed(),
        }));
        const edges = [...new Set([0, ...cuts, turned.length])].filter((cut) => cut <= turned.length);
        edges.sort((a, b) => a - b);
        const deltas: WalletDelta[] = [];
        let at = scope;
        edges.forEach((from, position) => {
          const to = edges[position + 1] ?? from;
          // A step knows its own transactions and those that earlier ones stored.
          const step = fold(turned.slice(from, to), at, storeOf(turned.slice(0, to)));
          deltas.push(...step.deltas);
          at = step.scope;
        });
        expect(deltas.map(essence)).toEqual(whole.deltas.map(essence));
        expect(at).toEqual(whole.scope);
      }),
      { numRuns: 25 },
    );
  });

  it("withdrew what its account says, and its deposit is what the account's registration is worth", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 90 }), (seed, transactions) => {
        const { chain, owner, scope, txs } = simulatedHistory(seed, { transactions });
        const { deltas } = fold(
          txs.map(({ merged }) => merged),
          scope,
          storeOf([]),
        );
        const { body } = answerRequest(chain, `accounts/${owner}`, new URLSearchParams());
        const account = accountSchema.parse(body);
        const sum = (pick: (delta: WalletDelta) => bigint) => deltas.reduce((total, delta) => total + pick(delta), 0n);
        expect({
          withdrawn: sum(({ withdrawalLovelace }) => withdrawalLovelace),
          deposit: sum(({ depositLovelace }) => depositLovelace),
        }).toEqual({
          withdrawn: account.withdrawals_sum,
          deposit: chain.staking.state(owner).registered ? KEY_DEPOSIT : 0n,
        });
      }),
      { numRuns: 25 },
    );
  });
});
