import { hexToBytes } from "@noble/hashes/utils.js";

/** Labels of CIP-67 that CIP-68 gives a meaning to. */
const labels = {
  "000643b0": "reference",
  "000de140": "nft",
  "0014df10": "ft",
  "001bc280": "rft",
} as const;

type AssetLabel = (typeof labels)[keyof typeof labels];

export interface ReadableAssetName {
  /** UTF-8 text where it is printable, otherwise the hex itself. */
  readonly text: string;
  readonly isText: boolean;
  /** What the CIP-67 prefix says; it is not part of `text`. */
  readonly label: AssetLabel | null;
}

const labelLength = 8;
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/u;

function isLabel(prefix: string): prefix is keyof typeof labels {
  return Object.hasOwn(labels, prefix);
}

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
  const prefix = assetNameHex.slice(0, labelLength);
  const label = isLabel(prefix) ? labels[prefix] : null;
  const body = label === null ? assetNameHex : assetNameHex.slice(labelLength);
  const text = decodeText(body);
  return text === null ? { text: body, isText: false, label } : { text, isText: true, label };
}
