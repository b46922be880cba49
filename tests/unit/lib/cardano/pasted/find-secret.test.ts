import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { base58, bech32 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKeyOrHash } from "@/lib/cardano/pasted/find-private-key";
import { findSecret } from "@/lib/cardano/pasted/find-secret";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** A valid phrase of 12, 15, 18, 21 or 24 words. */
const mnemonic = fc
  .constantFrom(16, 20, 24, 28, 32)
  .chain(bytesOf)
  .map((entropy) => entropyToMnemonic(entropy, wordlist).split(" "));

const layouts: Readonly<Record<string, (words: readonly string[]) => string>> = {
  plain: (words) => words.join(" "),
  lines: (words) => words.join("\n"),
  "Windows lines": (words) => words.join("\r\n"),
  "no-break spaces": (words) => words.join("\u00a0"),
  tabs: (words) => words.join("\t"),
  commas: (words) => words.join(", "),
  "commas alone": (words) => words.join(","),
  dashes: (words) => words.join("-"),
  "upper case": (words) => words.join(" ").toUpperCase(),
  "title case": (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" "),
  numbered: (words) => words.map((word, index) => `${index + 1}. ${word}`).join("\n"),
  "numbered in one line": (words) => words.map((word, index) => `${index + 1} ${word}`).join(" "),
  "numbered without a space": (words) => words.map((word, index) => `${index + 1}${word}`).join(" "),
  "numbered, lines lost": (words) => words.map((word, index) => `${index + 1}${word}`).join(""),
  labelled: (words) => words.map((word, index) => `Wort ${index + 1}: ${word}`).join("\n"),
  bracketed: (words) => words.map((word, index) => `(${index + 1}) ${word}`).join(" "),
  lettered: (words) => words.map((word, index) => `${"abcdefghijklmnopqrstuvwx".charAt(index)}) ${word}`).join("\n"),
  json: (words) => JSON.stringify(words),
  "a table": (words) => words.map((word, index) => `| ${index + 1} | ${word} |`).join("\n"),
  "with a sentence": (words) => `hello, my seed phrase is: ${words.join(" ")}. please help`,
  "four letters": (words) => words.map((word) => word.slice(0, 4)).join(" "),
  "run together": (words) => words.join(""),
  "in CamelCase": (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(""),
  "with invisible characters": (words) =>
    words.map((word) => `${word.slice(0, 2)}\u200b${word.slice(2)}`).join(" \ufeff"),
  "full width": (words) =>
    words.join(" ").replaceAll(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  "the first nine": (words) => words.slice(0, 9).join(" "),
  "the last nine": (words) => words.slice(-9).join("\n"),
  "one mistyped in four": (words) => words.map((word, index) => (index % 4 === 3 ? `${word}qx` : word)).join(" "),
};

describe("a seed phrase", () => {
  it.each(Object.keys(layouts))("is found: %s", (name) => {
    const layout = layouts[name] ?? String;
    fc.assert(
      fc.property(mnemonic, (words) => {
        // Of mistyped words only those that differ tell a phrase from a sentence.
        fc.pre(!name.includes("mistyped") || new Set(words).size === words.length);
        expect(findSecret(layout(words))).toBe("seed_phrase");
      }),
      { numRuns: 60 },
    );
  });

  it("is found whatever words it has, valid or not", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...wordlist), { minLength: 9, maxLength: 30 }), (words) => {
        expect(findSecret(words.join(" "))).toBe("seed_phrase");
      }),
    );
  });
});

const keyPrefixes = [
  ...["root_xsk", "acct_xsk", "addr_xsk", "stake_xsk", "root_sk", "addr_sk", "stake_sk", "policy_sk", "pool_sk"],
  ...[
    "ed25519_sk",
    "ed25519e_sk",
    "ed25519bip32_sk",
    "xprv",
    "drep_xsk",
    "cc_cold_sk",
    "cc_hot_xsk",
    "kes_sk",
    "vrf_sk",
  ],
  ...["root_shared_xsk", "acct_shared_xsk", "addr_shared_xsk", "stake_shared_xsk"],
];

const noises: Readonly<Record<string, (key: string) => string>> = {
  plain: (key) => key,
  "upper case": (key) => key.toUpperCase(),
  quoted: (key) => `"${key}"`,
  "in a sentence": (key) => `my key: ${key}, thanks`,
  "with an invisible character": (key) => `${key.slice(0, 30)}\u200b${key.slice(30)}`,
  "over two lines": (key) => `${key.slice(0, 41)}\n${key.slice(41)}`,
};

