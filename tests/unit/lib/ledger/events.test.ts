import { describe, expect, it } from "vitest";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { unitOf } from "@/lib/cardano/unit";
import { classify } from "@/lib/ledger/classify";
import { label } from "@/lib/ledger/label";
import { accountScope } from "@/lib/ledger/ownership";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";
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
  ownKey,
  ownStake,
  ownStakeKey,
  rawTx,
} from "../../../support/raw-tx-fixture";
import { explainedWallets } from "../../../support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";

const account = accountScope(ownStake, { verifiedKeys: [ownKey] });
const foreignToo = address("61", hashOf("f2"));
const minswapPool = address("71", "ea07b733d932129c378af627436e7cbc2ef0bf96e0036bb51b3bde6b");
const minswapFarm = address("71", "9b85d5e8611945505f078aeededcbed1d6ca11053f61e3f9d999fe44");
const lenfiLoan = address("71", "8021830afedd85fda1253da2be75b66c0e65c482148eb8ca690903cb");
const lp = unitOf("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c", "aa".repeat(32));

/** An output of a pool carries a datum. */
function withDatum(made: RawOutput): RawOutput {
  return { ...made, datum: { kind: "inline", cborHex: "d87980" } };
}

function pool(to: PaymentAddress, amount: bigint, tokens: Record<string, bigint>) {
  const { ref, resolved } = input(to, amount, tokens);
  return { ref, resolved: resolved === null ? null : withDatum(resolved) };
}

/** A leg as `action role quantity unit @location`, with what else it names. */
function line({ action, role, quantity, unit, location, protocol, orderRef, counterparty }: TransactionEvent): string {
  const also = [protocol, orderRef, counterparty].map((each) => each ?? "-").join(" ");
  return `${action} ${role} ${quantity} ${unit} @${location} ${also}`;
}

function told(tx: RawTx) {
  const { summary, direction, events } = classify(
    tx,
    account,
    walletDelta(tx, account, () => undefined),
  );
  return { summary: tellAmounts(summary), direction, events: events.map(line) };
}

