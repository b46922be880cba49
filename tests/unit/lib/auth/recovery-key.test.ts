import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRecoveryKey, parseRecoveryKey, RecoveryKeyError } from "@/lib/auth/recovery-key";

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const example = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 3);
const written = formatRecoveryKey(example);

test("is written in groups of six with a check character at the end", () => {
  expect(formatRecoveryKey(new Uint8Array(32))).toBe("000000-000000-000000-000000-000000-000000-000000-000000-00000");
  expect(formatRecoveryKey(new Uint8Array(32).fill(255))).toBe(
    "1ZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZF",
  );
  expect(() => formatRecoveryKey(new Uint8Array(31))).toThrow(RangeError);
});

test("comes back as it was", () => {
  fc.assert(
    fc.property(secret, (bytes) => {
      expect(Uint8Array.from(parseRecoveryKey(formatRecoveryKey(bytes)))).toEqual(bytes);
    }),
  );
});

test("forgives case, spaces, dashes and look-alikes", () => {
  const plain = written.replaceAll("-", "");
  const variants = [plain, written.toLowerCase(), ` ${written.replaceAll("-", " – ")} \n`, plain.replaceAll("0", "o")];
  for (const variant of variants) expect(Uint8Array.from(parseRecoveryKey(variant))).toEqual(example);
});

describe("refuses", () => {
  test("any one character that is wrong", () => {
    fc.assert(
      fc.property(
        secret,
        fc.nat(51),
        fc.constantFrom(...Array.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ")),
        (bytes, place, character) => {
          const key = formatRecoveryKey(bytes).replaceAll("-", "");
          fc.pre(key[place] !== character);
          expect(() => parseRecoveryKey(key.slice(0, place) + character + key.slice(place + 1))).toThrow(
            RecoveryKeyError,
          );
        },
      ),
    );
  });

  test("two neighbours that changed places", () => {
    fc.assert(
      fc.property(secret, fc.nat(50), (bytes, place) => {
        const key = formatRecoveryKey(bytes).replaceAll("-", "");
        const [a = "", b = ""] = [key[place], key[place + 1]];
        fc.pre(a !== b);
        expect(() => parseRecoveryKey(key.slice(0, place) + b + a + key.slice(place + 2))).toThrow(RecoveryKeyError);
      }),
    );
  });

  test.each([
    ["", "A recovery key has 53 characters, this has 0."],
    ["ABC", "A recovery key has 53 characters, this has 3."],
    [`U${"0".repeat(52)}`, "The character U does not occur in a recovery key."],
    ["Z".repeat(52) + "0", "The check character does not match: a character is wrong or out of place."],
  ])("%j with a reason", (typed, reason) => {
    expect(() => parseRecoveryKey(typed)).toThrow(new RecoveryKeyError(reason));
  });
});
