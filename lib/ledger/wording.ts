import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";
import { readAssetName } from "@/lib/cardano/asset-name";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace, splitUnit } from "@/lib/cardano/unit";

type Amounts = ReadonlyMap<Unit, bigint>;

/** Lovelace as ADA in words: `12.5 ADA`. */
export function adaWords(amountLovelace: bigint): string {
  return `${formatAmountGrouped(amountLovelace, adaDecimals)} ADA`;
}

/** More tokens than these are counted, not listed. */
const listedTokens = 3;

/**
 * Tokens by their number, a single one by name too: all that can be said of an amount without the registry's decimals,
 * which would mislead.
 */
function countedTokens(units: readonly Unit[]): string {
  const [only] = units;
  if (only === undefined || units.length > 1) return `${units.length} tokens`;
  const name = readAssetName(splitUnit(only)?.assetName ?? "");
  return name.isText ? `1 token (${name.text})` : "1 token";
}

/** Amounts of tokens as `{unit quantity, unit quantity}`, to be told by `tellAmounts` when names and decimals are known. */
function tokenWords(tokens: readonly (readonly [Unit, bigint])[]): string {
  if (tokens.length > listedTokens) return countedTokens(tokens.map(([unit]) => unit));
  return `{${tokens.map(([unit, amount]) => `${unit} ${sizeOf(amount)}`).join(", ")}}`;
}

const amountMark = /\{([0-9a-f]{56,120} \d+(?:, [0-9a-f]{56,120} \d+)*)\}/g;

/** How to say an amount of a unit; null where its decimals are not known. */
type Teller = (unit: Unit, quantity: bigint) => string | null;

/** A text of the ledger for people: its amounts of tokens in words, where one of them cannot be told all by their number. */
export function tellAmounts(text: string, tell: Teller = () => null): string {
  return text.replace(amountMark, (_, list: string) => {
    const tokens = list.split(", ").map((entry) => entry.split(" ") as [Unit, string]);
    const told = tokens.map(([unit, quantity]) => tell(unit, BigInt(quantity)));
    if (told.includes(null)) return countedTokens(tokens.map(([unit]) => unit));
    return told.length === 1 ? told.join("") : `${told.slice(0, -1).join(", ")} and ${told.at(-1) ?? ""}`;
  });
}

/** The tokens whose amounts a text tells. */
export function unitsTold(text: string): Unit[] {
  return [...text.matchAll(amountMark)].flatMap(([, list = ""]) =>
    list.split(", ").map((entry) => entry.split(" ")[0] as Unit),
  );
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** Sizes of amounts in words, signs left out: `12.5 ADA`, `nothing`; tokens as `tellAmounts` reads them. */
export function amountWords(amounts: Amounts): string {
  const ada = amounts.get(lovelace) ?? 0n;
  const tokens = [...amounts].filter(([unit]) => unit !== lovelace);
  const parts = [ada === 0n ? null : adaWords(sizeOf(ada)), tokens.length === 0 ? null : tokenWords(tokens)].filter(
    (part) => part !== null,
  );
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
