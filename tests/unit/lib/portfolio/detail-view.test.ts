import { expect, test } from "vitest";
import type { PaymentAddress, StakeAddress, TxHash, Unit } from "@/lib/cardano/brand";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { accountScope } from "@/lib/ledger/ownership";
import { detailView } from "@/lib/portfolio/detail-view";
import { placesOf, type Place } from "@/lib/portfolio/own-addresses";
import { foreign, foreignKey, franken, own, ownContract, ownStake } from "@/tests/support/raw-tx-fixture";

const token = ("ab".repeat(28) + "544f4b") as Unit;
const hash = (digit: string) => digit.repeat(64) as TxHash;

function output(index: number, address: string, lovelace: bigint, tokens: bigint = 0n): RawOutput {
  const value = new Map<Unit, bigint>([["lovelace" as Unit, lovelace]]);
  // A token before lovelace in the map shows that the order is the view's own.
  const withToken = tokens === 0n ? value : new Map<Unit, bigint>([[token, tokens], ...value]);
  return {
    index,
    address: address as PaymentAddress,
    value: withToken,
    datum: { kind: "none" },
    referenceScriptHash: null,
  };
}

const nobodys = { own: false, place: null, contract: null };
const vault = { own: true, place: "contract", contract: null };

function tx(own: TxHash, given: Partial<RawTx>): RawTx {
  return {
    hash: own,
    valid: true,
    inputs: [],
    outputs: [],
    referenceInputs: [],
    collateralInputs: [],
    feeLovelace: 0n,
    mint: new Map(),
    withdrawals: [],
    certificates: [],
    proposals: [],
    voters: [],
    donationLovelace: 0n,
    signers: null,
    hasScriptWitness: false,
    metadata: null,
    redeemers: [],
    witnessDatums: new Map(),
    unreadable: [],
    ...given,
  };
}

const ada = { unit: "lovelace", decimals: 6, ticker: "ADA", name: "Cardano" };

test("inputs say what they held where that is known, outputs whose they are", () => {
  const resolved = { ref: { txHash: hash("3"), index: 7 }, resolved: output(7, "other", 2n) };
  const spending = tx(hash("2"), {
    inputs: [
      { ref: { txHash: hash("1"), index: 1 }, resolved: output(1, "mine", 5_000_000n, 9n) },
      { ref: { txHash: hash("9"), index: 0 }, resolved: null },
      resolved,
    ],
    outputs: [output(0, "script", 3_000_000n), output(1, "stranger", 1_800_000n)],
    certificates: [
      {
        index: 0,
        kind: "stake_registration",
        stakeAddress: "stake1x" as StakeAddress,
        drepCredential: null,
        depositLovelace: 2_000_000n,
        poolId: null,
        drep: null,
      },
    ],
    metadata: new Map([["674", { msg: ["hello"] }]]),
  });
  const places = new Map<string, Place>([
    ["mine", "wallet"],
    ["script", "contract"],
  ]);
  const tokens = new Map([[token, { tokenName: "Tok", ticker: "TOK", decimals: 1 }]]);
  expect(detailView(spending, { places, tokens })).toEqual({
    inputs: [
      {
        txHash: hash("1"),
        index: 1,
        address: "mine",
        amounts: [
          { ...ada, quantity: "5000000" },
          { unit: token, quantity: "9", decimals: 1, ticker: "TOK", name: "Tok" },
        ],
        own: true,
        place: "wallet",
        contract: null,
      },
      { txHash: hash("9"), index: 0, address: null, amounts: null, ...nobodys },
      { txHash: hash("3"), index: 7, address: "other", amounts: [{ ...ada, quantity: "2" }], ...nobodys },
    ],
    outputs: [
      { index: 0, address: "script", amounts: [{ ...ada, quantity: "3000000" }], ...vault },
      { index: 1, address: "stranger", amounts: [{ ...ada, quantity: "1800000" }], ...nobodys },
    ],
    certificates: [
      { index: 0, kind: "stake_registration", stakeAddress: "stake1x", poolId: null, drep: null, deposit: "2000000" },
    ],
    metadata: [{ label: "674", json: { msg: ["hello"] } }],
  });
});

test("the places of addresses are what the ledger says of them", () => {
  expect([...placesOf([own, franken, ownContract, foreign], accountScope(ownStake))]).toEqual([
    [own, "wallet"],
    [franken, "wallet"],
    [ownContract, "contract"],
  ]);
  expect([...placesOf([own, franken], accountScope(ownStake, { foreignKeys: [foreignKey] }))]).toEqual([
    [own, "wallet"],
  ]);
});

test("a protocol's script is told by what it is for", () => {
  const pool =
    "addr1z84q0denmyep98ph3tmzwsmw0j7zau9ljmsqx6a4rvaau66j2c79gy9l76sdg0xwhd7r0c0kna0tycz4y5s6mlenh8pq777e2a";
  const { outputs } = detailView(tx(hash("1"), { outputs: [output(0, pool, 1n)] }), {
    places: new Map(),
    tokens: new Map(),
  });
  expect(outputs.map(({ contract }) => contract)).toEqual(["Minswap V2 pool"]);
});
