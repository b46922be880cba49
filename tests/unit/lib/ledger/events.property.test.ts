import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainedWallets } from "@/tests/support/recorded-explained";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, sumOf } from "@/lib/ledger/amounts";
import { classify, classifyValue } from "@/lib/ledger/classify";
import { accountScope, withKeys } from "@/lib/ledger/ownership";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import type { EventRole, TransactionEvent } from "@/lib/ledger/transaction-event";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import {
  boughtByPlacing,
  costsOf,
  costsPaid,
  flowSums,
  hidden,
  hiddenChange,
  ownershipChange,
  shown,
  sumsOf,
  totalChange,
  type LabelledTx,
} from "@/tests/support/event-laws";
import { foldWallet } from "@/tests/support/fold-wallet";
import {
  certificate,
  foreign,
  foreignContract,
  foreignStake,
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
} from "@/tests/support/raw-tx-fixture";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";
import { simulatedHistory } from "@/tests/support/simulated-history";

const scope = accountScope(ownStake, { verifiedKeys: [ownKey] });
const quantity = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const anyOutput = fc
  .record({
    to: fc.constantFrom(own, otherOwn, franken, ownContract, foreign, foreignContract),
    amount: quantity,
    tokens: fc.dictionary(fc.constantFrom(hosky, other), quantity),
  })
  .map(({ to, amount, tokens }) => output(to, amount, tokens));
const anyCertificate = fc.constantFrom(
  certificate("stake_registration"),
  certificate("stake_deregistration"),
  certificate("stake_delegation", { poolId: "pool1x" }),
  certificate("drep_registration", { stakeAddress: null, drepCredential: ownKey, depositLovelace: 500_000_000n }),
  certificate("pool_registration", { stakeAddress: null }),
  certificate("stake_registration", { stakeAddress: foreignStake }),
  certificate("stake_deregistration", { stakeAddress: foreignStake }),
);
const anyProposal = fc
  .constantFrom(ownStake, foreignStake)
  .map((returnAddress) => ({ returnAddress, depositLovelace: 100_000_000_000n }));

/** Any transaction at all, balanced or not. */
const anyTx = fc
  .record({
    spent: fc.array(anyOutput, { maxLength: 5 }),
    made: fc.array(anyOutput, { maxLength: 5 }),
    valid: fc.boolean(),
    fee: fc.bigInt({ min: 0n, max: 5_000_000n }),
    donated: fc.constantFrom(0n, 7n),
    withdrawn: fc.constantFrom(0n, 3_000_000n),
    mint: fc.dictionary(fc.constantFrom(hosky, other), fc.constantFrom(5n, -5n)),
    certificates: fc.array(anyCertificate, { maxLength: 4 }),
    proposals: fc.array(anyProposal, { maxLength: 2 }),
  })
  .map(({ spent, made, valid, fee, donated, withdrawn, mint, certificates, proposals }) =>
    rawTx({
      valid,
      feeLovelace: fee,
      inputs: spent.map((resolved, index) => ({ ref: { txHash: txHashOf(9), index }, resolved })),
      outputs: made,
      ...(valid && {
        donationLovelace: donated,
        withdrawals: withdrawn === 0n ? [] : [{ stakeAddress: ownStake, amountLovelace: withdrawn }],
        mint: new Map(Object.entries(mint) as [Unit, bigint][]),
        proposals,
        certificates: certificates.map((each, index) => ({ ...each, index })),
      }),
    }),
  );

function labelled(tx: RawTx): LabelledTx {
  const delta = walletDelta(tx, scope, () => undefined);
  return { tx, delta, classification: classify(tx, scope, delta) };
}

function expectLaws(each: LabelledTx): void {
  const { classification, delta, tx } = each;
  expect(shown(sumsOf([classification])), tx.hash).toEqual(flowSums([delta]));
  expect(hidden(sumsOf([classification])), tx.hash).toEqual(hiddenChange(each));
  expect(totalChange(classification), tx.hash).toEqual(ownershipChange(each));
  expect(costsOf(classification), tx.hash).toEqual(costsPaid(each) ?? costsOf(classification));
  expect(boughtByPlacing(classification), tx.hash).toEqual(new Map());
  expect(classification.events.map(({ index }) => index)).toEqual([...classification.events.keys()]);
  const empty = classification.events.filter((event) => event.quantity === 0n && event.role !== "informational");
  expect(empty).toEqual([]);
  expectTold(each);
}

