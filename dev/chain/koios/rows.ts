import type { Chain, PlacedTx } from "../chain";
import { assetFingerprint } from "../blockfrost/identifiers";
import { createdBy, type Utxo } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { plutusJson } from "../model/plutus-data";
import { registeredToken } from "../model/tokens";

export interface TxCborRow {
  readonly tx_hash: string;
  readonly block_hash: string;
  readonly block_height: number;
  readonly epoch_no: number;
  readonly absolute_slot: number;
  /** Unix seconds. */
  readonly tx_timestamp: number;
  /** Hex; null where the server did not keep the bytes. */
  readonly cbor: string | null;
}

export function txCborRow(chain: Chain, { tx, height }: PlacedTx): TxCborRow {
  const block = chain.blocks.at(height);
  return {
    tx_hash: tx.hash,
    block_hash: block.hash,
    block_height: height,
    epoch_no: block.epoch,
    absolute_slot: block.slot,
    tx_timestamp: block.time,
    cbor: tx.cbor === null ? null : toHex(tx.cbor),
  };
}

export interface UtxoRef {
  readonly txHash: string;
  readonly index: number;
}

/** Null for an output that there never was. Without `isExtended` no datum, script or token is told. */
export function utxoInfoRow(chain: Chain, { txHash, index }: UtxoRef, isExtended: boolean): object | null {
  const placed = chain.find(txHash);
  const utxo = placed === null ? undefined : createdBy(placed.tx).find((each) => each.index === index);
  if (placed === null || utxo === undefined) return null;
  const block = chain.blocks.at(placed.height);
  const { address, value, datum } = utxo;
  return {
    tx_hash: txHash,
    tx_index: index,
    address: address.text,
    value: value.lovelace.toString(),
    stake_address: address.stakeAddress,
    payment_cred: address.payment?.hash ?? null,
    epoch_no: block.epoch,
    block_height: block.height,
    block_time: block.time,
    datum_hash: datum?.datum.hash ?? null,
    inline_datum: isExtended ? inlineDatum(utxo) : null,
    reference_script: isExtended ? referenceScript(utxo) : null,
    asset_list: isExtended ? assetList(chain, utxo) : null,
    is_spent: chain.consumedBy(utxo) !== null,
  };
}

const inlineDatum = ({ datum }: Utxo): unknown =>
  datum?.kind === "inline" ? { bytes: toHex(datum.datum.cbor), value: plutusJson(datum.datum.data) } : null;

/** The simulation knows scripts by their hash alone. */
const referenceScript = ({ referenceScriptHash: hash }: Utxo): unknown =>
  hash === null ? null : { hash, bytes: "", value: null, type: "plutusV2", size: 0 };

const POLICY_HEX = 56;

const assetList = (chain: Chain, { value }: Utxo): unknown[] =>
  [...value.assets].map(([unit, quantity]) => ({
    policy_id: unit.slice(0, POLICY_HEX),
    asset_name: unit.slice(POLICY_HEX),
    fingerprint: assetFingerprint(unit),
    decimals: (registeredToken(unit) ?? chain.market.token(unit))?.decimals ?? 0,
    quantity: quantity.toString(),
  }));