describe("A transaction that does several things", () => {
  it("swap, payment, certificate and reward withdrawal: each has its legs and is told", () => {
    const tx = rawTx({
      inputs: [input(own, 200_000_000n), pool(minswapPool, 1_000_000_000n, { [hosky]: 5_000n })],
      outputs: [
        withDatum(output(minswapPool, 1_100_000_000n, { [hosky]: 4_500n })),
        output(foreign, 10_000_000n),
        output(own, 92_800_000n, { [hosky]: 500n }),
      ],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 3_000_000n }],
      certificates: [certificate("stake_delegation", { poolId: "pool1x" })],
    });
    expect(told(tx)).toEqual({
      summary:
        "Swapped 100 ADA for 1 token (HOSKY) on Minswap V2; sent 10 ADA to addr1v8c…6rw5; delegated stake to pool1x; withdrew 3 ADA from the reward account",
      direction: "none",
      events: [
        `direct_swap principal -100000000 lovelace @wallet minswap-v2 - ${minswapPool}`,
        `direct_swap principal 500 ${hosky} @wallet minswap-v2 - ${minswapPool}`,
        "direct_swap network_fee -200000 lovelace @wallet minswap-v2 - -",
        `send principal -10000000 lovelace @wallet - - ${foreign}`,
        "stake_delegation informational 0 lovelace @wallet - - pool1x",
        "reward_withdrawal reward 3000000 lovelace @wallet - - -",
        "reward_withdrawal reward -3000000 lovelace @rewards - - -",
      ],
    });
  });

  it("tells all that moved value, and counts what else is beyond four", () => {
    const tx = rawTx({
      inputs: [input(own, 700_000_000n)],
      outputs: [output(foreign, 10_000_000n), output(own, 187_800_000n)],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 3_000_000n }],
      certificates: [
        certificate("stake_registration"),
        certificate("stake_delegation", { index: 1, poolId: "pool1x" }),
        certificate("vote_delegation", { index: 2, drep: "drep_always_abstain" }),
        certificate("drep_update", { index: 3, stakeAddress: null, drepCredential: ownKey, drep: "drep1me" }),
        certificate("drep_registration", {
          index: 4,
          stakeAddress: null,
          drepCredential: ownKey,
          depositLovelace: 500_000_000n,
        }),
      ],
      donationLovelace: 3_000_000n,
    });
    expect(told(tx)).toEqual({
      summary:
        "Registered the stake key; deposit 2 ADA; sent 10 ADA to addr1v8c…6rw5; delegated stake to pool1x; delegated the vote to abstain; registered a DRep; deposit 500 ADA; withdrew 3 ADA from the reward account; donated 3 ADA to the treasury; and 1 more",
      direction: "out",
      events: [
        "stake_registration network_fee -200000 lovelace @wallet - - -",
        "stake_registration deposit -2000000 lovelace @wallet - - -",
        "stake_registration deposit 2000000 lovelace @deposit - - -",
        `send principal -10000000 lovelace @wallet - - ${foreign}`,
        "stake_delegation informational 0 lovelace @wallet - - pool1x",
        "vote_delegation informational 0 lovelace @wallet - - drep_always_abstain",
        "drep_update informational 0 lovelace @wallet - - drep1me",
        "drep_registration deposit -500000000 lovelace @wallet - - -",
        "drep_registration deposit 500000000 lovelace @deposit - - -",
        "reward_withdrawal reward 3000000 lovelace @wallet - - -",
        "reward_withdrawal reward -3000000 lovelace @rewards - - -",
        "treasury_donation donation -3000000 lovelace @wallet - - -",
      ],
    });
  });

  it("a payment to several is told leg by leg", () => {
    const tx = rawTx({
      inputs: [input(own, 100_000_000n, { [hosky]: 9n })],
      outputs: [
        output(foreign, 12_500_000n, { [hosky]: 9n }),
        output(foreignToo, 50_000_000n),
        output(own, 37_300_000n),
      ],
    });
    expect(told(tx).events).toEqual([
      `send principal -12500000 lovelace @wallet - - ${foreign}`,
      `send principal -50000000 lovelace @wallet - - ${foreignToo}`,
      `send principal -9 ${hosky} @wallet - - ${foreign}`,
      "send network_fee -200000 lovelace @wallet - - -",
    ]);
  });

  it("a gift to the treasury, and a deposit that somebody else paid", () => {
    const gift = rawTx({
      inputs: [input(own, 300_000_000n)],
      outputs: [output(own, 199_800_000n)],
      donationLovelace: 100_000_000n,
    });
    const paidFor = rawTx({ inputs: [input(foreign, 5_000_000n)], certificates: [certificate("stake_registration")] });
    expect([told(gift), told(paidFor)]).toEqual([
      {
        summary: "Donated 100 ADA to the treasury",
        direction: "out",
        events: [
          "treasury_donation network_fee -200000 lovelace @wallet - - -",
          "treasury_donation donation -100000000 lovelace @wallet - - -",
        ],
      },
      {
        summary: "Registered the stake key; somebody else paid the deposit of 2 ADA",
        direction: "none",
        events: ["stake_registration deposit 2000000 lovelace @deposit - - -"],
      },
    ]);
  });

  it("a script that failed takes collateral, and nothing else happens", () => {
    const tx = rawTx({
      valid: false,
      feeLovelace: 3_000_000n,
      inputs: [input(own, 5_000_000n)],
      outputs: [output(own, 2_000_000n)],
    });
    expect(told(tx).events).toEqual(["failed_script collateral_loss -3000000 lovelace @wallet - - -"]);
  });

  it("what of the collateral went to somebody else was paid, not taken", () => {
    const tx = rawTx({
      valid: false,
      feeLovelace: 3_000_000n,
      inputs: [input(own, 10_000_000n)],
      outputs: [output(foreign, 7_000_000n)],
    });
    expect(told(tx)).toEqual({
      summary: "A script failed; 3 ADA of collateral was taken; sent 7 ADA to addr1v8c…6rw5",
      direction: "out",
      events: [
        "failed_script collateral_loss -3000000 lovelace @wallet - - -",
        `send principal -7000000 lovelace @wallet - - ${foreign}`,
      ],
    });
  });

  it("what no rule explains is legs all the same", () => {
    const tx = rawTx({
      inputs: [input(own, 50_000_000n), input(foreign, 5_000_000n, { [hosky]: 4n })],
      outputs: [output(own, 40_000_000n, { [hosky]: 4n }), output(foreign, 14_800_000n)],
    });
    expect(told(tx).events).toEqual([
      "unclassified principal -10000000 lovelace @wallet - - -",
      `unclassified principal 4 ${hosky} @wallet - - -`,
    ]);
  });
});