/** Its sentence tells all that it did: what the ledger did by its own words, what moved value up to eight, the rest up to four. */
function expectTold({ classification: { entries, summary }, delta, tx }: LabelledTx): void {
  const all = [...new Set(entries.flatMap((entry) => entry.summary ?? []))];
  const words = all.join("; ");
  if (delta.withdrawalLovelace > 0n) expect(words, tx.hash).toContain("Withdrew");
  if (delta.depositLovelace !== 0n) expect(words, tx.hash).toContain("deposit");
  for (const { kind } of delta.delegations)
    expect(
      entries.map(({ action }) => action),
      tx.hash,
    ).toContain(kind);
  const paid = entries.filter(({ action, legs }) => action === "send" && legs.length > 0);
  expect(paid.filter((entry) => !entry.summary?.startsWith("Sent "))).toEqual([]);
  if (summary.length >= 500) return;
  const movers = entries.filter(({ legs }) => legs.some((leg) => leg.quantity !== 0n));
  const moved = [...new Set(movers.flatMap((entry) => entry.summary ?? []))].slice(0, 8);
  const told = all.filter((each, place) => place < 4 || moved.includes(each));
  for (const each of told) expect(summary.toLowerCase(), tx.hash).toContain(each.toLowerCase());
  expect(summary.includes("; and "), tx.hash).toBe(all.length > told.length);
}

const turned = (tx: RawTx): RawTx => ({
  ...tx,
  inputs: tx.inputs.toReversed(),
  outputs: tx.outputs.toReversed().map((one) => ({ ...one, value: new Map([...one.value].toReversed()) })),
});

