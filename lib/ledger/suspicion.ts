import { readAssetName } from "@/lib/cardano/asset-name";
import type { Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import type { suspicions } from "@/lib/ledger/closed-words";
import { linkPatterns, lurePatterns } from "@/lib/ledger/spam-patterns";
import { matchUnit } from "@/lib/protocols/registry";

/** Why a token looks like a lure. */
export type Suspicion = (typeof suspicions)[number];

export interface TokenTexts {
  readonly name: string | null;
  readonly ticker: string | null;
  readonly description: string | null;
}

const noTexts: TokenTexts = { name: null, ticker: null, description: null };

/** Letters that only look like others are read as those; hidden characters and accents are left out. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Cc}\p{Co}]/gu, "")
    .replace(/[_|]+/g, " ")
    .toLowerCase();
}

function hasAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/** The readable part of the asset name, which is there without anybody's metadata. */
function assetNameText(unit: Unit): string {
  const { text, isText } = readAssetName(splitUnit(unit)?.assetName ?? "");
  return isText ? text : "";
}

/**
 * Why a token's own words are those of a lure; null where they are not. Never for ADA nor for the token of a protocol that
 * is known. Whether it is spam is also a question of how it came: see `unasked`.
 */
export function suspicionOf(unit: Unit, { name, ticker, description }: TokenTexts = noTexts): Suspicion | null {
  if (splitUnit(unit) === null || matchUnit(unit) !== null) return null;
  const names = [assetNameText(unit), name ?? "", ticker ?? ""].map(plain);
  if (names.some((text) => hasAny(linkPatterns, text))) return "link_in_name";
  if (names.some((text) => hasAny(lurePatterns, text))) return "lure_in_name";
  return isBait(description ?? "") ? "lure_in_description" : null;
}

/** A longer text is a lure only where it both asks for something and leads somewhere. */
export function isBait(text: string): boolean {
  const read = plain(text);
  return hasAny(linkPatterns, read) && hasAny(lurePatterns, read);
}
