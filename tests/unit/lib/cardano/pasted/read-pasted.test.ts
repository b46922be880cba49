import { bech32 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPasted, type Pasted } from "@/lib/cardano/pasted/read-pasted";

const stake = "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty";
const payment = bech32.encode("addr", bech32.toWords(new Uint8Array(29).fill(7).with(0, 0x61)), false);
const byron = "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi";
const hash = "8be33680ec04da1cc98868699c5462fbbf6975529fb6371669fa735d2972d69b";
const policy = "f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a";
const hexAddress = Buffer.from(bech32.fromWords(bech32.decode(stake, false).words)).toString("hex");
const pool = bech32.encode("pool", bech32.toWords(new Uint8Array(28).fill(3)), false);
const asset = bech32.encode("asset", bech32.toWords(new Uint8Array(20).fill(3)), false);
const publicKey = bech32.encode("acct_xvk", bech32.toWords(new Uint8Array(64).fill(3)), false);

const one = (subject: string): Pasted => ({ kind: "subjects", subjects: [subject], leftOut: 0 });
const several = (subjects: string[], leftOut = 0): Pasted => ({ kind: "subjects", subjects, leftOut });
const transaction: Pasted = { kind: "transaction", hash: hash as never };
const keyOrHash: Pasted = { kind: "key_or_hash", hash: hash as never };
const thing = (name: string): Pasted => ({ kind: "thing", thing: name }) as Pasted;
const guess = (handle: string | null): Pasted => ({ kind: "word", handle });

