import { describe, expect, it } from "vitest";
import { classify } from "@/lib/ledger/classify";
import { accountScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import {
  certificate,
  foreign,
  foreignContract,
  hosky,
  input,
  other,
  output,
  own,
  ownContract,
  ownKey,
  ownStake,
  rawTx,
  script,
  txHashOf,
  unresolvedInput,
} from "../../../support/raw-tx-fixture";

const account = accountScope(ownStake, { verifiedKeys: [ownKey] });
const likeness = (tx: RawTx) =>
  classify(
    tx,
    account,
    walletDelta(tx, account, () => undefined),
  ).likeness;
const keyOf = (tx: RawTx) => likeness(tx).actionKey;
const signed = { signers: [ownKey] };
const unknownSender = [unresolvedInput({ txHash: txHashOf(9), index: 0 })];
const policy = hosky.slice(0, 56);

describe("Transactions are alike by", () => {
  it("the scripts that hold an output, and which way value moved", () => {
    const into = (amount: bigint) =>
      rawTx({
        ...signed,
        inputs: [input(own, 9_000_000n)],
        outputs: [output(foreignContract, amount), output(own, 1n)],
      });
    const out = rawTx({ ...signed, inputs: [input(foreignContract, 9n)], outputs: [output(own, 9_000_000n)] });
    expect(keyOf(into(5_000_000n))).toBe(`contract|out|${script}`);
    expect(keyOf(into(7_000_000n))).toBe(keyOf(into(5_000_000n)));
    expect(keyOf(out)).toBe(`contract_left|in|${script}`);
  });

  it("placing under the own stake key, apart from taking back", () => {
    const place = rawTx({ ...signed, inputs: [input(own, 9_000_000n)], outputs: [output(ownContract, 8_800_000n)] });
    const take = rawTx({ ...signed, inputs: [input(ownContract, 9_000_000n)], outputs: [output(own, 8_800_000n)] });
    expect([keyOf(place), keyOf(take)]).toEqual([`contract|none|${script}`, `contract_left|none|${script}`]);
  });

  it("whom they went to or came from", () => {
    const sent = rawTx({ ...signed, inputs: [input(own, 9_000_000n)], outputs: [output(foreign, 8_800_000n)] });
    const got = rawTx({ inputs: [input(foreign, 9n)], outputs: [output(own, 5n)] });
    expect([keyOf(sent), keyOf(got)]).toEqual([`party|out|${foreign}`, `party|in|${foreign}`]);
  });

  it("the policies of what a sender nobody knows sent; else by nothing", () => {
    const tokens = rawTx({ inputs: unknownSender, outputs: [output(own, 5n, { [hosky]: 1n })] });
    const ada = rawTx({ inputs: unknownSender, outputs: [output(own, 5n)] });
    expect([keyOf(tokens), keyOf(ada)]).toEqual([`tokens|in|${policy}`, null]);
  });

  it("what they mint, certify or withdraw", () => {
    const inputs = [input(own, 9_000_000n)];
    const minted = rawTx({
      ...signed,
      inputs,
      outputs: [output(own, 8_800_000n, { [other]: 1n })],
      mint: new Map([[other, 1n]]),
    });
    const kinds = { certificates: [certificate("stake_delegation"), certificate("stake_registration")] };
    const certified = rawTx({ ...signed, inputs, outputs: [output(own, 6_800_000n)], ...kinds });
    const withdrawn = rawTx({
      ...signed,
      inputs,
      outputs: [output(own, 9_800_000n)],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 1_000_000n }],
    });
    const moved = rawTx({ ...signed, inputs, outputs: [output(own, 8_800_000n)] });
    expect([minted, certified, withdrawn, moved].map(keyOf)).toEqual([
      `mint|in|${other.slice(0, 56)}`,
      "certificates|none|stake_delegation,stake_registration",
      "withdrawal|none|",
      "self|none|",
    ]);
  });
});

describe("Unasked", () => {
  const facts = (tx: RawTx) => {
    const { isUnasked, isBait, spamKey } = likeness(tx);
    return { isUnasked, isBait, spamKey };
  };

  it("is what only came", () => {
    const metadata = new Map([["674", { msg: ["Visit ada-gift.io", "to claim your reward"] }]]);
    const tx = rawTx({ inputs: unknownSender, outputs: [output(own, 5n, { [hosky]: 1n })], metadata });
    expect(facts(tx)).toEqual({ isUnasked: true, isBait: true, spamKey: `tokens|in|${policy}` });
  });

  it("is nothing that the wallet signed, spent for or minted", () => {
    const swap = rawTx({
      ...signed,
      inputs: [input(own, 9n), input(foreign, 9n)],
      outputs: [output(own, 1n, { [hosky]: 1n })],
    });
    const gift = rawTx({ signers: [ownKey], inputs: unknownSender, outputs: [output(own, 5n, { [hosky]: 1n })] });
    const mint = rawTx({
      ...signed,
      inputs: [input(own, 9n)],
      outputs: [output(own, 5n, { [other]: 1n })],
      mint: new Map([[other, 1n]]),
    });
    const contract = rawTx({ inputs: [input(ownContract, 9n)], outputs: [output(own, 9n, { [hosky]: 1n })] });
    expect([swap, gift, mint, contract].map((tx) => likeness(tx).isUnasked)).toEqual([false, false, false, false]);
  });
});
