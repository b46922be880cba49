import type { Chain, PlacedTx } from "../chain";
import { redeemerFee } from "../model/build-tx";
import { createdBy, netDeposit, registers, spentBy, type ChainTx, type Utxo } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { sum } from "../model/value";
import { amountsOf, datumFields } from "./amounts";
import { poolId } from "./identifiers";

/** Everything of a failed script but its collateral did not happen: no section has rows. */
const effective = <T>(tx: ChainTx, rows: readonly T[]): readonly T[] => (tx.valid ? rows : []);

export function txView(chain: Chain, { tx, height, index }: PlacedTx): unknown {
  const block = chain.blocks.at(height);
  const certificates = effective(tx, tx.certificates);
  const size = tx.cbor?.length ?? 0;
  return {
    hash: tx.hash,
    block: block.hash,
    block_height: height,
    block_time: block.time,
    slot: block.slot,
    index,
    output_amount: amountsOf(sum(createdBy(tx).map(({ value }) => value))),
    fees: feeOf(tx).toString(),
    deposit: netDeposit(certificates).toString(),
    size,
    invalid_before: tx.invalidBefore?.toString() ?? null,
    invalid_hereafter: tx.invalidHereafter?.toString() ?? null,
    utxo_count: spentBy(tx).length + createdBy(tx).length,
    withdrawal_count: effective(tx, tx.withdrawals).length,
    mir_cert_count: 0,
    delegation_count: certificates.filter(({ poolHash }) => poolHash !== null).length,
    stake_cert_count: certificates.filter((c) => registers(c) || c.number === 1 || c.number === 8).length,
    pool_update_count: 0,
    pool_retire_count: 0,
    asset_mint_or_burn_count: effective(tx, [...tx.mint]).length,
    redeemer_count: effective(tx, tx.redeemers).length,
    valid_contract: tx.valid,
    treasury_donation: "0",
  };
}

/** Of a failed script, the whole collateral taken. */
function feeOf(tx: ChainTx): bigint {
  if (tx.valid) return tx.fee;
  const offered = sum(tx.collateralInputs.map(({ value }) => value)).lovelace;
  return offered - (tx.collateralReturn?.value.lovelace ?? 0n);
}

/**
 * Plain inputs, then reference, then collateral ones, the last with lovelace only and no script hash. A failed script's
 * plain rows are its collateral's, which is listed a second time with the flag.
 */
export function txUtxosView(chain: Chain, { tx }: PlacedTx): unknown {
  const collateralReturn = tx.collateralReturn === null ? [] : [tx.collateralReturn];
  return {
    hash: tx.hash,
    inputs: [
      ...spentBy(tx).map((utxo) => inputRow(utxo, { collateral: false, reference: false })),
      ...tx.referenceInputs.map((utxo) => inputRow(utxo, { collateral: false, reference: true })),
      ...tx.collateralInputs.map((utxo) => inputRow(utxo, { collateral: true, reference: false })),
    ],
    outputs: [
      ...createdBy(tx).map((utxo) => outputRow(chain, utxo, false)),
      ...collateralReturn.map((utxo) => outputRow(chain, utxo, true)),
    ],
  };
}

const amountRows = (utxo: Utxo, collateral: boolean): unknown =>
  collateral ? amountsOf(utxo.value).slice(0, 1) : amountsOf(utxo.value);

const inputRow = (utxo: Utxo, flags: { collateral: boolean; reference: boolean }): unknown => ({
  address: utxo.address.text,
  amount: amountRows(utxo, flags.collateral),
  tx_hash: utxo.txHash,
  output_index: utxo.index,
  ...datumFields(utxo),
  reference_script_hash: flags.reference ? utxo.referenceScriptHash : null,
  ...flags,
});

const outputRow = (chain: Chain, utxo: Utxo, collateral: boolean): unknown => ({
  address: utxo.address.text,
  amount: amountRows(utxo, collateral),
  output_index: utxo.index,
  ...datumFields(utxo),
  collateral,
  reference_script_hash: utxo.referenceScriptHash,
  consumed_by_tx: collateral ? null : chain.consumedBy(utxo),
});

export const metadataRows = ({ tx }: PlacedTx): unknown[] =>
  effective(tx, [...tx.metadata]).map(([label, json]) => ({ label: label.toString(), json_metadata: json }));

export const redeemerRows = ({ tx }: PlacedTx): unknown[] =>
  effective(tx, tx.redeemers).map((redeemer) => ({
    tx_index: redeemer.index,
    purpose: redeemer.purpose,
    script_hash: redeemer.scriptHash,
    redeemer_data_hash: redeemer.data.hash,
    datum_hash: redeemer.data.hash,
    unit_mem: redeemer.memory.toString(),
    unit_steps: redeemer.steps.toString(),
    fee: redeemerFee(redeemer).toString(),
  }));

export const txWithdrawalRows = ({ tx }: PlacedTx): unknown[] =>
  effective(tx, tx.withdrawals).map(({ stakeAddress, amount }) => ({
    address: stakeAddress,
    amount: amount.toString(),
  }));

export const stakeRows = ({ tx }: PlacedTx): unknown[] =>
  effective(tx, tx.certificates).flatMap((certificate, index) => {
    const leaves = certificate.number === 1 || certificate.number === 8;
    if (!leaves && !registers(certificate)) return [];
    return [{ cert_index: index, address: certificate.stakeAddress, registration: !leaves }];
  });

export const txDelegationRows = (chain: Chain, { tx, height }: PlacedTx): unknown[] =>
  effective(tx, tx.certificates).flatMap(({ poolHash, stakeAddress }, index) =>
    poolHash === null
      ? []
      : [
          {
            index,
            cert_index: index,
            address: stakeAddress,
            pool_id: poolId(poolHash),
            active_epoch: chain.blocks.at(height).epoch + 2,
          },
        ],
  );

export const cborView = ({ tx }: PlacedTx): { cbor: string } | null =>
  tx.cbor === null ? null : { cbor: toHex(tx.cbor) };
