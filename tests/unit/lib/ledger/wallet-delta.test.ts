import { describe, expect, it } from "vitest";
import type { FullInputsReason } from "@/lib/ledger/fee-attribution";
import type { InputResolver } from "@/lib/ledger/movement";
import { accountScope, addressScope, type WalletScope } from "@/lib/ledger/ownership";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import { toRows } from "@/lib/ledger/to-rows";
import { classify } from "@/lib/ledger/classify";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import {
  certificate,
  foreign,
  foreignContract,
  foreignKey,
  franken,
  hashOf,
  hosky,
  input,
  otherOwn,
  otherOwnKey,
  output,
  own,
  ownContract,
  ownKey,
  ownStake,
  ownStakeKey,
  rawTx,
  script,
  txHashOf,
  unresolvedInput,
} from "../../../support/raw-tx-fixture";

const nothing: InputResolver = () => undefined;
const account = accountScope(ownStake, { verifiedKeys: [ownKey] });
const ref = { txHash: txHashOf(7), index: 3 };

function history(answers: Readonly<Record<string, ReturnType<InputResolver>>>): InputResolver {
  return (asked) => answers[outRefKey(asked)];
}

function money(tx: RawTx, scope: WalletScope = account, resolve = nothing) {
  const { netLovelace, feeLovelace, depositLovelace, withdrawalLovelace, needsFullInputs } = walletDelta(
    tx,
    scope,
    resolve,
  );
  return { netLovelace, feeLovelace, depositLovelace, withdrawalLovelace, needsFullInputs };
}

const still = { depositLovelace: 0n, withdrawalLovelace: 0n, needsFullInputs: null };

describe("flows", () => {
  it("show what moved between places as two flows, and leave zeros out", () => {
    const tx = rawTx({
      inputs: [input(own, 50_000_000n, { [hosky]: 5n })],
      outputs: [
        output(ownContract, 30_000_000n),
        output(franken, 1_000_000n),
        output(own, 18_800_000n, { [hosky]: 5n }),
      ],
    });
    const scope = accountScope(ownStake, { verifiedKeys: [ownKey] });
    expect(walletDelta(rawTx({ ...tx, inputs: [] }), scope, nothing).flows).toEqual([
      { unit: "lovelace", place: "contract", credential: script, netChange: 30_000_000n },
      { unit: "lovelace", place: "wallet", credential: null, netChange: 19_800_000n },
      { unit: hosky, place: "wallet", credential: null, netChange: 5n },
    ]);
    expect(walletDelta(tx, scope, nothing).flows).toEqual([
      { unit: "lovelace", place: "contract", credential: script, netChange: 30_000_000n },
      { unit: "lovelace", place: "wallet", credential: null, netChange: -30_200_000n },
    ]);
  });

  it("leave out what stands at a key that the person said is not theirs", () => {
    const tx = rawTx({
      inputs: [input(franken, 9_000_000n)],
      outputs: [output(own, 3_000_000n), output(franken, 5_800_000n)],
    });
    const told = accountScope(ownStake, {
      verifiedKeys: [ownKey],
      claimedKeys: [foreignKey],
      foreignKeys: [foreignKey],
    });
    expect(walletDelta(tx, told, nothing).flows).toEqual([
      { unit: "lovelace", place: "wallet", credential: null, netChange: 3_000_000n },
    ]);
    expect([money(tx, told).feeLovelace, money(tx).feeLovelace]).toEqual([null, 200_000n]);
  });

  it("resolve own inputs from own history and take what is not there for somebody else's", () => {
    const tx = rawTx({
      inputs: [unresolvedInput(ref), unresolvedInput({ txHash: txHashOf(8), index: 0 })],
      outputs: [output(own, 1_000_000n)],
      signers: [ownKey],
    });
    const resolve = history({ [outRefKey(ref)]: output(own, 4_000_000n) });
    expect(money(tx, account, resolve)).toEqual({ ...still, netLovelace: -3_000_000n, feeLovelace: 200_000n });
  });

  it("do not count collateral and reference inputs", () => {
    const tx = rawTx({
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(foreign, 4_800_000n)],
      collateralInputs: [ref],
      referenceInputs: [ref],
    });
    expect(money(tx, account, history({ [outRefKey(ref)]: output(own, 9_000_000n) }))).toEqual({
      ...still,
      netLovelace: 0n,
      feeLovelace: null,
    });
  });
});