describe("Orders that a stranger makes for the wallet", () => {
  const order = address("11", "c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c", ownStakeKey);
  const many = (count: number) => {
    const tokens = Array.from({ length: count }, (_, i) => [
      unitOf("99".repeat(28), i.toString(16).padStart(4, "0")),
      1n,
    ]);
    return Object.fromEntries(tokens) as Record<string, bigint>;
  };
  const labelled = (tx: RawTx) =>
    label(
      tx,
      account,
      walletDelta(tx, account, () => undefined),
      () => 0,
    );

  it("are told one by one as long as they are not a flood, then by what moved alone", () => {
    const placed = (count: number) =>
      rawTx({ inputs: [input(foreign, 9_000_000n)], outputs: [output(order, 4_000_000n, many(count))] });
    const [few, flood] = [labelled(placed(999)), labelled(placed(1_000))];
    expect(few).toMatchObject({ action: "order_place", events: { length: 1_000 } });
    expect(flood).toMatchObject({
      action: "unclassified",
      events: { length: 1_001 },
      openings: [],
      trace: { failure: { by: "orders", reason: "its orders hold 1001 amounts, more than 1000" } },
    });
  });
});

describe("What is handed to a protocol is neither bought nor sold", () => {
  const at = (protocol: string, family: string) => `@position:${protocol}:${family}`;

  it("liquidity: the pool's token is a receipt, and the position holds what it stands for", () => {
    const tx = rawTx({
      inputs: [
        input(own, 200_000_000n, { [hosky]: 500n }),
        pool(minswapPool, 1_000_000_000n, { [hosky]: 5_000n, [lp]: 90n }),
      ],
      outputs: [
        withDatum(output(minswapPool, 1_100_000_000n, { [hosky]: 5_500n, [lp]: 80n })),
        output(own, 99_800_000n, { [lp]: 10n }),
      ],
    });
    const to = `minswap-v2 - ${minswapPool}`;
    const position = `${at("minswap-v2", "liquidity")}:${lp}`;
    expect(told(tx).events).toEqual([
      `lp_deposit principal -100000000 lovelace @wallet ${to}`,
      `lp_deposit principal -500 ${hosky} @wallet ${to}`,
      `lp_deposit principal 100000000 lovelace ${position} ${to}`,
      `lp_deposit principal 500 ${hosky} ${position} ${to}`,
      `lp_deposit receipt 10 ${lp} @wallet ${to}`,
      `lp_deposit receipt -10 ${lp} ${position} ${to}`,
      "lp_deposit network_fee -200000 lovelace @wallet minswap-v2 - -",
    ]);
  });

  it("a farm: what comes back undoes what was staked, what comes beyond it is a reward", () => {
    const staked = rawTx({
      inputs: [input(own, 10_000_000n, { [lp]: 10n })],
      outputs: [output(minswapFarm, 2_000_000n, { [lp]: 10n }), output(own, 7_800_000n)],
    });
    const taken = rawTx({
      inputs: [input(own, 5_000_000n), input(minswapFarm, 2_000_000n, { [lp]: 10n })],
      outputs: [output(own, 6_800_000n, { [lp]: 10n, [other]: 7n })],
    });
    const to = `minswap-farm - ${minswapFarm}`;
    expect([told(staked).events, told(taken).events]).toEqual([
      [
        `farm_stake principal -2000000 lovelace @wallet ${to}`,
        `farm_stake principal -10 ${lp} @wallet ${to}`,
        `farm_stake principal 2000000 lovelace ${at("minswap-farm", "farm")} ${to}`,
        `farm_stake principal 10 ${lp} ${at("minswap-farm", "farm")} ${to}`,
        "farm_stake network_fee -200000 lovelace @wallet minswap-farm - -",
      ],
      [
        `farm_unstake principal 2000000 lovelace @wallet ${to}`,
        `farm_unstake principal 10 ${lp} @wallet ${to}`,
        `farm_unstake principal -2000000 lovelace ${at("minswap-farm", "farm")} ${to}`,
        `farm_unstake principal -10 ${lp} ${at("minswap-farm", "farm")} ${to}`,
        `farm_unstake reward 7 ${other} @wallet ${to}`,
        "farm_unstake network_fee -200000 lovelace @wallet minswap-farm - -",
      ],
    ]);
  });

  it("a loan: what is borrowed is owed by the position that holds the collateral", () => {
    const tx = rawTx({
      inputs: [input(own, 100_000_000n), input(foreignContract, 9_000_000n, { [hosky]: 40n })],
      outputs: [
        output(lenfiLoan, 60_000_000n),
        output(own, 39_800_000n, { [hosky]: 40n }),
        output(foreign, 9_000_000n),
      ],
    });
    const to = `lenfi - ${lenfiLoan}`;
    expect(told(tx).events).toEqual([
      `lend_borrow principal -60000000 lovelace @wallet ${to}`,
      `lend_borrow principal 40 ${hosky} @wallet ${to}`,
      `lend_borrow principal 60000000 lovelace ${at("lenfi", "debt")} ${to}`,
      `lend_borrow principal -40 ${hosky} ${at("lenfi", "debt")} ${to}`,
      "lend_borrow network_fee -200000 lovelace @wallet lenfi - -",
    ]);
  });
});

