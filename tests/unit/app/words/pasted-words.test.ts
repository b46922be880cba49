import { describe, expect, it } from "vitest";
import { pastedThings } from "@/lib/cardano/pasted/read-pasted-piece";
import { problemCodes } from "@/lib/contract/problem";
import { formTroubleWords, isSecretTrouble, readFormTrouble } from "@/app/words/form-trouble";
import { addedText, pastedTrouble } from "@/app/words/pasted-words";
import { readEnteredKey } from "@/app/words/recovery-key-form";
import { secretWords } from "@/app/words/secret-words";

describe("pastedTrouble", () => {
  it("says what it is instead of an address", () => {
    expect(pastedTrouble({ kind: "thing", thing: "policy" })).toEqual({
      message: "This is a policy id or a key's hash, not an address.",
      next: "Paste an address (addr1…), a stake address (stake1…) or a $handle.",
    });
    expect(new Set(pastedThings.map((thing) => pastedTrouble({ kind: "thing", thing }).message)).size).toBe(
      pastedThings.length,
    );
  });

  it("asks where it may be what was meant", () => {
    expect(pastedTrouble({ kind: "word", handle: "$second" }).message).toBe("Did you mean $second?");
  });
});

describe("addedText", () => {
  it.each([
    [1, 0, "1 wallet added."],
    [3, 1, "3 wallets added. 1 more was no address, or a broken one."],
    [3, 2, "3 wallets added. 2 more were no address, or a broken one."],
  ])("%i, %i", (added, leftOut, text) => expect(addedText(added, leftOut)).toBe(text));
});

describe("what a page's address may say of a form", () => {
  it("is a word of a closed list, each with a sentence", () => {
    for (const word of [...problemCodes, "broken", "thing", "key_or_hash", "too_many", "transaction"] as const) {
      expect(readFormTrouble(word)).toBe(word);
      expect(formTroubleWords(word).message).toMatch(/\.$/);
    }
    expect(readFormTrouble("seed_phrase")).toSatisfy(isSecretTrouble);
    expect([readFormTrouble("<b>"), readFormTrouble("constructor"), readFormTrouble(undefined)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("secretWords", () => {
  it("does not say that nothing was sent where it was", () => {
    expect(secretWords("seed_phrase", { sent: false }).title).toBe("That looks like a seed phrase. It was not sent.");
    expect(secretWords("private_key", { sent: true }).title).toBe("That looks like a private key. It was not kept.");
  });
});

describe("readEnteredKey", () => {
  const key = "0A1B2C-3D4E5F-6G7H8J-9KMNPQ-RSTVWX-YZ0123-456789-ABCDEF-GHJK*";
  it.each([
    ["the key", ` ${key}\n`, { kind: "key", key }],
    [
      "one with a character too few",
      key.slice(1),
      { kind: "trouble", message: "A recovery key has 53 characters, this has 52. It was not sent." },
    ],
    [
      "nothing",
      " ",
      { kind: "trouble", message: "A recovery key has 53 characters, none were entered. It was not sent." },
    ],
    ["a phrase", "abandon ".repeat(11) + "about", { kind: "secret", secret: "seed_phrase" }],
    [
      "words of another list",
      "perro gatos casas libro mesas silla fuego tierra agua",
      { kind: "secret", secret: "seed_phrase" },
    ],
    ["64 hex digits", "a".repeat(64), { kind: "secret", secret: "private_key" }],
  ])("%s", (_name, text, wanted) => expect(readEnteredKey(text)).toEqual(wanted));
});