describe("who paid the fee", () => {
  const inputs = [unresolvedInput(ref), unresolvedInput({ txHash: txHashOf(8), index: 0 })];
  const resolve = history({ [outRefKey(ref)]: output(own, 4_000_000n) });
  const cases: [string, Partial<RawTx>, bigint | null, FullInputsReason | null][] = [
    ["own inputs only", { inputs: [input(own, 4_000_000n)] }, 200_000n, null],
    ["beside a script's input", { inputs: [input(own, 4_000_000n), input(foreignContract, 1n)] }, 200_000n, null],
    ["beside somebody's key input", { inputs: [input(own, 4_000_000n), input(foreign, 1n)] }, null, null],
    ["beside an unproven key's input", { inputs: [input(own, 4_000_000n), input(franken, 1n)] }, 200_000n, null],
    ["none of ours", { inputs: [input(foreign, 4_000_000n)] }, null, null],
    ["unknown inputs, own signers", { inputs, signers: [ownKey, ownStakeKey] }, 200_000n, null],
    ["unknown inputs, a foreign signer", { inputs, signers: [ownKey, foreignKey] }, null, "payer_unknown"],
    ["unknown inputs, unknown signers", { inputs, signers: null }, null, "payer_unknown"],
    [
      "an own order taken by a batcher",
      { inputs: [input(ownContract, 4_000_000n)], signers: [foreignKey] },
      null,
      null,
    ],
    ["an own order taken back", { inputs: [input(ownContract, 4_000_000n)], signers: [ownKey] }, 200_000n, null],
    [
      "the collateral of a failed script",
      { valid: false, inputs: [input(own, 4_000_000n)], feeLovelace: null },
      4_000_000n,
      null,
    ],
  ];

  it.each(cases)("%s", (_name, fields, feeLovelace, needsFullInputs) => {
    const delta = walletDelta(rawTx(fields), account, resolve);
    expect({ fee: delta.feeLovelace, needs: delta.needsFullInputs }).toEqual({
      fee: feeLovelace,
      needs: needsFullInputs,
    });
  });

  it("cannot be told of a failed script that hides its collateral, nor of an unreadable input", () => {
    const failed = rawTx({ valid: false, feeLovelace: null, inputs, signers: [ownKey] });
    const unreadable = rawTx({ inputs: [unresolvedInput(ref)] });
    expect([
      walletDelta(failed, account, resolve).needsFullInputs,
      walletDelta(unreadable, account, history({ [outRefKey(ref)]: "unreadable" })).needsFullInputs,
    ]).toEqual(["collateral_unknown", "unreadable_input"]);
  });
});

describe("deposits and withdrawals", () => {
  it("use the protocol's 2 ADA where a certificate does not carry its amount", () => {
    const paid = rawTx({
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 2_800_000n)],
      certificates: [certificate("stake_registration")],
    });
    const refunded = rawTx({
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 6_800_000n)],
      certificates: [certificate("stake_deregistration")],
    });
    expect([money(paid), money(refunded)]).toEqual([
      { ...still, netLovelace: -2_200_000n, feeLovelace: 200_000n, depositLovelace: 2_000_000n },
      { ...still, netLovelace: 1_800_000n, feeLovelace: 200_000n, depositLovelace: -2_000_000n },
    ]);
  });

  it("know the refund also where a script's input is not resolved", () => {
    const tx = rawTx({
      inputs: [input(own, 5_000_000n), unresolvedInput(ref)],
      outputs: [output(own, 6_800_000n)],
      certificates: [certificate("stake_deregistration")],
      signers: [ownKey, ownStakeKey],
    });
    expect(money(tx)).toEqual({
      ...still,
      netLovelace: 1_800_000n,
      feeLovelace: 200_000n,
      depositLovelace: -2_000_000n,
    });
  });

  it("find a pool's deposit by the ledger's equation, and none for its renewal", () => {
    const certificates = [certificate("pool_registration", { stakeAddress: null })];
    const first = rawTx({ certificates, inputs: [input(own, 600_000_000n)], outputs: [output(own, 99_800_000n)] });
    const renewal = rawTx({ certificates, inputs: [input(own, 600_000_000n)], outputs: [output(own, 599_800_000n)] });
    expect([money(first).depositLovelace, money(renewal).depositLovelace]).toEqual([500_000_000n, 0n]);
  });

  it("leave other people's certificates, proposals and withdrawals out", () => {
    const stranger = ownStake.replace("u", "x") as typeof ownStake;
    const tx = rawTx({
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(own, 1_000_000n)],
      certificates: [certificate("stake_registration", { stakeAddress: stranger })],
      proposals: [{ depositLovelace: 100_000_000_000n, returnAddress: stranger }],
      withdrawals: [{ stakeAddress: stranger, amountLovelace: 9n }],
    });
    expect(money(tx)).toEqual({ ...still, netLovelace: 1_000_000n, feeLovelace: null });
  });
});