const table: readonly (readonly [what: string, text: string, wanted: Pasted])[] = [
  ["nothing", " \n\u200b ", { kind: "nothing" }],
  ["a stake address", stake, one(stake)],
  ["an address with blanks around", `\t ${payment}\n`, one(payment)],
  ["Byron", byron, one(byron)],
  ["in upper case", stake.toUpperCase(), one(stake.toUpperCase())],
  ["begun in upper case by a keyboard", `S${stake.slice(1)}`, one(stake)],
  ["hex of CIP-30", hexAddress, one(hexAddress)],
  ["in quotes", `"${stake}"`, one(stake)],
  ["in curly quotes, with a comma", `“${stake}”,`, one(stake)],
  ["in brackets, with a full stop", `(${stake}).`, one(stake)],
  ["in backticks", `\`${stake}\``, one(stake)],
  ["with a zero-width space inside", `${stake.slice(0, 20)}\u200b${stake.slice(20)}`, one(stake)],
  ["with a byte order mark", `\ufeff${stake}`, one(stake)],
  ["with bidi marks", `\u202a${stake}\u202c`, one(stake)],
  ["with a soft hyphen", `${stake.slice(0, 9)}\u00ad${stake.slice(9)}`, one(stake)],
  ["wrapped over lines", `${payment.slice(0, 30)}\r\n${payment.slice(30)}`, one(payment)],
  ["behind words", `my address: ${payment}`, one(payment)],
  ["behind a label without a space", `Address:${payment}`, one(payment)],
  ["several, one a line", `${stake}\n${payment}\n${byron}`, several([stake, payment, byron])],
  ["several with commas", `${stake},${payment}; $alice`, several([stake, payment, "$alice"])],
  ["several whose lines ran together", `${stake}${payment}`, several([stake, payment])],
  ["the same twice", `${stake} ${stake}`, one(stake)],
  ["one of three broken", `${stake} ${payment} ${payment.slice(0, -1)}q`, several([stake, payment], 1)],
  ["one beside a transaction", `${stake} ${hash}`, several([stake], 1)],
  ["more than the limit", Array.from({ length: 6 }, (_, n) => `$h${n}`).join(" "), { kind: "too_many", count: 6 }],
  ["cardanoscan", `https://cardanoscan.io/address/${payment}`, one(payment)],
  ["cardanoscan's stake key, with a query", `https://cardanoscan.io/stakekey/${stake}?tab=delegations`, one(stake)],
  ["cardanoscan's hex", `https://cardanoscan.io/address/${hexAddress}`, one(hexAddress)],
  ["without https", `cardanoscan.io/address/${payment}`, one(payment)],
  ["in angle brackets", `<https://cardanoscan.io/address/${payment}>`, one(payment)],
  ["cexplorer", `https://cexplorer.io/stake/${stake}`, one(stake)],
  ["cexplorer with an anchor", `https://cexplorer.io/address/${payment}/tx#data`, one(payment)],
  ["adastat", `https://adastat.net/addresses/${payment}`, one(payment)],
  ["adastat's account", `https://adastat.net/accounts/${stake}`, one(stake)],
  ["pool.pm", `https://pool.pm/${stake}`, one(stake)],
  ["pool.pm's handle", "https://pool.pm/$alice", one("$alice")],
  ["pool.pm's handle, encoded", "https://pool.pm/%24alice", one("$alice")],
  ["eternl", `https://eternl.io/app/mainnet/pay/${payment}?ada=5`, one(payment)],
  ["handle.me", "https://handle.me/alice", one("$alice")],
  ["a page of handle.me with a $", "https://www.handle.me/$alice", one("$alice")],
  ["web+cardano", `web+cardano:${payment}?amount=10`, one(payment)],
  ["web+cardano with slashes", `web+cardano://${stake}`, one(stake)],
  ["two links", `https://pool.pm/${stake} https://cexplorer.io/address/${payment}`, several([stake, payment])],
  ["a $handle", "$Alice", one("$Alice")],
  ["a full-width $", "＄alice", one("$alice")],
  ["a handle in quotes", "'$alice'", one("$alice")],
  ["a subhandle", "$pay@alice", one("$pay@alice")],
  ["a handle without $", "second", guess("$second")],
  ["a handle without $, with a dot", "ada.hodler", guess("$ada.hodler")],
  ["words", "hello world", guess(null)],
  ["a long word", "a-word-that-is-no-handle", guess(null)],
  ["64 hex digits", hash.toUpperCase(), keyOrHash],
  ["64 hex digits behind words", `look: ${hash}`, keyOrHash],
  ["64 hex digits with 0x", `0x${hash}`, keyOrHash],
  ["an output", `${hash}#1`, transaction],
  ["a transaction at cardanoscan", `https://cardanoscan.io/transaction/${hash}?tab=utxo`, transaction],
  ["a transaction at cexplorer", `cexplorer.io/tx/${hash}`, transaction],
  ["a transaction at explorer.cardano.org", `https://explorer.cardano.org/en/transaction?id=${hash}`, transaction],
  ["a block", `https://cardanoscan.io/block/${hash}`, thing("block")],
  ["a policy id", policy, thing("policy")],
  ["a policy at cexplorer", `https://cexplorer.io/policy/${policy}`, thing("policy")],
  ["a token's unit", `${policy}4d494e`, thing("token")],
  ["a token's unit with a dot", `${policy}.4d494e`, thing("token")],
  ["a fingerprint", asset, thing("token")],
  ["a token at pool.pm", `https://pool.pm/${asset}`, thing("token")],
  ["a pool", pool, thing("pool")],
  ["a pool at cexplorer", `https://cexplorer.io/pool/${pool}`, thing("pool")],
  ["an account's public key", publicKey, thing("public_key")],
  ["Ethereum", "0x52908400098527886E0F7030069857D2E4169EE7", thing("ethereum")],
  ["Bitcoin", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", thing("bitcoin")],
  ["an e-mail address", "alice@example.com", thing("email")],
  ["a link to nothing known", "https://example.com/about", thing("link")],
  [
    "a shortened address",
    "addr1qx…9k3p",
    { kind: "broken", reason: "This address is shortened: the middle of it is missing." },
  ],
  ["dots", "addr1qx...9k3p", { kind: "broken", reason: "This address is shortened: the middle of it is missing." }],
  [
    "a wrong character",
    `${stake.slice(0, -1)}q`,
    { kind: "broken", reason: "The checksum does not match: a character is wrong or missing." },
  ],
  ["a recovery key", "0A1B2C-3D4E5F-6G7H8J-9KMNPQ-RSTVWX-YZ0123-456789-ABCDEF-GHJK*", { kind: "recovery_key" }],
  [
    "nine words of no list",
    "perro gatos casas libro mesas silla fuego tierra agua",
    { kind: "secret", secret: "seed_phrase" },
  ],
  ["a private key", `root_xsk1${"q".repeat(40)}`, { kind: "secret", secret: "private_key" }],
];

describe("what people paste into the field for an address", () => {
  it.each(table)("%s", (_what, text, wanted) => expect(readPasted(text, 5)).toEqual(wanted));

  it("never lets anything but an address or a $handle out of the browser", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ maxLength: 200 }), fc.webUrl());
    fc.assert(
      fc.property(text, (typed) => {
        const read = readPasted(typed, 5);
        for (const subject of read.kind === "subjects" ? read.subjects : []) {
          expect(subject).toMatch(/^(\$[\w.@-]{1,31}|[a-z_]+1[a-z0-9]+|[A-Za-z0-9]{50,}|[0-9a-f]+)$/i);
        }
      }),
    );
  });
});