describe.skipIf(!isRecordedHere)(`Orders that were recorded${unlessRecorded}`, () => {
  const eventsOf = (folder: string, hash: string, owner: string) =>
    explainedWallets(folder)
      .filter((each) => each.tx.hash === parseTxHash(hash) && each.owner === owner)
      .flatMap(({ classification }) => classification.events.map(line));

  it.each([
    [
      "certificate-hides-payment",
      "d6e65135",
      "Registered the stake key; deposit 2 ADA; sent 50 ADA to addr1qx9…249s; delegated stake to pool1je5…48cu",
      ["network_fee", "deposit", "deposit", "principal", "informational"],
    ],
    [
      "certificate-hides-payment",
      "0984448c",
      "Deregistered the stake key; 2 ADA of deposit came back; sent 956.6 ADA to addr1qx9…249s; withdrew 7 ADA from the reward account",
      ["network_fee", "deposit_return", "deposit_return", "principal", "reward", "reward"],
    ],
    [
      "withdrawal-behind-payment",
      "3c3d713d",
      "Sent 400 ADA to addr1q9j…69vm; withdrew 162 ADA from the reward account",
      ["principal", "network_fee", "reward", "reward"],
    ],
  ])("%s %s: all that it did is told", (folder, hash, summary, roles) => {
    const [payer] = explainedWallets(`../cases/${folder}`).filter(
      ({ tx, delta }) => tx.hash.startsWith(hash) && delta.feeLovelace !== null,
    );
    expect(tellAmounts(payer?.classification.summary ?? "")).toBe(summary);
    expect(payer?.classification.events.map(({ role }) => role)).toEqual(roles);
  });

  it("what somebody else has in an order under the wallet's stake key comes and goes as theirs", () => {
    const usdm = "c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d";
    const contract = "contract:fa6a58bbe2d0ff05534431c8e2f0ef2cbdc1602a8456e4b13c8f3077";
    const at = (hash: string) => `@${contract} sundae-v3 ${hash}#0 -`;
    const placed = "836c01f7acfc30113a2e616afb2d50efe7b6675ac364bc35340c4b75d33d352b";
    const filled = "a9d3752b5d44e47de0956c77cf568c9737c998948cef41ef5325b463278ac9ed";
    const seen = (hash: string) =>
      explainedWallets("amaru-treasury")
        .filter(({ tx, owner }) => tx.hash.startsWith(hash) && owner.startsWith("stake1u8ep0ap47he5mwn"))
        .map(({ classification }) => [tellAmounts(classification.summary), ...classification.events.map(line)]);
    expect([...seen(placed), ...seen("241eef10")]).toEqual([
      [
        "Somebody else placed a swap of 1 token (USDM) on SundaeSwap V3 for others",
        `order_place custody 3280000 lovelace ${at(placed)}`,
        `order_place custody 272527200 ${usdm} ${at(placed)}`,
      ],
      [
        "A swap of 1 token (USDM) on SundaeSwap V3 was carried out for somebody else",
        `order_fill custody -3280000 lovelace ${at(filled)}`,
        `order_fill custody -269829900 ${usdm} ${at(filled)}`,
      ],
    ]);
  });

  it("a fill is one trade, its batcher's fee and its deposit apart", () => {
    const at = "minswap-v2 c9aff50a6051fc9c12ec87cb6f9dc4e05635789112a3fd1058ae71d906f97ea2#0";
    const contract = "contract:c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c";
    const token = "a0028f350aaabe0545fdcb56b039bfb08e4bb4d8c4d7c3c7d481c235484f534b59";
    const hash = "83da1a64bb8dd20a665ecf30c6cea2f9311ff8189058dd88f1d32564b4c422be";
    const owner = "stake1uxkkzchp38gcllh94yv7vtg5wf0mt00c4jwxe8xaz9pw3qqr559cz";
    expect(eventsOf("scalus-mainnet-blocks", hash, owner)).toEqual([
      `order_fill principal 4245131992 ${token} @wallet ${at} -`,
      `order_fill principal -500000000 lovelace @${contract} ${at} -`,
      `order_fill batcher_fee -1500000 lovelace @${contract} ${at} -`,
      `order_fill deposit_return 2000000 lovelace @wallet ${at} -`,
      `order_fill deposit_return -2000000 lovelace @${contract} ${at} -`,
    ]);
  });
});
