/** Crockford's base32: no I, L, O or U, so that nothing is misread. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Crockford's check symbols go on after the 32 digits: the check is a remainder of 37. */
const checkAlphabet = `${alphabet}*~$=U`;
const checkModulus = 37n;

const keyBytes = 32;
const keyBits = 256n;
const digitCount = 52;
const groupLength = 6;

/** Why something typed is not a recovery key; `message` can be shown. */
export class RecoveryKeyError extends Error {
  override readonly name = "RecoveryKeyError";
}

/** 256 bits as 52 base32 digits and a check symbol, in groups: `0A1B2C-…-5`. */
export function formatRecoveryKey(secret: Uint8Array): string {
  if (secret.length !== keyBytes) throw new RangeError(`A recovery key has ${keyBytes} bytes, not ${secret.length}`);
  const number = BigInt(`0x${Buffer.from(secret).toString("hex")}`);
  const digits = Array.from({ length: digitCount }, (_, place) => digitAt(number, place)).join("");
  return group(digits + checkSymbol(number));
}

/** The 256 bits of a key as a person typed it: case, spaces and dashes are free, O reads as 0, I and L as 1. */
export function parseRecoveryKey(typed: string): Uint8Array {
  const text = typed.toUpperCase().replace(/[\s\-\u2010-\u2015]/g, "");
  if (text.length !== digitCount + 1) {
    throw new RecoveryKeyError(`A recovery key has ${digitCount + 1} characters, this has ${text.length}.`);
  }
  const number = Array.from(text.slice(0, digitCount)).reduce(
    (sum, character) => sum * 32n + BigInt(valueOf(character)),
    0n,
  );
  if (number >> keyBits !== 0n || checkSymbol(number) !== text.at(-1)) {
    throw new RecoveryKeyError("The check character does not match: a character is wrong or out of place.");
  }
  return Buffer.from(number.toString(16).padStart(keyBytes * 2, "0"), "hex");
}

function digitAt(number: bigint, place: number): string {
  const shift = BigInt(5 * (digitCount - 1 - place));
  return alphabet.charAt(Number((number >> shift) & 31n));
}

function checkSymbol(number: bigint): string {
  return checkAlphabet.charAt(Number(number % checkModulus));
}

function valueOf(character: string): number {
  const read = character === "O" ? "0" : character === "I" || character === "L" ? "1" : character;
  const value = alphabet.indexOf(read);
  if (value < 0) throw new RecoveryKeyError(`The character ${character} does not occur in a recovery key.`);
  return value;
}

function group(text: string): string {
  return (text.match(new RegExp(`.{1,${groupLength}}`, "g")) ?? []).join("-");
}
