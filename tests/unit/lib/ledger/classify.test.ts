import { describe, expect, it } from "vitest";
import { classify, rules } from "@/lib/ledger/classify";
import { accountScope, addressScope, type WalletScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import { tellAmounts } from "@/lib/ledger/wording";
import {
  address,
  certificate,
  foreign,
  foreignContract,
  hashOf,
  hosky,
  input,
  other,
  output,
  own,
  otherOwn,
  ownContract,
  ownKey,
  ownStake,
  rawTx,
  script,
} from "../../../support/raw-tx-fixture";

const foreignToo = address("61", hashOf("f2"));
const account = accountScope(ownStake, { verifiedKeys: [ownKey] });

function classified(tx: RawTx, scope: WalletScope = account) {
  const { action, direction, counterparty, summary, trace } = classify(
    tx,
    scope,
    walletDelta(tx, scope, () => undefined),
  );
  return { action, direction, counterparty, summary: tellAmounts(summary), rule: trace.rule };
}

const stakeCertificate = { direction: "none", counterparty: null } as const;

describe("classify", () => {
  it("send: the largest foreign address that got the token", () => {
    const tx = rawTx({
      inputs: [input(own, 100_000_000n, { [hosky]: 9n })],
      outputs: [
        output(foreign, 12_500_000n, { [hosky]: 9n }),
        output(foreignToo, 50_000_000n),
        output(own, 37_300_000n),
      ],
    });
    expect(classified(tx)).toEqual({
      action: "send",
      direction: "out",
      counterparty: foreign,
      summary: "Sent 62.5 ADA and 1 token (HOSKY) to addr1v8c…6rw5 and 1 other",
      rule: "send",
    });
  });

  it("receive: from the resolved sender", () => {
    const tx = rawTx({
      inputs: [input(foreign, 20_000_000n, { [hosky]: 5n, [other]: 1n })],
      outputs: [output(own, 1_500_000n, { [hosky]: 5n, [other]: 1n }), output(foreign, 18_300_000n)],
    });
    expect(classified(tx)).toEqual({
      action: "receive",
      direction: "in",
      counterparty: foreign,
      summary: "Received 1.5 ADA and 2 tokens from addr1v8c…6rw5",
      rule: "receive",
    });
  });

  it("self transfer: all but the fee comes back", () => {
    const tx = rawTx({ inputs: [input(own, 5_000_000n)], outputs: [output(otherOwn, 4_800_000n)] });
    expect(classified(tx)).toEqual({
      action: "self_transfer",
      direction: "self",
      counterparty: null,
      summary: "Moved funds within the wallet for a fee of 0.2 ADA",
      rule: "self_transfer",
    });
  });

  it("registration and delegation in one: the registration names both", () => {
    const tx = rawTx({
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 2_800_000n)],
      certificates: [
        certificate("stake_registration"),
        certificate("stake_delegation", {
          index: 1,
          poolId: "pool1pu5jlj4q9w9jlxeu370a3c9myx47md5j5m2str0naunn2q3lkdy",
        }),
      ],
    });
    expect(classified(tx)).toEqual({
      ...stakeCertificate,
      action: "stake_registration",
      summary: "Registered the stake key; deposit 2 ADA; delegated stake to pool1pu5…lkdy",
      rule: "stake_registration",
    });
  });

  it("deregistration with withdrawal", () => {
    const tx = rawTx({
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 10_800_000n)],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 4_000_000n }],
      certificates: [certificate("stake_deregistration", { depositLovelace: -2_000_000n })],
    });
    expect(classified(tx)).toEqual({
      ...stakeCertificate,
      action: "stake_deregistration",
      summary: "Deregistered the stake key; 2 ADA of deposit came back; withdrew 4 ADA from the reward account",
      rule: "stake_deregistration",
    });
  });

  it("stake delegation alone, and vote delegation alone", () => {
    const paid = { inputs: [input(own, 5_000_000n)], outputs: [output(own, 4_800_000n)] };
    const stake = rawTx({ ...paid, certificates: [certificate("stake_delegation", { poolId: "pool1x" })] });
    const vote = rawTx({ ...paid, certificates: [certificate("vote_delegation", { drep: "drep_always_abstain" })] });
    expect([classified(stake), classified(vote)]).toEqual([
      {
        ...stakeCertificate,
        action: "stake_delegation",
        summary: "Delegated stake to pool1x",
        rule: "stake_delegation",
      },
      {
        ...stakeCertificate,
        action: "vote_delegation",
        summary: "Delegated the vote to abstain",
        rule: "vote_delegation",
      },
    ]);
  });

  it("somebody else's certificates say nothing about this wallet", () => {
    const tx = rawTx({
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(own, 2_800_000n)],
      certificates: [certificate("stake_registration", { stakeAddress: null })],
    });
    expect(classified(tx).action).toBe("receive");
  });

  it("a DRep's registration is told in words", () => {
    const tx = rawTx({
      inputs: [input(own, 600_000_000n)],
      outputs: [output(own, 99_800_000n)],
      certificates: [
        certificate("drep_registration", { stakeAddress: null, drepCredential: script, depositLovelace: 500_000_000n }),
      ],
    });
    expect(classified(tx)).toEqual({
      ...stakeCertificate,
      action: "drep_registration",
      summary: "Registered a DRep; deposit 500 ADA",
      rule: "governance",
    });
  });

  it("reward withdrawal, also with inputs of another wallet; one that pays for something is that payment", () => {
    const withdrawals = [{ stakeAddress: ownStake, amountLovelace: 3_000_000n }];
    const plain = rawTx({ withdrawals, inputs: [input(own, 5_000_000n)], outputs: [output(own, 7_800_000n)] });
    const helped = rawTx({
      withdrawals,
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(foreign, 4_800_000n), output(own, 3_000_000n)],
    });
    const spent = rawTx({
      withdrawals,
      inputs: [input(own, 5_000_000n)],
      outputs: [output(foreign, 6_000_000n), output(own, 1_800_000n)],
    });
    const rewards = {
      action: "reward_withdrawal",
      direction: "in",
      counterparty: null,
      rule: "reward_withdrawal",
    } as const;
    expect([classified(plain), classified(helped), classified(spent)]).toEqual([
      { ...rewards, summary: "Withdrew 3 ADA from the reward account" },
      { ...rewards, summary: "Withdrew 3 ADA from the reward account" },
      {
        action: "send",
        direction: "out",
        counterparty: foreign,
        summary: "Sent 6 ADA to addr1v8c…6rw5; withdrew 3 ADA from the reward account",
        rule: "send",
      },
    ]);
  });

  it("mint and burn; tokens minted by somebody else are received", () => {
    const minted = rawTx({
      mint: new Map([[hosky, 7n]]),
      inputs: [input(own, 50_000_000n)],
      outputs: [output(own, 19_800_000n, { [hosky]: 7n }), output(foreign, 30_000_000n)],
    });
    const burned = rawTx({
      mint: new Map([[hosky, -7n]]),
      inputs: [input(own, 5_000_000n, { [hosky]: 7n })],
      outputs: [output(own, 4_800_000n)],
    });
    const given = rawTx({
      mint: new Map([[hosky, 7n]]),
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(own, 2_000_000n, { [hosky]: 7n }), output(foreign, 2_800_000n)],
    });
    expect([minted, burned, given].map((tx) => classified(tx).summary)).toEqual([
      "Minted 1 token (HOSKY), paying 30 ADA",
      "Burned 1 token (HOSKY)",
      "Received 2 ADA and 1 token (HOSKY) from addr1v8c…6rw5",
    ]);
    expect([minted, burned, given].map((tx) => classified(tx).action)).toEqual(["mint", "burn", "receive"]);
  });

  it("an order under the own stake key: placed, taken back, executed by a batcher", () => {
    const placed = rawTx({
      inputs: [input(own, 50_000_000n)],
      outputs: [output(ownContract, 30_000_000n), output(own, 19_800_000n)],
    });
    const cancelled = rawTx({
      inputs: [input(ownContract, 30_000_000n), input(own, 5_000_000n)],
      outputs: [output(own, 34_800_000n)],
    });
    const filled = rawTx({
      inputs: [
        input(ownContract, 30_000_000n),
        input(foreign, 5_000_000n),
        input(foreignContract, 90_000_000n, { [hosky]: 99n }),
      ],
      outputs: [
        output(own, 2_000_000n, { [hosky]: 99n }),
        output(foreignContract, 118_000_000n),
        output(foreign, 4_800_000n),
      ],
    });
    const ofContract = { action: "contract_interaction", counterparty: ownContract, rule: "own_contract" } as const;
    expect([placed, cancelled, filled].map((tx) => classified(tx))).toEqual([
      { ...ofContract, direction: "self", summary: "Placed 30 ADA in contract 5c5c5c5c…5c5c" },
      { ...ofContract, direction: "self", summary: "Took 30 ADA out of contract 5c5c5c5c…5c5c" },
      {
        ...ofContract,
        direction: "none",
        summary:
          "Somebody else executed contract 5c5c5c5c…5c5c: 30 ADA left it, 2 ADA and 1 token (HOSKY) arrived in the wallet",
      },
    ]);
  });

  it("a contract without the own stake key", () => {
    const tx = rawTx({
      inputs: [input(own, 50_000_000n)],
      outputs: [output(foreignContract, 30_000_000n), output(own, 19_800_000n)],
    });
    expect(classified(tx)).toEqual({
      action: "contract_interaction",
      direction: "out",
      counterparty: foreignContract,
      summary: "Sent 30 ADA to contract 5c5c5c5c…5c5c",
      rule: "foreign_contract",
    });
  });

  it("failed script: the own collateral is lost, somebody else's that comes to us is received", () => {
    const lost = rawTx({
      valid: false,
      feeLovelace: 3_000_000n,
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 2_000_000n)],
    });
    const gained = rawTx({
      valid: false,
      feeLovelace: 3_000_000n,
      inputs: [input(foreign, 5_000_000n)],
      outputs: [output(own, 2_000_000n)],
    });
    expect([classified(lost), classified(gained)]).toEqual([
      {
        action: "failed_script",
        direction: "out",
        counterparty: null,
        summary: "A script failed; 3 ADA of collateral was taken",
        rule: "failed_script",
      },
      {
        action: "receive",
        direction: "in",
        counterparty: foreign,
        summary: "Received 2 ADA from addr1v8c…6rw5",
        rule: "receive",
      },
    ]);
  });

  it("an exchange with somebody's key inputs has no name yet", () => {
    const tx = rawTx({
      inputs: [input(own, 50_000_000n), input(foreign, 5_000_000n, { [hosky]: 4n })],
      outputs: [output(own, 40_000_000n, { [hosky]: 4n }), output(foreign, 14_800_000n)],
    });
    expect(classified(tx)).toEqual({
      action: "unclassified",
      direction: "none",
      counterparty: null,
      summary: "Gave 10 ADA for 1 token (HOSKY)",
      rule: "unclassified",
    });
  });

  it("a transaction that touches nothing of ours still gets an answer", () => {
    expect(classified(rawTx())).toEqual({
      action: "unclassified",
      direction: "none",
      counterparty: null,
      summary: "Not yet understood",
      rule: "unclassified",
    });
  });

  it("a script address followed by itself is the wallet", () => {
    const tx = rawTx({ inputs: [input(foreign, 5_000_000n)], outputs: [output(foreignContract, 4_800_000n)] });
    expect(classified(tx, addressScope(foreignContract)).action).toBe("receive");
  });

  it("has a rule of each name once", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