describe("verified keys", () => {
  const unproven = accountScope(ownStake);

  function verified(tx: RawTx, scope: WalletScope = account) {
    return walletDelta(tx, scope, nothing).newlyVerifiedKeys;
  }

  it("a key that only receives is not proven, and counts all the same", () => {
    const tx = rawTx({ inputs: [input(foreign, 9n)], outputs: [output(own, 5n)] });
    expect(verified(tx, unproven)).toEqual([]);
    expect(walletDelta(tx, unproven, nothing).flows).toEqual([
      { unit: "lovelace", place: "wallet", credential: null, netChange: 5n },
    ]);
  });

  it("the first key that spends proves nothing, and pays its fee", () => {
    const tx = rawTx({ inputs: [input(own, 9_000_000n)], outputs: [output(otherOwn, 8_800_000n)] });
    expect(verified(tx, unproven)).toEqual([]);
    expect(money(tx, unproven)).toEqual({ ...still, netLovelace: -200_000n, feeLovelace: 200_000n });
  });

  it("one that spends all by itself, so that nothing comes back, is worth a question", () => {
    const emptied = (tx: RawTx, scope: WalletScope = account) => walletDelta(tx, scope, nothing).emptiedKeys;
    const alone = rawTx({ inputs: [input(franken, 9n)], outputs: [output(foreign, 8n)], signers: [foreignKey] });
    const back = rawTx({ ...alone, outputs: [output(franken, 8n)] });
    const beside = rawTx({ ...alone, inputs: [input(franken, 9n), input(own, 9n)] });
    const byStakeKey = rawTx({ ...alone, signers: [foreignKey, ownStakeKey] });
    expect([alone, back, beside, byStakeKey].map((tx) => emptied(tx))).toEqual([[foreignKey], [], [], []]);
    expect(emptied(alone, accountScope(ownStake))).toEqual([foreignKey]);
  });

  it("spent beside a proven key, or signed beside one, and not merely paid by one", () => {
    const beside = rawTx({ inputs: [input(own, 9n), input(otherOwn, 9n)] });
    const change = rawTx({ inputs: [input(own, 9n)], outputs: [output(otherOwn, 5n)] });
    const signed = rawTx({ inputs: [input(otherOwn, 9n)], signers: [ownKey, otherOwnKey] });
    expect([verified(beside), verified(change), verified(signed)]).toEqual([[otherOwnKey], [], [otherOwnKey]]);
  });

  it("whatever the stake key signs for is proven", () => {
    const tx = rawTx({ inputs: [input(otherOwn, 9n)] });
    const withdrawals = [{ stakeAddress: ownStake, amountLovelace: 0n }];
    expect(verified(rawTx({ ...tx, signers: [ownStakeKey] }))).toEqual([otherOwnKey]);
    expect(verified(rawTx({ ...tx, withdrawals }))).toEqual([otherOwnKey]);
    expect(verified(rawTx({ ...tx, certificates: [certificate("stake_delegation")] }))).toEqual([otherOwnKey]);
    expect(verified(rawTx({ ...tx, certificates: [certificate("stake_registration")] }))).toEqual([]);
  });

  it("a stranger's key that spends alone stays unproven, and so does one that a batcher pays", () => {
    const alone = rawTx({
      inputs: [input(franken, 9n)],
      outputs: [output(own, 1n), output(franken, 8n)],
      signers: [foreignKey],
    });
    const batcher = rawTx({ inputs: [input(ownContract, 9n)], outputs: [output(otherOwn, 8n)], signers: [foreignKey] });
    expect([verified(alone), verified(batcher)]).toEqual([[], []]);
    expect(walletDelta(batcher, account, nothing).signedByWallet).toBe(false);
  });

  it("the pasted address is proven from the start", () => {
    expect([...accountScope(ownStake, { pasted: own }).verifiedKeys]).toEqual([ownKey]);
  });
});

