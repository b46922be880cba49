import type { CredentialHash, PaymentAddress, Unit } from "@/lib/cardano/brand";
import type { AddressNetwork } from "@/lib/cardano/network";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { lovelace } from "@/lib/cardano/unit";

/** What an order asks for. */
export const orderKinds = [
  "swap",
  "limit",
  "stop",
  "oco",
  "exact_out",
  "partial_swap",
  "route",
  "dca",
  "deposit",
  "withdraw",
  "zap_in",
  "zap_out",
  "donate",
  "supply",
  "withdraw_supply",
  "borrow",
  "repay",
  "other",
] as const;
export type OrderKind = (typeof orderKinds)[number];

export interface Wanted {
  /** Null where the datum names it by a pool that is not at hand. */
  readonly unit: Unit | null;
  readonly minimum: bigint | null;
}

/** What an order's datum says. */
export interface OrderTerms {
  readonly kind: OrderKind;
  /** Keys and scripts that may take the order back. */
  readonly owners: readonly CredentialHash[];
  /** Who is paid; null where the datum names only a key. */
  readonly receiver: PaymentAddress | null;
  /** What the order gives, exact or at most; null where the datum does not tell. */
  readonly offered: ReadonlyMap<Unit, bigint> | null;
  /** False where `offered` is the order's value less what is usually set apart for the fee. */
  readonly isOfferExact: boolean;
  readonly wanted: readonly Wanted[];
  /** The most that whoever carries it out may keep; lovelace. */
  readonly maxFeeLovelace: bigint | null;
  /** Lent to the output that pays out, so that it comes back; lovelace. */
  readonly depositLovelace: bigint | null;
}

/** An order as it stands at its script. */
export interface OrderUtxo {
  readonly data: PlutusData;
  readonly value: ReadonlyMap<Unit, bigint>;
  readonly network: AddressNetwork;
  /** What the script itself says of the order. */
  readonly kind: OrderKind | null;
}

/** Throws `DatumError` where the datum has another form. */
export type OrderReader = (order: OrderUtxo) => OrderTerms;

/** A value less lovelace that is set apart for fee and deposit. */
function valueWithout(value: ReadonlyMap<Unit, bigint>, reservedLovelace: bigint): Map<Unit, bigint> {
  const rest = new Map(value);
  const ada = (rest.get(lovelace) ?? 0n) - reservedLovelace;
  if (ada > 0n) rest.set(lovelace, ada);
  else rest.delete(lovelace);
  return rest;
}

/** The one token in a value, or lovelace where it holds none; null where it holds several. */
export function mainUnit(value: ReadonlyMap<Unit, bigint>): Unit | null {
  const tokens = [...value.keys()].filter((unit) => unit !== lovelace);
  return tokens.length > 1 ? null : (tokens[0] ?? lovelace);
}

/** What a value gives where only one asset is given: its tokens, or without any its lovelace beyond what is set apart. */
export function tokenOrAda(value: ReadonlyMap<Unit, bigint>, reservedLovelace: bigint): Map<Unit, bigint> {
  const tokens = [...value].filter(([unit]) => unit !== lovelace);
  return tokens.length > 0 ? new Map(tokens) : valueWithout(value, reservedLovelace);
}

/** The offer of an order of this kind from what its script holds. */
export function offeredFrom(
  kind: OrderKind,
  value: ReadonlyMap<Unit, bigint>,
  reservedLovelace: bigint,
): Map<Unit, bigint> {
  return kind === "deposit" || kind === "donate"
    ? valueWithout(value, reservedLovelace)
    : tokenOrAda(value, reservedLovelace);
}
