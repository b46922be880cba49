import { readAssetName } from "@/lib/cardano/asset-name";
import { readableText, shortHash } from "./chain-text";

interface NamedAsset {
  readonly unit: string;
  readonly ticker: string | null;
  readonly name: string | null;
}

export interface AssetLabel {
  /** What stands beside an amount: a ticker where there is one. */
  readonly short: string;
  /** The full name, or the policy, for the second line and the tooltip. */
  readonly long: string;
}

const policyLength = 56;

/** How an asset is called. A token that calls itself ADA is never shown as ADA alone. */
export function assetLabel({ unit, ticker, name }: NamedAsset): AssetLabel {
  if (unit === "lovelace") return { short: "ADA", long: "Cardano" };
  const policy = shortHash(unit.slice(0, policyLength), 6, 4);
  const readable = readableText(name ?? "") || textOfName(unit.slice(policyLength));
  const own = readableText(ticker ?? "") || readable;
  const short = own === "" ? `Token ${policy}` : own;
  return {
    short: looksLikeAda(short) ? `${short} (token ${policy})` : short,
    long: readable || `Policy ${policy}`,
  };
}

function looksLikeAda(text: string): boolean {
  const plain = text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}₳]/gu, "")
    .toLowerCase();
  return plain === "ada" || plain === "₳" || plain === "lovelace" || plain === "cardano";
}

/** The asset name as text where its bytes are readable, else the empty string. */
function textOfName(assetNameHex: string): string {
  const name = readAssetName(assetNameHex);
  return name.isText ? readableText(name.text) : "";
}

/** One or two letters for an asset that has no picture. */
export function monogram(label: string): string {
  const letters = Array.from(label.replace(/[^\p{L}\p{N}]/gu, ""));
  return letters.slice(0, 2).join("").toUpperCase() || "?";
}

/** A hue of its own for each policy, the same every time. */
export function assetHue(unit: string): number {
  let hash = 0;
  for (const letter of unit.slice(0, policyLength)) hash = (hash * 31 + letter.charCodeAt(0)) % 360;
  return hash;
}
