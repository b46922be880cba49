import type { Utxo } from "../model/chain-tx";
import { toHex } from "../model/digest";
import { sum, type Value } from "../model/value";

export interface Amount {
  readonly unit: string;
  readonly quantity: string;
}

/** Lovelace first, then the tokens by unit, as strings. */
export const amountsOf = (value: Value): Amount[] => [
  { unit: "lovelace", quantity: value.lovelace.toString() },
  ...tokensOf(value),
];

export const tokensOf = (value: Value): Amount[] =>
  [...value.assets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, quantity]) => ({ unit, quantity: quantity.toString() }));

export const totalOf = (utxos: readonly Utxo[]): Value => sum(utxos.map(({ value }) => value));

/** `data_hash` is there for inline datums too. */
export const datumFields = (utxo: Utxo): { data_hash: string | null; inline_datum: string | null } => ({
  data_hash: utxo.datum?.datum.hash ?? null,
  inline_datum: utxo.datum?.kind === "inline" ? toHex(utxo.datum.datum.cbor) : null,
});