describe("a private key", () => {
  const noisy = fc.constantFrom(...Object.values(noises));

  it("is found in bech32 of any kind", () => {
    const kinds = fc.tuple(fc.constantFrom(...keyPrefixes), fc.constantFrom(32, 64, 96, 128).chain(bytesOf), noisy);
    fc.assert(
      fc.property(kinds, ([prefix, bytes, noise]) => {
        expect(findSecret(noise(bech32.encode(prefix, bech32.toWords(bytes), false)))).toBe("private_key");
      }),
    );
  });

  it("is found in hex, alone and as CBOR", () => {
    const heads = { 32: "5820", 64: "5840", 96: "5860", 128: "5880" } as const;
    const lengths = fc.constantFrom(32, 64, 96, 128).chain((length) => fc.tuple(fc.constant(length), bytesOf(length)));
    fc.assert(
      fc.property(lengths, noisy, fc.boolean(), ([length, bytes], noise, isCbor) => {
        fc.pre(isCbor || length > 32);
        fc.pre(isCbor || !hex(bytes).startsWith("82d818"));
        const head = isCbor ? heads[length as 32] : "";
        expect(findSecret(noise(head + hex(bytes)))).toBe("private_key");
      }),
    );
  });

  it.each([
    ["cardano-cli's file", '{"type":"PaymentSigningKeyShelley_ed25519","description":"","cborHex":"5820aa"}'],
    ["PEM", "-----BEGIN EC PRIVATE KEY-----\nMHQCAQEE"],
    ["BIP-32 in base58", `xprv9${"s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJ".slice(0, 66)}`],
    ["with 0x", `0x${"ab".repeat(64)}`],
    ["hex in groups", "ab:cd:".repeat(32).slice(0, -1)],
  ])("is found: %s", (_name, text) => expect(findSecret(text)).toBe("private_key"));

  it("may also be 64 hex digits, which tell nothing", () => {
    fc.assert(
      fc.property(bytesOf(32), (bytes) => {
        expect([
          findSecret(hex(bytes)),
          isKeyOrHash(hex(bytes)),
          isKeyOrHash(` 0x${hex(bytes).toUpperCase()}\n`),
        ]).toEqual([null, true, true]);
      }),
    );
  });
});

describe("what people paste every day is no secret", () => {
  const bech = (prefix: string, bytes: Uint8Array) => bech32.encode(prefix, bech32.toWords(bytes), false);
  const handle = fc.stringMatching(/^\$[a-z0-9._-]{1,15}$/);
  const address = fc.oneof(
    bytesOf(57).map((bytes) => bech("addr", bytes)),
    bytesOf(29).map((bytes) => bech("stake", bytes)),
    bytesOf(57).map(hex),
    bytesOf(29).map(hex),
    bytesOf(76).map((bytes) => base58.encode(bytes)),
  );
  const other = fc.oneof(
    bytesOf(32).map(hex),
    bytesOf(28).map(hex),
    fc.tuple(bytesOf(28), fc.uint8Array({ maxLength: 32 })).map(([policy, name]) => hex(policy) + hex(name)),
    bytesOf(20).map((bytes) => bech("asset", bytes)),
    bytesOf(28).map((bytes) => bech("pool", bytes)),
    bytesOf(64).map((bytes) => bech("acct_xvk", bytes)),
  );
  const link = fc
    .tuple(
      fc.constantFrom(
        "https://cardanoscan.io/address/",
        "https://cexplorer.io/tx/",
        "https://adastat.net/transactions/",
        "https://pool.pm/",
        "web+cardano:",
      ),
      fc.oneof(address, other),
    )
    .map(([head, tail]) => head + tail);
  const thing = fc.oneof(handle, address, other, link);

  it("one", () => {
    fc.assert(
      fc.property(thing, (text) => {
        expect(findSecret(text)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it("several, below or beside each other", () => {
    const several = fc.tuple(fc.array(thing, { minLength: 2, maxLength: 12 }), fc.constantFrom("\n", ", ", " "));
    fc.assert(
      fc.property(several, ([things, between]) => {
        expect(findSecret(things.join(between))).toBeNull();
      }),
    );
  });

  it.each([
    "Sold half of my position because I need to pay the tax for this year; the rest stays until spring.",
    "Moved to the cold wallet after the exchange announced that it would stop withdrawals in March.",
    "This is the address that I use for all of my savings, please do not send any tokens to it.",
    "bought from alice, paid with cash, she wants to have it back next year if the price goes up",
    "tax 2026, savings, private, business, shared",
    "at Object.<anonymous> (file:///app/lib/sync/run-step.ts:94:11) at async Promise.all (index 0)",
    "invalid_request: address: Too big: expected string to have <=300 characters",
  ])("a sentence: %s", (text) => expect(findSecret(text)).toBeNull());

  it("nor is any of our own sentences, or a statement that a log may have", () => {
    const folders = ["docs", "lib/portfolio", "lib/auth", "lib/sync"];
    const texts = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(md|ts)$/.test(name))
        .flatMap((name) => readFileSync(join(folder, name), "utf8").split(/\n\n|`/)),
    );
    const said = texts.filter((text) => !/\b(const|export|import|return)\b/.test(text));
    expect(said.length).toBeGreaterThan(400);
    expect(said.filter((text) => findSecret(text) !== null)).toEqual([]);
  });

  it("a hex address of Byron, which may be as long as a key", () => {
    expect(findSecret(`82d818${"0".repeat(122)}`)).toBeNull();
  });

  it("an address in which the letters of a key's prefix happen to stand", () => {
    const address =
      "addr1qqqqqqqqqpysqqznqyqqqqqqqqqqqqqqqqqqqzqz2uprvqzsqqqqqqqqqqqqqqqqqqqqqqqqqpjszqqqqqqqqpcqqqqqnh8pld";
    expect(findSecret(`https://cardanoscan.io/address/${address}`)).toBeNull();
  });

  it("hashes below each other and beside links, however many", () => {
    const zeros = "0".repeat(64);
    expect(findSecret([`https://cardanoscan.io/address/${zeros}`, zeros, "$-", zeros].join("\n"))).toBeNull();
  });

  it("two hashes below each other", () => expect(findSecret(`${"a".repeat(64)}\n${"b".repeat(64)}`)).toBeNull());
});
