import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";
import { readAssetName } from "@/lib/cardano/asset-name";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace, splitUnit } from "@/lib/cardano/unit";

type Amounts = ReadonlyMap<Unit, bigint>;

/** Lovelace as ADA in words: `12.5 ADA`. */
export function adaWords(amountLovelace: bigint): string {
  return `${formatAmountGrouped(amountLovelace, adaDecimals)} ADA`;
}

/** Without decimals of the registry an amount of tokens would mislead, so tokens are counted, a single one named. */
function tokenWords(units: readonly Unit[]): string | null {
  const [only] = units;
  if (only === undefined) return null;
  if (units.length > 1) return `${units.length} tokens`;
  const name = readAssetName(splitUnit(only)?.assetName ?? "");
  return name.isText ? `1 token (${name.text})` : "1 token";
}

/** Sizes of amounts in words, signs left out: `12.5 ADA and 3 tokens`, `nothing`. */
export function amountWords(amounts: Amounts): string {
  const ada = amounts.get(lovelace) ?? 0n;
  const tokens = tokenWords([...amounts.keys()].filter((unit) => unit !== lovelace));
  const parts = [ada === 0n ? null : adaWords(ada < 0n ? -ada : ada), tokens].filter((part) => part !== null);
  return parts.length === 0 ? "nothing" : parts.join(" and ");
}

const bech32Head = /^[a-z_]+1(?=[02-9ac-hj-np-z]{20,}$)/;
const hashHead = 8;

/** Long names of the chain by their beginning and end: `addr1q8z…d3w2`, `fcfd41ae…f201`. */
export function shortName(text: string): string {
  const prefix = bech32Head.exec(text)?.[0].length;
  const head = prefix === undefined ? hashHead : prefix + 3;
  return text.length <= head + 5 ? text : `${text.slice(0, head)}…${text.slice(-4)}`;
}

/** The part of the amounts that has one sign. */
export function amountsOfSign(amounts: Amounts, sign: "positive" | "negative"): Map<Unit, bigint> {
  const wanted = [...amounts].filter(([, amount]) => (sign === "positive" ? amount > 0n : amount < 0n));
  return new Map(wanted);
}

/** A fact about what came from and went to others. */
export function transferFact(transfer: Amounts): string {
  const came = amountWords(amountsOfSign(transfer, "positive"));
  const went = amountWords(amountsOfSign(transfer, "negative"));
  return `without fee, deposits and withdrawals ${came} came in and ${went} went out`;
}