describe("Events of any transaction", () => {
  it("sum to its flows by unit and place, and over all places to the change of ownership", () => {
    fc.assert(
      fc.property(anyTx, (tx) => expectLaws(labelled(tx))),
      { numRuns: 300 },
    );
  });

  it("obey the same laws where the readers fail; what moved is then unclassified", () => {
    fc.assert(
      fc.property(anyTx, (tx) => {
        const delta = walletDelta(tx, scope, () => undefined);
        const classification = classifyValue(tx, scope, delta);
        expectLaws({ tx, delta, classification });
        const principal = classification.events.filter(({ role }) => role === "principal");
        const unexplained = principal.filter(({ counterparty }) => counterparty !== foreignStake);
        expect(unexplained.filter(({ action }) => action !== "unclassified")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("are the same whatever the order of inputs, outputs and units", () => {
    fc.assert(
      fc.property(anyTx, (tx) => {
        expect(labelled(turned(tx)).classification.events).toEqual(labelled(tx).classification.events);
      }),
      { numRuns: 300 },
    );
  });
});

const wallets = fc.record({ seed: fc.nat(), transactions: fc.integer({ min: 5, max: 60 }) });

describe("Events of a simulated wallet", () => {
  it("obey the laws, transaction by transaction, and are told from each alone", () => {
    fc.assert(
      fc.property(wallets, ({ seed, transactions }) => {
        const { txs, scope: start } = simulatedHistory(seed, { transactions });
        const { history } = foldWallet(
          txs.map(({ merged }) => merged),
          start,
        );
        for (const each of history) expectLaws(each);
        let known = start;
        for (const { tx, delta, classification } of history.toReversed()) {
          known = withKeys(start, { verified: keysBefore(history, tx.hash) });
          expect(classify(tx, known, delta).events).toEqual(classification.events);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("leave in every order what lies in it, nothing once it has ended, and nothing beside what carries it out", () => {
    fc.assert(
      fc.property(wallets, ({ seed }) => {
        const { txs, scope: start } = simulatedHistory(seed, { transactions: 50, features: ["orders"] });
        const { history } = foldWallet(
          txs.map(({ merged }) => merged),
          start,
        );
        const classifications = history.map(({ classification }) => classification);
        const orders = Object.entries(sumsOf(classifications)).filter(([location]) => location.startsWith("order:"));
        const closed = new Set(classifications.flatMap(({ closings }) => closings.map(({ ref }) => outRefKey(ref))));
        const open = classifications
          .flatMap(({ openings }) => openings)
          .filter(({ ref, ownStake }) => !ownStake && !closed.has(outRefKey(ref)))
          .map(({ ref, locked }) => [`order:${outRefKey(ref)}`, Object.fromEntries(locked)]);
        expect(Object.fromEntries(orders)).toEqual(Object.fromEntries(open));
        const executed = history.filter(
          ({ delta, classification: { closings } }) =>
            closings.length > 0 && delta.movement.ownInputs.every(({ paymentKind }) => paymentKind === "script"),
        );
        const left = executed.flatMap(({ classification: { entries } }) =>
          entries.filter(({ orderRef }) => orderRef === null),
        );
        expect(left).toEqual([]);
      }),
      { numRuns: 12, examples: [[{ seed: 2, transactions: 5 }]] },
    );
  });
});

describe("All legs of one order", () => {
  it("are its price, its batcher's fee and its deposit, over all transactions and places that it crossed", () => {
    let trades = 0;
    fc.assert(
      fc.property(wallets, ({ seed }) => {
        const { txs, scope: start } = simulatedHistory(seed, { transactions: 50, features: ["orders"] });
        const { history } = foldWallet(
          txs.map(({ merged }) => merged),
          start,
        );
        const events = history.flatMap(({ classification }) => classification.events);
        for (const closing of history.flatMap(({ classification }) => classification.closings)) {
          const legs = events.filter(({ orderRef }) => orderRef === outRefKey(closing.ref));
          const isTrade = closing.outcome === "filled" || closing.outcome === "partly_filled";
          if (isTrade) trades += 1;
          const price = isTrade ? differenceOf(closing.got, closing.gave) : new Map();
          expect(ofRoles(legs, "principal", "receipt")).toEqual(price);
          const fee = -(closing.batcherFeeLovelace ?? 0n);
          expect(ofRoles(legs, "batcher_fee").get(lovelace) ?? 0n).toBe(fee);
          const returned = legs.filter(({ role, location }) => role === "deposit_return" && /^wallet/.test(location));
          if (isTrade)
            expect(ofRoles(returned, "deposit_return").get(lovelace) ?? 0n).toBe(closing.depositReturnedLovelace);
        }
      }),
      { numRuns: 12 },
    );
    expect(trades).toBeGreaterThan(20);
  });
});

/** What legs of some roles come to at all locations but positions, where the other side of a supply stands. */
function ofRoles(legs: readonly TransactionEvent[], ...roles: readonly EventRole[]) {
  const counted = legs.filter(({ role, location }) => roles.includes(role) && !location.startsWith("position:"));
  return sumOf(counted.map(({ unit, quantity }) => new Map([[unit, quantity]])));
}

function keysBefore(history: readonly LabelledTx[], hash: string) {
  const until = history.findIndex(({ tx }) => tx.hash === hash);
  return history.slice(0, until + 1).flatMap(({ delta }) => [...delta.newlyVerifiedKeys]);
}

/** All that lies beside the project: what was recorded, and what was made of troubles that people met elsewhere. */
const recordings = [
  "prise-dex",
  "scalus-mainnet-blocks",
  "amaru-treasury",
  "maestro-spec-example",
  "preview-chain-wallets",
  "blockfrost-websocket-link",
  "yoroi-bridge",
  "../cases",
];

describe.skipIf(!isRecordedHere)(`Events of recorded wallets${unlessRecorded}`, () => {
  it.each(recordings)("%s: the laws hold for everybody concerned", (folder) => {
    const all = explainedWallets(folder);
    expect(all.length).toBeGreaterThan(0);
    for (const each of all) expectLaws(each);
  });
});
