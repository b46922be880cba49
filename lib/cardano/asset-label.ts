import { crc8 } from "@/lib/cardano/crc8";

/** Labels of CIP-67 that CIP-68 gives a meaning to. */
const meanings = { 100: "reference", 222: "nft", 333: "ft", 444: "rft" } as const;

/** What the CIP-67 prefix of an asset name says; `other` is a label without a meaning for us. */
export type AssetLabel = (typeof meanings)[keyof typeof meanings] | "other";

const labelPattern = /^0([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})0/;
/** Hex digits of the prefix: a zero, the label, its checksum, a zero. */
export const assetLabelDigits = 8;

function isMeant(label: number): label is keyof typeof meanings {
  return label in meanings;
}

/** The label that an asset name in hex begins with; null where it has none, or one whose checksum is wrong. */
export function assetLabelOf(assetNameHex: string): AssetLabel | null {
  const [high, low, checksum] = (labelPattern.exec(assetNameHex) ?? [])
    .slice(1)
    .map((part) => Number.parseInt(part, 16));
  if (high === undefined || low === undefined || crc8([high, low]) !== checksum) return null;
  const label = high * 256 + low;
  return isMeant(label) ? meanings[label] : "other";
}

/** The prefix in hex that a label makes. */
export function assetLabelPrefix(label: number): string {
  const bytes = [label >> 8, label & 0xff];
  return `0${[...bytes, crc8(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}0`;
}
