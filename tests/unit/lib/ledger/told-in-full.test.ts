import { describe, expect, it } from "vitest";
import { classify } from "@/lib/ledger/classify";
import { accountScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import { tellAmounts } from "@/lib/ledger/wording";
import {
  address,
  certificate,
  foreign,
  foreignStake,
  hashOf,
  hosky,
  input,
  other,
  otherOwn,
  output,
  own,
  ownKey,
  ownStake,
  rawTx,
} from "../../../support/raw-tx-fixture";

const account = accountScope(ownStake, { verifiedKeys: [ownKey] });

const toldApart = (tx: RawTx) => {
  const { action, direction, summary, entries } = classify(
    tx,
    account,
    walletDelta(tx, account, () => undefined),
  );
  return { action, direction, summary: tellAmounts(summary, (_, quantity) => `${quantity} HOSKY`), entries };
};

describe("What a transaction did", () => {
  it("what was minted for somebody else is told, and so is all that moved beside a mint or a burn", () => {
    const paid = [input(own, 50_000_000n, { [hosky]: 100n, [other]: 9n })];
    const minted = (amount: bigint, kept: bigint, given: Record<string, bigint>) =>
      rawTx({
        mint: new Map([[hosky, amount]]),
        inputs: paid,
        outputs: [output(own, 47_800_000n, { [hosky]: kept, [other]: 9n }), output(foreign, 2_000_000n, given)],
      });
    const txs = [
      minted(100n, 140n, { [hosky]: 60n }),
      minted(5n, 100n, { [hosky]: 5n }),
      minted(-40n, 50n, { [hosky]: 10n }),
      minted(-40n, 60n, {}),
    ];
    expect(txs.map(toldApart)).toMatchObject([
      { action: "mint", direction: "out", summary: "Minted 100 HOSKY; sent 2 ADA and 60 HOSKY to addr1v8c…6rw5" },
      { action: "mint", direction: "out", summary: "Minted 5 HOSKY; sent 2 ADA and 5 HOSKY to addr1v8c…6rw5" },
      { action: "burn", direction: "out", summary: "Burned 40 HOSKY; sent 2 ADA and 10 HOSKY to addr1v8c…6rw5" },
      { action: "burn", direction: "out", summary: "Burned 40 HOSKY, paying 2 ADA" },
    ]);
    const swapped = rawTx({
      mint: new Map([
        [hosky, 7n],
        [other, -9n],
      ]),
      inputs: paid,
      outputs: [output(own, 49_800_000n, { [hosky]: 107n })],
    });
    expect(toldApart(swapped)).toMatchObject({ action: "mint", direction: "in" });
    expect(toldApart(swapped).summary).toBe("Minted 7 HOSKY; burned 9 HOSKY");
    const joint = rawTx({
      mint: new Map([[hosky, 7n]]),
      inputs: [...paid, input(foreign, 5_000_000n)],
      outputs: [output(own, 44_000_000n, { [hosky]: 107n }), output(foreign, 10_800_000n, { [other]: 9n })],
    });
    expect(toldApart(joint).summary).toBe("Minted 7 HOSKY, paying 6 ADA and 9 HOSKY");
  });

  it("what the wallet minted and gave away has legs for both, which come to its flows", () => {
    const tx = rawTx({
      mint: new Map([[hosky, 5n]]),
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 2_800_000n), output(foreign, 2_000_000n, { [hosky]: 5n })],
    });
    const legs = toldApart(tx).entries.flatMap((entry) => entry.legs);
    expect(legs.map(({ role, unit, quantity }) => `${role} ${quantity} ${unit}`)).toEqual([
      `mint 5 ${hosky}`,
      "network_fee -200000 lovelace",
      "principal -2000000 lovelace",
      `principal -5 ${hosky}`,
    ]);
  });

  it("a payment beside a vote, a proposal, a DRep's registration or a donation is told, and gives the direction", () => {
    const paying = (lovelace: bigint, fields: Partial<RawTx>) =>
      rawTx({
        inputs: [input(own, 200_000_000_000n)],
        outputs: [output(foreign, 7_000_000n), output(own, 199_992_800_000n - lovelace)],
        signers: [ownKey],
        ...fields,
      });
    const drep = { stakeAddress: null, drepCredential: ownKey, drep: "drep1x" };
    const proposal = { depositLovelace: 100_000_000_000n, returnAddress: ownStake };
    const registration = certificate("drep_registration", { ...drep, depositLovelace: 500_000_000n });
    const told = [
      paying(0n, { voters: [ownKey] }),
      paying(100_000_000_000n, { proposals: [proposal] }),
      paying(100_000_000_000n, { proposals: [{ ...proposal, returnAddress: foreignStake }] }),
      paying(500_000_000n, { certificates: [registration] }),
      paying(3_000_000n, { donationLovelace: 3_000_000n }),
    ].map(toldApart);
    expect(told.map(({ action, direction, summary }) => `${action} ${direction}: ${summary}`)).toEqual([
      "governance_vote out: Voted on governance actions; sent 7 ADA to addr1v8c…6rw5",
      "governance_proposal out: Proposed a governance action; deposit 100,000 ADA; sent 7 ADA to addr1v8c…6rw5",
      "governance_proposal out: Proposed a governance action; deposit 100,000 ADA, which comes back to stake1u9g…8fvj; sent 7 ADA to addr1v8c…6rw5",
      "drep_registration out: Registered a DRep; deposit 500 ADA; sent 7 ADA to addr1v8c…6rw5",
      "send out: Sent 7 ADA to addr1v8c…6rw5; donated 3 ADA to the treasury",
    ]);
  });

  it("a donation goes out, whatever the ledger did beside it, and a withdrawal only pays for it", () => {
    const donating = (kept: bigint, fields: Partial<RawTx>) =>
      rawTx({
        inputs: [input(own, 300_000_000n)],
        outputs: [output(own, kept)],
        donationLovelace: 100_000_000n,
        ...fields,
      });
    const told = [
      donating(299_800_000n, { withdrawals: [{ stakeAddress: ownStake, amountLovelace: 100_000_000n }] }),
      donating(197_800_000n, { certificates: [certificate("stake_registration")] }),
      donating(249_800_000n, { inputs: [input(own, 300_000_000n), input(foreign, 50_000_000n)] }),
    ].map(toldApart);
    expect(told.map(({ action, direction, summary }) => `${action} ${direction}: ${summary}`)).toEqual([
      "treasury_donation out: Donated 100 ADA to the treasury; withdrew 100 ADA from the reward account",
      "stake_registration out: Registered the stake key; deposit 2 ADA; donated 100 ADA to the treasury",
      "send out: Sent 50.2 ADA; took part in a donation of 100 ADA to the treasury",
    ]);
  });

  it("the deposits of several pools or DReps are told together, and each can come back by itself", () => {
    const registering = (kept: bigint, ...certificates: RawTx["certificates"]) =>
      rawTx({ inputs: [input(own, 2_000_000_000n)], outputs: [output(own, kept)], certificates, signers: [ownKey] });
    const pool = (poolId: string, index: number) =>
      certificate("pool_registration", { stakeAddress: null, poolId, index });
    const drep = (byte: string, index: number) =>
      certificate("drep_registration", {
        ...{ stakeAddress: null, drepCredential: hashOf(byte), drep: `drep1${byte}` },
        ...{ depositLovelace: 500_000_000n, index },
      });
    const told = [
      registering(999_800_000n, pool("pool1a", 0), pool("pool1b", 1)),
      registering(1_499_800_000n, pool("pool1a", 0), pool("pool1b", 1)),
      registering(999_800_000n, drep("d1", 0), drep("d2", 1)),
    ].map(toldApart);
    const deposits = told.map(({ entries }) =>
      entries.flatMap(({ legs }) =>
        legs.flatMap(({ location, quantity, counterparty }) =>
          location === "deposit" ? [`${quantity} ${counterparty ?? "-"}`] : [],
        ),
      ),
    );
    expect(told.map(({ summary }) => summary)).toEqual([
      "Registered or changed 2 stake pools; deposits of 1,000 ADA",
      "Registered or changed 2 stake pools; deposits of 500 ADA",
      "Registered 2 DReps; deposits of 1,000 ADA",
    ]);
    expect(deposits).toEqual([
      ["500000000 pool1a", "500000000 pool1b"],
      ["500000000 -"],
      ["500000000 drep1d1", "500000000 drep1d2"],
    ]);
  });

  it("a deposit that somebody else paid is not received", () => {
    const tx = rawTx({
      inputs: [input(foreign, 150_000_000_000n)],
      outputs: [output(foreign, 49_996_800_000n), output(own, 3_000_000n)],
      proposals: [{ depositLovelace: 100_000_000_000n, returnAddress: ownStake }],
    });
    expect(toldApart(tx)).toMatchObject({ summary: expect.stringMatching(/^Received 3 ADA from/) as string });
  });

  it("what came out of the reward account of a stake key that is not followed is told so", () => {
    const tx = rawTx({
      inputs: [input(own, 10_000_000n)],
      outputs: [output(own, 21_800_000n)],
      withdrawals: [
        { stakeAddress: ownStake, amountLovelace: 5_000_000n },
        { stakeAddress: foreignStake, amountLovelace: 7_000_000n },
      ],
    });
    expect(toldApart(tx)).toMatchObject({
      action: "reward_withdrawal",
      direction: "in",
      summary:
        "Withdrew 5 ADA from the reward account; received 7 ADA, withdrawn from the reward account of stake1u9g…8fvj",
    });
  });

  it("whoever pays together with the wallet gets change, which is no payment of ours", () => {
    const tx = rawTx({
      inputs: [input(own, 100_000_000n), input(foreign, 5_000_000n)],
      outputs: [
        output(address("61", hashOf("e1")), 90_000_000n),
        output(own, 10_000_000n),
        output(foreign, 4_800_000n),
      ],
    });
    expect(toldApart(tx).summary).toMatch(/^Sent 90 ADA to addr1\w+…\w+$/);
  });

  it("all that moved is told, however much else was done", () => {
    const tx = rawTx({
      inputs: [input(own, 5_000_000_000n)],
      outputs: [output(foreign, 33_000_000n), output(own, 3_860_800_000n)],
      donationLovelace: 111_000_000n,
      voters: [ownKey],
      signers: [ownKey],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 7_000_000n }],
      certificates: [
        certificate("stake_registration"),
        certificate("stake_delegation", { poolId: "pool1a", index: 1 }),
        certificate("vote_delegation", { drep: "drep_always_abstain", index: 2 }),
        certificate("drep_update", { stakeAddress: null, drepCredential: ownKey, drep: "drep1x", index: 3 }),
        certificate("pool_retirement", { stakeAddress: null, poolId: "pool1b", index: 4 }),
        certificate("pool_registration", { stakeAddress: null, poolId: "pool1a", index: 5 }),
        certificate("pool_registration", { stakeAddress: null, poolId: "pool1c", index: 6 }),
      ],
    });
    const { summary } = toldApart(tx);
    expect(["33 ADA", "2 ADA", "1,000 ADA", "111 ADA", "7 ADA"].filter((amount) => !summary.includes(amount))).toEqual(
      [],
    );
  });

  it("the deposit of somebody else's stake key is paid or got like any other money", () => {
    const registered = rawTx({
      inputs: [input(own, 10_000_000n)],
      outputs: [output(own, 7_800_000n)],
      certificates: [certificate("stake_registration", { stakeAddress: foreignStake })],
    });
    const ended = rawTx({
      inputs: [input(own, 10_000_000n)],
      outputs: [output(own, 11_800_000n)],
      certificates: [certificate("stake_deregistration", { stakeAddress: foreignStake, depositLovelace: -2_000_000n })],
    });
    expect([registered, ended].map((tx) => toldApart(tx))).toMatchObject([
      { action: "send", direction: "out", summary: "Sent 2 ADA as the deposit of stake key stake1u9g…8fvj" },
      {
        action: "receive",
        direction: "in",
        summary: "Received 2 ADA, the deposit of stake key stake1u9g…8fvj that came back",
      },
    ]);
  });

  it("many equal amounts are a distribution; unequal ones are a batch of payments, and the sender is no receiver", () => {
    const receivers = Array.from({ length: 15 }, (_, index) => address("61", hashOf((0x10 + index).toString(16))));
    const batch = (amounts: (index: number) => bigint, mine: bigint) =>
      rawTx({
        inputs: [input(foreign, 90_000_000n, { [hosky]: 9_000_000n })],
        outputs: [
          ...receivers.map((to, index) => output(to, 1_500_000n, { [hosky]: amounts(index) })),
          output(own, 1_500_000n, { [hosky]: mine }),
          output(foreign, 60_000_000n, { [hosky]: 1_000_000n }),
        ],
      });
    const twice = batch(() => 500n, 500n);
    const toTwo = rawTx({ ...twice, outputs: [...twice.outputs, output(otherOwn, 1_500_000n, { [hosky]: 500n })] });
    expect(toldApart(toTwo).summary).toMatch(/in a distribution to 17 addresses$/);
    const txs = [
      batch(() => 500n, 500n),
      batch((index) => 100n + BigInt(index), 500n),
      batch(() => 500n, 400n),
      batch((index) => (index < 9 ? 500n : 7n + BigInt(index)), 500n),
      // The sender's change is as much as everybody got.
      batch((index) => (index < 9 ? 1_000_000n : BigInt(index)), 1_000_000n),
    ];
    expect(txs.map((tx) => toldApart(tx).action)).toEqual(["airdrop", "receive", "receive", "receive", "receive"]);
    expect(toldApart(txs[0] ?? rawTx()).summary).toContain("in a distribution to 16 addresses");
  });
});