describe("a single address", () => {
  it("is the wallet whatever else is under the same key", () => {
    const tx = rawTx({
      inputs: [input(foreign, 9_000_000n)],
      outputs: [output(own, 8_800_000n)],
      signers: [foreignKey],
    });
    expect(money(tx, addressScope(foreign))).toEqual({ ...still, netLovelace: -9_000_000n, feeLovelace: 200_000n });
  });

  it("may be a script's", () => {
    const tx = rawTx({ inputs: [input(foreign, 9_000_000n)], outputs: [output(foreignContract, 8_800_000n)] });
    expect(walletDelta(tx, addressScope(foreignContract), nothing).flows).toEqual([
      { unit: "lovelace", place: "wallet", credential: null, netChange: 8_800_000n },
    ]);
  });
});

describe("toRows", () => {
  it("gives plain rows", () => {
    const tx = rawTx({
      inputs: [input(own, 9_000_000n)],
      outputs: [output(ownContract, 2_000_000n), output(own, 6_800_000n)],
    });
    const delta = walletDelta(tx, account, nothing);
    const point = { blockHeight: 10, txIndex: 2, blockTime: new Date(0), blockHash: null };
    const { transaction, ...rest } = toRows(tx, point, delta, classify(tx, account, delta));
    const { trace, ...plain } = transaction;
    const leg = { action: "contract_interaction", subtype: null, protocol: null, unit: "lovelace", orderRef: null };
    expect({ plain, rule: trace.rule, version: trace.version, ...rest }).toEqual({
      openings: [],
      closings: [],
      delegations: [],
      plain: {
        txHash: tx.hash,
        blockHeight: 10,
        blockHash: null,
        txIndex: 2,
        txTimestamp: new Date(0),
        action: "contract_interaction",
        subtype: null,
        direction: "self",
        protocol: null,
        counterparty: ownContract,
        summary: "Placed 2 ADA in contract 5c5c5c5c…5c5c",
        netLovelace: -200_000n,
        fee: 200_000n,
        deposit: 0n,
        withdrawal: 0n,
        valid: true,
        shared: false,
        likeness: {
          actionKey: `contract|none|${script}`,
          spamKey: null,
          scripts: [script],
          isUnasked: false,
          isBait: false,
        },
      },
      rule: "own_contract",
      version: 2,
      flows: [
        { unit: "lovelace", place: "contract", credential: script, netChange: 2_000_000n },
        { unit: "lovelace", place: "wallet", credential: "", netChange: -2_200_000n },
      ],
      events: [
        { ...leg, index: 0, role: "principal", quantity: -2_000_000n, location: "wallet", counterparty: ownContract },
        {
          ...leg,
          index: 1,
          role: "principal",
          quantity: 2_000_000n,
          location: `contract:${script}`,
          counterparty: ownContract,
        },
        { ...leg, index: 2, role: "network_fee", quantity: -200_000n, location: "wallet", counterparty: null },
      ],
      addresses: [
        { address: own, paymentKind: "key", credential: ownKey, verified: true, emptied: false, firstSeenHeight: 10 },
        {
          address: ownContract,
          paymentKind: "script",
          credential: script,
          verified: false,
          emptied: false,
          firstSeenHeight: 10,
        },
      ],
    });
  });

  it("marks an unproven key", () => {
    const tx = rawTx({ inputs: [input(foreign, 9n)], outputs: [output(franken, 5n)] });
    const delta = walletDelta(tx, account, nothing);
    const point = { blockHeight: 1, txIndex: 0, blockTime: new Date(0), blockHash: null };
    expect(toRows(tx, point, delta, classify(tx, account, delta)).addresses).toEqual([
      {
        address: franken,
        paymentKind: "key",
        credential: hashOf("f1"),
        verified: false,
        emptied: false,
        firstSeenHeight: 1,
      },
    ]);
  });
});
