import { describe, expect, test } from "vitest";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { accountScope, addressScope, type OneScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { tell } from "@/lib/ledger/tell";
import {
  address,
  certificate,
  foreign,
  foreignKey,
  hashOf,
  hosky,
  input,
  output,
  own,
  ownKey,
  ownStake,
  rawTx,
} from "../../../support/raw-tx-fixture";

const otherStakeKey = hashOf("51");
const otherStake = stakeAddressOf({ kind: "key", hash: otherStakeKey }, "mainnet");
const theirs = address("01", hashOf("b1"), otherStakeKey);
const enterprise = address("61", hashOf("e1"));
const a = accountScope(ownStake, { verifiedKeys: [ownKey] });
const b = accountScope(otherStake);
const c = addressScope(enterprise);

const ada = 1_000_000n;

/** The row of each wallet, with what counts. */
function rows(tx: RawTx, ...wallets: OneScope[]) {
  return wallets.map((wallet) => {
    const others = wallets.filter((other) => other !== wallet);
    const { delta, classification } = tell(
      tx,
      wallet,
      others,
      () => undefined,
      () => 0,
    );
    const { action, summary } = classification;
    return { action, summary, net: delta.netLovelace, fee: delta.feeLovelace, deposit: delta.depositLovelace };
  });
}

const short = (text: PaymentAddress) => `${text.slice(0, 8)}…${text.slice(-4)}`;

describe("What one person follows is one", () => {
  test("change that goes to another own wallet is moved, and the payment is sent", () => {
    const tx = rawTx({
      inputs: [input(own, 100n * ada)],
      outputs: [output(foreign, 60n * ada), output(enterprise, 39_800_000n)],
    });
    expect(rows(tx, a, c)).toEqual([
      {
        action: "send",
        summary: `Sent 60 ADA to ${short(foreign)}; moved 39.8 ADA to your own ${short(enterprise)}`,
        net: -100n * ada,
        fee: 200_000n,
        deposit: 0n,
      },
      {
        action: "internal_transfer",
        summary: `Moved 39.8 ADA from your own ${short(own)}`,
        net: 39_800_000n,
        fee: null,
        deposit: 0n,
      },
    ]);
  });

  test("a payment out of two has one fee and is told once, by whoever put more into it", () => {
    const tx = rawTx({
      inputs: [input(theirs, 60n * ada), input(own, 100n * ada)],
      outputs: [output(foreign, 120n * ada), output(own, 39_800_000n)],
    });
    const told = rows(tx, a, b);
    expect(told).toEqual([
      {
        action: "send",
        summary: `Sent 120 ADA to ${short(foreign)}; moved 60 ADA from your own ${short(theirs)}`,
        net: -60_200_000n,
        fee: 200_000n,
        deposit: 0n,
      },
      {
        action: "internal_transfer",
        summary: `Moved 60 ADA to your own ${short(own)}`,
        net: -60n * ada,
        fee: null,
        deposit: 0n,
      },
    ]);
    expect(rows(tx, b, a)).toEqual(told.toReversed());
  });

  test("all of it between own wallets is neither sent nor received; tokens and ADA alike", () => {
    const tx = rawTx({
      inputs: [input(own, 10n * ada, { [hosky]: 5n })],
      outputs: [output(theirs, 9_800_000n, { [hosky]: 5n })],
    });
    expect(rows(tx, a, b).map(({ action, fee }) => [action, fee])).toEqual([
      ["internal_transfer", 200_000n],
      ["internal_transfer", null],
    ]);
  });

  test("what strangers send to several of them each of them receives", () => {
    const tx = rawTx({
      inputs: [input(foreign, 20n * ada)],
      outputs: [output(own, 5n * ada), output(theirs, 7n * ada)],
    });
    expect(rows(tx, a, b).map(({ action, net, fee }) => [action, net, fee])).toEqual([
      ["receive", 5n * ada, null],
      ["receive", 7n * ada, null],
    ]);
  });

  test("a stranger who pays a part pays no fee of ours", () => {
    const tx = rawTx({
      inputs: [input(own, 10n * ada), input(theirs, 10n * ada), input(address("61", foreignKey), 5n * ada)],
      outputs: [output(address("61", hashOf("f2")), 24_800_000n)],
    });
    expect(rows(tx, a, b).map(({ fee }) => fee)).toEqual([null, null]);
  });

  test("the deposit of a stake key is its own wallet's, whoever of them pays it", () => {
    const tx = rawTx({
      inputs: [input(own, 10n * ada)],
      outputs: [output(own, 7_800_000n)],
      certificates: [certificate("stake_registration", { stakeAddress: otherStake })],
    });
    expect(rows(tx, a, b)).toEqual([
      {
        action: "internal_transfer",
        summary: "Moved 2 ADA to your own other wallets",
        net: -2_200_000n,
        fee: 200_000n,
        deposit: 0n,
      },
      {
        action: "stake_registration",
        summary: expect.stringMatching(/^Registered the stake key; deposit 2 ADA; moved 2 ADA from your own/) as string,
        net: 0n,
        fee: null,
        deposit: 2n * ada,
      },
    ]);
  });

  test("the deposit of a proposal is its payer's, whichever wallet it comes back to", () => {
    const tx = rawTx({
      inputs: [input(own, 150_000n * ada)],
      outputs: [output(own, 49_994_800_000n), output(theirs, 5n * ada)],
      proposals: [{ depositLovelace: 100_000n * ada, returnAddress: otherStake }],
    });
    expect(rows(tx, a, b)).toEqual([
      {
        action: "governance_proposal",
        summary: expect.stringMatching(
          /^Proposed .*; deposit 100,000 ADA, which .*; moved 5 ADA to your own/,
        ) as string,
        net: -100_005_200_000n,
        fee: 200_000n,
        deposit: 100_000n * ada,
      },
      {
        action: "internal_transfer",
        summary: `Moved 5 ADA from your own ${short(own)}`,
        net: 5n * ada,
        fee: null,
        deposit: 0n,
      },
    ]);
  });

  test("further stake keys beside a proven key have deposits and rewards of their own", () => {
    const at = address("01", ownKey, hashOf("c1"));
    const stakeAddress = stakeAddressOf({ kind: "key", hash: hashOf("c1") }, "mainnet");
    const tx = rawTx({
      inputs: [input(own, 100n * ada)],
      outputs: [output(own, 70_800_000n), output(at, 30n * ada)],
      certificates: [certificate("stake_registration"), certificate("stake_registration", { stakeAddress, index: 1 })],
      withdrawals: [{ stakeAddress, amountLovelace: 5n * ada }],
    });
    const { classification } = tell(
      tx,
      a,
      [],
      () => undefined,
      () => 0,
    );
    const deposits = classification.events.filter(({ location }) => location === "deposit");
    expect(deposits.map(({ counterparty }) => counterparty)).toEqual([null, stakeAddress]);
    expect(classification.summary).toMatch(
      /^Registered 2 stake keys; deposits of 4 ADA; received 5 ADA, withdrawn from the reward account of stake1.*; moved 30 ADA/,
    );
  });

  test("a proven key beside other stake keys is the wallet's own, followed or not", () => {
    const elsewhere = ["c1", "c2"].map((byte) => ({
      at: address("01", ownKey, hashOf(byte)),
      stake: stakeAddressOf({ kind: "key", hash: hashOf(byte) }, "mainnet"),
    }));
    const tx = rawTx({
      inputs: [input(own, 100n * ada)],
      outputs: [output(own, 29_800_000n), ...elsewhere.map(({ at }) => output(at, 33n * ada))],
      certificates: elsewhere.map(({ stake }, index) =>
        certificate("stake_registration", { stakeAddress: stake, index }),
      ),
    });
    expect(rows(tx, a)).toEqual([
      {
        action: "stake_registration",
        summary: "Registered 2 stake keys; deposits of 4 ADA; moved 66 ADA to your own other wallets",
        net: -70_200_000n,
        fee: 200_000n,
        deposit: 4n * ada,
      },
    ]);
    const unproven = accountScope(ownStake, { claimedKeys: [ownKey] });
    expect(rows(tx, unproven).map(({ deposit, action }) => [action, deposit])).toEqual([["send", 0n]]);
  });

  test("a pointer address that is followed by itself is not its account's too", () => {
    const pointer = address("41", ownKey, "010203");
    const account = { listedAddresses: [pointer], verifiedKeys: [ownKey] };
    const tx = rawTx({ inputs: [input(foreign, 9n * ada)], outputs: [output(pointer, 5n * ada)] });
    const alone = rows(tx, accountScope(ownStake, account));
    const both = rows(tx, accountScope(ownStake, { ...account, apart: [pointer] }), addressScope(pointer));
    expect([alone.map(({ net }) => net), both.map(({ net }) => net)]).toEqual([[5n * ada], [0n, 5n * ada]]);
  });
});
