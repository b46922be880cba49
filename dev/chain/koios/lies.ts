import { Cbor } from "@harmoniclabs/cbor";
import { encodeCbor } from "../cbor-encode";
import type { Chain } from "../chain";
import type { ChainTx } from "../model/chain-tx";
import { fromHex, toHex } from "../model/digest";
import type { TxCborRow } from "./rows";

/**
 * What Koios alone can do to its rows. `lie`: the bytes of another transaction (or an output's value changed). `lie-flag`:
 * the validity flag turned. `lie-auxiliary`: other auxiliary data, or none, or some where there was none.
 * `lie-script-data`: another redeemer or datum, where there is one. `cut`: half of the bytes. `partial`: half of the rows.
 * `huge`: more than five megabytes.
 */
export const LIES = ["lie", "lie-flag", "lie-auxiliary", "lie-script-data", "cut", "partial", "huge"] as const;

export type Lie = (typeof LIES)[number];

const HUGE_CHARACTERS = 6_000_000;

/** What becomes of an answer's rows, whatever they are about. */
export function ofRows(rows: readonly object[], lie: Lie | null): readonly object[] {
  if (lie === "partial") return rows.slice(0, Math.floor(rows.length / 2));
  if (lie === "huge") return [...rows, { ...rows[0], padding: "0".repeat(HUGE_CHARACTERS) }];
  return rows;
}

/** An output that is worth one ada more. */
export const ofUtxoRow = (row: object, lie: Lie | null): object =>
  lie === "lie" && "value" in row ? { ...row, value: (BigInt(String(row.value)) + 1_000_000n).toString() } : row;

export function ofTxRow(chain: Chain, row: TxCborRow, lie: Lie | null): TxCborRow {
  const tx = chain.find(row.tx_hash)?.tx;
  if (lie === null || row.cbor === null || tx === undefined) return row;
  const bytes = fromHex(row.cbor);
  if (lie === "lie") return { ...row, cbor: bytesOfAnother(chain, tx) };
  if (lie === "cut") return { ...row, cbor: toHex(bytes.slice(0, bytes.length / 2)) };
  if (lie === "lie-flag") return { ...row, cbor: joined({ ...partsOf(bytes), flag: encodeCbor(!tx.valid) }) };
  if (lie === "lie-auxiliary") return { ...row, cbor: joined(withOtherAuxiliaryData(tx, partsOf(bytes))) };
  if (lie === "lie-script-data") return { ...row, cbor: joined(withOtherScriptData(tx, partsOf(bytes))) };
  return row;
}

function bytesOfAnother(chain: Chain, tx: ChainTx): string {
  const another = chain.transactions().find((each) => each.tx.cbor !== null && each.tx !== tx);
  return another?.tx.cbor ? toHex(another.tx.cbor) : "";
}

/** The four items of a transaction, each as its bytes. */
interface Parts {
  readonly body: Uint8Array;
  readonly witnesses: Uint8Array;
  readonly flag: Uint8Array;
  readonly auxiliary: Uint8Array;
}

function partsOf(bytes: Uint8Array): Parts {
  const bodyEnd = 1 + Cbor.parseWithOffset(bytes.slice(1)).offset;
  const witnessesEnd = bodyEnd + Cbor.parseWithOffset(bytes.slice(bodyEnd)).offset;
  return {
    body: bytes.slice(1, bodyEnd),
    witnesses: bytes.slice(bodyEnd, witnessesEnd),
    flag: bytes.slice(witnessesEnd, witnessesEnd + 1),
    auxiliary: bytes.slice(witnessesEnd + 1),
  };
}

const joined = ({ body, witnesses, flag, auxiliary }: Parts): string =>
  toHex(encodeCbor([body, witnesses, flag, auxiliary].map((raw) => ({ raw }))));

/** Which of two ways a transaction is lied about: always the same for the same one. */
const isOdd = ({ hash }: ChainTx): boolean => parseInt(hash.slice(-1), 16) % 2 === 1;

function withOtherAuxiliaryData(tx: ChainTx, parts: Parts): Parts {
  const isDropped = tx.metadata.size > 0 && isOdd(tx);
  const invented = { map: [[674, { map: [["msg", ["never said"]]] }]] } as const;
  return { ...parts, auxiliary: encodeCbor(isDropped ? null : invented) };
}

/** Redeemers stand last in the witness set: what is looked for from its end is in them. */
function withOtherScriptData(tx: ChainTx, parts: Parts): Parts {
  const witnesses = Buffer.from(parts.witnesses);
  const redeemer = tx.redeemers.at(-1)?.data.cbor;
  const datum = tx.witnessDatums.at(0)?.cbor;
  const chosen = datum !== undefined && (redeemer === undefined || isOdd(tx)) ? datum : redeemer;
  if (chosen === undefined) return parts;
  const at = chosen === datum ? witnesses.indexOf(chosen) : witnesses.lastIndexOf(chosen);
  const [other, otherwise] = [encodeCbor({ tag: 121, value: [] }), encodeCbor({ tag: 122, value: [] })];
  const instead = Buffer.from(other).equals(chosen) ? otherwise : other;
  return {
    ...parts,
    witnesses: Buffer.concat([witnesses.subarray(0, at), instead, witnesses.subarray(at + chosen.length)]),
  };
}
