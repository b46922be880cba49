import { describe, expect, it } from "vitest";
import {
  mergeResolvedInputs,
  normaliseUtxos,
  requiredAnswers,
  type TransactionAnswers,
} from "@/lib/blockfrost/normalise-utxos";
import { transactionSchema, transactionUtxosSchema } from "@/lib/blockfrost/schemas";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import { foreign, hosky, output, own, ownContract, ownStake, rawTx, txHashOf } from "../../../support/raw-tx-fixture";

const hash = txHashOf(1);
const spent = txHashOf(2);

function answers(inputs: object[], outputs: object[], transaction: object = {}): TransactionAnswers {
  const counts = { withdrawal_count: 0, mir_cert_count: 0, delegation_count: 0, stake_cert_count: 0 };
  return {
    transaction: transactionSchema.parse({ hash, fees: "200000", valid_contract: true, ...counts, ...transaction }),
    utxos: transactionUtxosSchema.parse({ hash, inputs, outputs }),
  };
}

function row(address: string, index: number, lovelace: string, more: object = {}) {
  const { tokens = [], ...flags } = more as { tokens?: object[] };
  const amount = [{ unit: "lovelace", quantity: lovelace }, ...tokens];
  return { address, amount, tx_hash: spent, output_index: index, collateral: false, reference: false, ...flags };
}

function effects({ inputs, outputs, collateralInputs, referenceInputs, mint }: RawTx) {
  return {
    inputs: inputs.map(({ ref, resolved }) => [outRefKey(ref), resolved?.value]),
    outputs: outputs.map(({ index, value }) => [index, value]),
    collateral: collateralInputs.map(outRefKey),
    reference: referenceInputs.map(outRefKey),
    mint,
  };
}

const ada = (amount: bigint) => new Map([["lovelace", amount]]);
const tokens = [{ unit: hosky, quantity: "5" }];

describe("a valid transaction", () => {
  it("ignores collateral and reference rows, also of an output that is spent too", () => {
    const tx = normaliseUtxos(
      answers(
        [
          row(own, 0, "9000000", { collateral: true }),
          row(own, 0, "9000000", { tokens }),
          row(own, 1, "1000000", { collateral: true }),
          row(own, 2, "1000000", { reference: true }),
        ],
        [row(foreign, 0, "8800000", { tokens }), row(own, 1, "500000", { collateral: true })],
      ),
    );
    expect(effects(tx)).toEqual({
      inputs: [
        [
          `${spent}#0`,
          new Map([
            ["lovelace", 9_000_000n],
            [hosky, 5n],
          ]),
        ],
      ],
      outputs: [
        [
          0,
          new Map([
            ["lovelace", 8_800_000n],
            [hosky, 5n],
          ]),
        ],
      ],
      collateral: [`${spent}#0`, `${spent}#1`],
      reference: [`${spent}#2`],
      mint: new Map(),
    });
  });

  it("finds what was minted and burned in what came out beyond what went in", () => {
    const burned = normaliseUtxos(answers([row(own, 0, "9000000", { tokens })], [row(own, 0, "8800000")]));
    const minted = normaliseUtxos(answers([row(own, 0, "9000000")], [row(own, 0, "8800000", { tokens })]));
    expect([burned.mint, minted.mint]).toEqual([new Map([[hosky, -5n]]), new Map([[hosky, 5n]])]);
  });

  it("carries certificates, withdrawals, donation and metadata", () => {
    const tx = normaliseUtxos({
      ...answers([row(own, 0, "9000000")], [row(own, 0, "1")], {
        stake_cert_count: 1,
        delegation_count: 1,
        withdrawal_count: 1,
        mir_cert_count: 1,
        treasury_donation: "7",
      }),
      stakes: [{ cert_index: 0, address: ownStake, registration: true }],
      delegations: [{ cert_index: 1, address: ownStake, pool_id: "pool1" }],
      withdrawals: [{ address: ownStake, amount: 3n }],
      mirs: [
        { cert_index: 2, address: ownStake, amount: 1n, pot: "reserve" },
        { cert_index: 2, address: ownStake, amount: 2n, pot: "reserve" },
      ],
      metadata: [{ label: "674", json_metadata: { msg: ["hi"] } }],
    });
    expect({
      certificates: tx.certificates.map(({ index, kind, stakeAddress, poolId }) => [index, kind, stakeAddress, poolId]),
      withdrawals: tx.withdrawals,
      donation: tx.donationLovelace,
      metadata: tx.metadata,
    }).toEqual({
      certificates: [
        [0, "stake_registration", ownStake, null],
        [1, "stake_delegation", ownStake, "pool1"],
        [2, "mir", null, null],
      ],
      withdrawals: [{ stakeAddress: ownStake, amountLovelace: 3n }],
      donation: 7n,
      metadata: new Map([["674", { msg: ["hi"] }]]),
    });
  });

  it("asks for what its counts say, and is refused without it", () => {
    const incomplete = answers([], [], { stake_cert_count: 1, withdrawal_count: 2 });
    expect(requiredAnswers(incomplete.transaction)).toEqual(["stakes", "withdrawals"]);
    expect(() => normaliseUtxos(incomplete)).toThrow("stakes, withdrawals of");
  });

  it("is refused with inputs and outputs of another", () => {
    const mixed = answers([], []);
    expect(() => normaliseUtxos({ ...mixed, utxos: { ...mixed.utxos, hash: spent } })).toThrow("not of");
  });

  it("needs scripts where it spends from one, mints, or has redeemers", () => {
    const scripts = [
      answers([row(own, 0, "1")], []),
      answers([row(ownContract, 0, "1")], []),
      answers([row(own, 0, "1")], [row(own, 0, "1", { tokens })]),
      answers([row(own, 0, "1")], [], { redeemer_count: 1 }),
    ].map((one) => normaliseUtxos(one).hasScriptWitness);
    expect(scripts).toEqual([false, true, true, true]);
  });
});

