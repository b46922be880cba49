import { hexToBytes } from "@noble/hashes/utils.js";
import { assetLabelDigits, assetLabelOf, type AssetLabel } from "@/lib/cardano/asset-label";

export interface ReadableAssetName {
  /** UTF-8 text where it is printable, otherwise the hex itself. */
  readonly text: string;
  readonly isText: boolean;
  /** What the CIP-67 prefix says; it is not part of `text`. */
  readonly label: AssetLabel | null;
}

const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/u;

function decodeText(hex: string): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(hexToBytes(hex));
    return text.trim() === "" || unprintable.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What to show for an asset name given in hex. */
export function readAssetName(assetNameHex: string): ReadableAssetName {
  const label = assetLabelOf(assetNameHex);
  const body = label === null ? assetNameHex : assetNameHex.slice(assetLabelDigits);
  const text = decodeText(body);
  return text === null ? { text: body, isText: false, label } : { text, isText: true, label };
}
