import { visibleText } from "@/lib/cardano/pasted/visible-text";

/** CIP-5 gives signing keys prefixes that end in `_sk` and `_xsk`; `xprv` is older, and BIP-32's own is in base58. */
const bech32Key = /(?:_x?sk|(?<![a-z0-9])xprv)1[02-9ac-hj-np-z]{6,}/i;
const base58Key = /(?<![A-Za-z0-9])[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{50,}/;
/** Files of keys: cardano-cli's text envelope, and PEM. */
const keyFile = /SigningKey|BEGIN [A-Z ]*PRIVATE KEY/;

const hexRun = /(?<![0-9a-z])(?:0x)?([0-9a-f]{64,})(?![0-9a-z])/gi;
/** 64 bytes: a key with its public key, or an extended key; 96 and 128: the same with chain code and public key. */
const keyDigits: ReadonlySet<number> = new Set([128, 192, 256]);
/** The same, and 32 bytes, as CBOR: cardano-cli writes them so. */
const cborKey = /^(?:5820[0-9a-f]{64}|5840[0-9a-f]{128}|5860[0-9a-f]{192}|5880[0-9a-f]{256})$/i;
/** A policy id, a hash, or a token's unit. */
const ownHex = /^(?:0x)?(?:[0-9a-f]{2}){28,60}$/i;
const hexOnly = /^[0-9a-f]+$/i;
/** A Byron address in hex is CBOR, a list of two whose first is tagged; no other address is so long. */
const byronAddress = /^82d818/i;

/** Whether the text has a private key in it: bech32, hex, CBOR in hex, or a key's file; over lines too. */
export function hasPrivateKey(text: string): boolean {
  const visible = visibleText(text);
  const pieces = visible.split(" ");
  if (isKeyText(visible) || bech32Key.test(pieces.join(""))) return true;
  // One key on several lines; hashes and tokens' units below each other are none.
  return !pieces.some((piece) => ownHex.test(piece)) && isKeyHex(pieces.join("").replaceAll(/[:-]/g, ""));
}

/** 64 hex digits and nothing else: a private key and a transaction's hash look alike. */
export function isKeyOrHash(text: string): boolean {
  return /^(?:0x)?[0-9a-f]{64}$/i.test(visibleText(text));
}

function isKeyText(text: string): boolean {
  if (bech32Key.test(text) || base58Key.test(text) || keyFile.test(text)) return true;
  return [...text.matchAll(hexRun)].some(([, digits = ""]) => isKeyHex(digits));
}

function isKeyHex(digits: string): boolean {
  return cborKey.test(digits) || (keyDigits.has(digits.length) && hexOnly.test(digits) && !byronAddress.test(digits));
}