describe("a failed script", () => {
  const failed = { valid_contract: false, fees: "3000000" };
  const collateral = { collateral: true };
  const happened = {
    inputs: [[`${spent}#0`, ada(5_000_000n)]],
    outputs: [[2, ada(2_000_000n)]],
    collateral: [`${spent}#0`],
    reference: [],
    mint: new Map(),
  };

  it("shows its collateral as plain rows and again flagged", () => {
    const tx = normaliseUtxos(
      answers(
        [row(own, 0, "5000000"), row(own, 0, "5000000", collateral), row(own, 9, "1", { reference: true })],
        [row(own, 2, "2000000"), row(own, 2, "2000000", collateral)],
        failed,
      ),
    );
    expect([effects(tx), tx.feeLovelace]).toEqual([{ ...happened, reference: [`${spent}#9`] }, 3_000_000n]);
  });

  it("or flagged only, beside inputs and outputs that did not happen", () => {
    const tx = normaliseUtxos(
      answers(
        [row(own, 7, "90000000"), row(own, 0, "5000000", collateral)],
        [row(foreign, 0, "89000000"), row(own, 2, "2000000", collateral)],
        failed,
      ),
    );
    expect(effects(tx)).toEqual(happened);
  });

  it("or not flagged at all", () => {
    const tx = normaliseUtxos(answers([row(own, 0, "5000000")], [row(own, 2, "2000000")], failed));
    expect(effects(tx)).toEqual(happened);
  });

  it("keeps the tokens that only its plain rows list", () => {
    const tx = normaliseUtxos(
      answers([row(own, 0, "5000000", collateral), row(own, 0, "5000000", { tokens })], [], failed),
    );
    expect(tx.inputs[0]?.resolved?.value.get(hosky)).toBe(5n);
  });

  it("needs no further answer, whatever its counts say", () => {
    const { transaction } = answers([], [], { ...failed, stake_cert_count: 1 });
    expect(requiredAnswers(transaction)).toEqual([]);
  });
});

describe("mergeResolvedInputs", () => {
  const ref = { txHash: spent, index: 0 };
  const bare = rawTx({ inputs: [{ ref, resolved: null }], outputs: [output(own, 2_000_000n)], feeLovelace: null });

  it("fills in the inputs, and the collateral taken where the body does not say", () => {
    const { utxos } = answers([row(own, 0, "5000000", { collateral: true }), row(own, 0, "5000000")], []);
    const merged = mergeResolvedInputs({ ...bare, valid: false }, utxos);
    expect([merged.inputs, merged.feeLovelace]).toEqual([[{ ref, resolved: output(own, 5_000_000n) }], 3_000_000n]);
  });

  it("refuses another transaction's answer and one that lacks an input", () => {
    const { utxos } = answers([], []);
    expect(() => mergeResolvedInputs(bare, { ...utxos, hash: spent })).toThrow("inputs are of");
    expect(() => mergeResolvedInputs(bare, utxos)).toThrow("is missing in the answer");
  });
});
