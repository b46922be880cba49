import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { sumOf, differenceOf, type Amounts } from "@/lib/ledger/amounts";
import { totalsOf } from "@/lib/ledger/flows";
import type { WalletScope } from "@/lib/ledger/ownership";
import { stitchOrders, type OrderAction, type StoredClosing, type StoredOpening } from "@/lib/ledger/stitch-orders";
import { foldWallet, type FoldedWallet } from "@/tests/support/fold-wallet";
import { simulatedHistory, type SimulatedHistory } from "@/tests/support/simulated-history";

const spec = { transactions: 50, features: ["orders"] } as const;

interface Story {
  readonly history: FoldedWallet["history"];
  readonly openings: readonly StoredOpening[];
  readonly closings: readonly StoredClosing[];
}

/** A simulated account that trades, as the sync reads it: from bytes, with full inputs only where those do not do. */
function read({ txs }: SimulatedHistory, scope: WalletScope): FoldedWallet["history"] {
  const cheap = foldWallet(
    txs.map(({ fromCbor }) => fromCbor),
    scope,
  );
  const asked = txs.map(({ fromCbor, merged }, i) =>
    cheap.history[i]?.delta.needsFullInputs == null ? fromCbor : merged,
  );
  return foldWallet(asked, scope).history;
}

/** An account of which nothing is known but its stake address. */
function storyOf(seed: number): Story {
  const simulated = simulatedHistory(seed, spec);
  return storyFrom(read(simulated, simulated.scope));
}

function storyFrom(history: FoldedWallet["history"]): Story {
  const stamped = history.map(({ tx, delta, classification }, i) => ({
    classification,
    at: { txHash: tx.hash, at: new Date(i * 1000), networkFeeLovelace: delta.feeLovelace },
  }));
  return {
    history,
    openings: stamped.flatMap(({ classification, at }) => classification.openings.map((each) => ({ ...each, ...at }))),
    closings: stamped.flatMap(({ classification, at }) => classification.closings.map((each) => ({ ...each, ...at }))),
  };
}

const seeds = fc.integer({ min: 1, max: 10_000 });
const runs = { numRuns: 12 };
/** A chain on which a key that never spends beside a proven one places an order: its fee is the wallet's all the same. */
const placedByUnverifiedKey = 6204;

/** What all transactions of an order changed under the account's stake key, contracts included. */
function changeOf({ members }: OrderAction, { history }: Story): Amounts {
  const own = history.filter(({ tx }) => members.includes(tx.hash));
  return sumOf(own.map(({ delta }) => totalsOf(delta.flows)));
}

/** Price, batcher fee and network fee of an order as one change. */
function partsOf({ got, gave, batcherFeeLovelace, networkFeeLovelace }: OrderAction): Amounts {
  const fees = (batcherFeeLovelace ?? 0n) + networkFeeLovelace;
  return sumOf([differenceOf(got, gave), new Map([[lovelace, -fees]])]);
}

function closedOrders({ openings, closings }: Story): OrderAction[] {
  return stitchOrders(openings, closings).filter(({ status }) => status !== "open");
}

describe("Orders of a simulated account", () => {
  it("are all recognised, each step for what it is", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(seeds, (seed) => {
        const { history } = storyOf(seed);
        for (const { classification } of history) seen.add(classification.action);
        const used = history.filter(({ tx }) => tx.redeemers.length > 0 && tx.valid);
        const others = used.filter(({ classification }) => !/^minswap-v[12]$/.test(classification.protocol ?? ""));
        expect(others.map(({ classification }) => classification)).toEqual([]);
      }),
      runs,
    );
    expect([...seen].sort()).toEqual(expect.arrayContaining(["order_cancel", "order_fill", "order_place"]));
  });

  it("have parts that add up to the sum of their transactions", () => {
    let whole = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const story = storyOf(seed);
        for (const action of closedOrders(story)) {
          whole += 1;
          expect(changeOf(action, story)).toEqual(partsOf(action));
        }
      }),
      { ...runs, examples: [[placedByUnverifiedKey]] },
    );
    expect(whole).toBeGreaterThan(20);
  });

  it("hold what still lies in them, no more and no less", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { openings, closings } = storyOf(seed);
        const closed = new Set(closings.map(({ ref }) => `${ref.txHash}#${ref.index}`));
        const open = openings.filter(({ ref }) => !closed.has(`${ref.txHash}#${ref.index}`));
        const locked = stitchOrders(openings, closings).map((action) => action.locked);
        expect(sumOf(locked)).toEqual(sumOf(open.map((opening) => opening.locked)));
      }),
      runs,
    );
  });
});
