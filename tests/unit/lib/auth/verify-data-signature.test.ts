import { describe, expect, test } from "vitest";
import { refuseDataSignature, type SignatureRefusal } from "@/lib/auth/verify-data-signature";
import { blake2b224 } from "@/lib/cardano/hash";
import { parseAddress } from "@/lib/cardano/parse-address";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { array, bytes, int, map, nil, tag, text } from "@/tests/support/cbor-hex";
import * as wallet from "@/tests/support/data-signature";

const message =
  "Cardano DeFi Assistant: sign in\n\nNonce: 0123456789 and so on, longer than the 99 bytes of a Ledger's screen …";
const stake = wallet.newKey();
const payment = wallet.newKey();
const other = wallet.newKey();
const reward = wallet.rewardAddress(stake);
const base = wallet.baseAddress(payment, stake);
const enterprise = wallet.enterpriseAddress(payment);

type Signed = Parameters<typeof refuseDataSignature>[0];
const refuse = (signed: Signed, address: ParsedAddress = reward, signedText = message) =>
  refuseDataSignature(signed, address, Buffer.from(signedText));

describe("a key of small order, whose signatures need no secret, is refused in every encoding", () => {
  const encodings = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ];
  test.each(encodings)("%s", (hex) => {
    const weak = { ...stake, publicKey: hex, hash: blake2b224(Buffer.from(hex, "hex")) };
    const address = wallet.rewardAddress(weak);
    const signed = wallet.signData(weak, address, message);
    expect(refuse(signed, address)).toBe("key");
  });
});

describe("accepted", () => {
  const forms = { software: wallet.signData, Ledger: wallet.signOnLedger, Trezor: wallet.signOnTrezor };
  const addresses = [
    ["a reward address by its stake key", reward, stake],
    ["a base address by its payment key", base, payment],
    ["an enterprise address by its payment key", enterprise, payment],
    ["a reward address of a test network", wallet.rewardAddress(stake, "e0"), stake],
  ] as const;
  for (const [form, sign] of Object.entries(forms)) {
    test.each(addresses)(`${form}: %s`, (_name, address, key) => {
      expect(refuse(sign(key, address, message), address)).toBeNull();
    });
  }

  test("a payload that is left out of the structure, plain or hashed", () => {
    const plain = wallet.signData(stake, reward, message, { payload: null });
    const hashed = wallet.signData(stake, reward, message, { payload: null, signedPayload: wallet.hashed(message) });
    expect([refuse(plain), refuse(hashed)]).toEqual([null, null]);
  });

  test("further headers that change nothing", () => {
    const protectedHeader = [...wallet.headerFor(wallet.addressHex(reward)), [int(4), bytes(stake.publicKey)]] as const;
    expect(
      refuse(wallet.signData(stake, reward, message, { protectedHeader: [...protectedHeader] as never })),
    ).toBeNull();
  });

  // Made by real wallets: the first stands in cardano-verify-datasignature's README, the second, hashed on a Ledger, in
  // bloxbean/cardano-client-lib#447.
  test("a software wallet's signature from the wild", () => {
    const signed = {
      key: "a4010103272006215820b89526fd6bf4ba737c55ea90670d16a27f8de6cc1982349b3b676705a2f420c6",
      signature:
        "84582aa201276761646472657373581de118987c1612069d4080a0eb247820cb987fea81bddeaafdd41f996281a166686173686564f458264175677573746120416461204b696e672c20436f756e74657373206f66204c6f76656c61636558401712458b19f606b322982f6290c78529a235b56c0f1cec4f24b12a8660b40cd37f4c5440a465754089c462ed4b0d613bffaee3d1833516569fda4852f42a4a0f",
    };
    const address = parseAddress("stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty");
    expect(refuse(signed, address, "Augusta Ada King, Countess of Lovelace")).toBeNull();
    expect(refuse(signed, address, "Augusta Ada King, Countess of Lovelac3")).toBe("payload");
  });

  test("a Ledger's signature from the wild", () => {
    const signed = {
      key: "a4010103272006215820c13745be35c2dfc3fa9523140030dda5b5346634e405662b1aae5c61389c55b3",
      signature:
        "84582aa201276761646472657373581de103d205532089ad2f7816892e2ef42849b7b52788e41b3fd43a6e01cfa166686173686564f5581c1c1afc33a1ed48205eadcbbda2fc8e61442af2e04673616f21b7d0385840954858f672e9ca51975655452d79a8f106011e9535a2ebfb909f7bbcce5d10d246ae62df2da3a7790edd8f93723cbdfdffc5341d08135b1a40e7a998e8b2ed06",
    };
    const address = parseAddress("stake1uypayp2nyzy66tmcz6yjuth59pym0df83rjpk0758fhqrncq8vcdz");
    // The text as quoted there hashes to something else, so the digest stands for the message.
    const digest = Buffer.from("1c1afc33a1ed48205eadcbbda2fc8e61442af2e04673616f21b7d038", "hex");
    expect(refuseDataSignature(signed, address, digest)).toBeNull();
    expect(refuseDataSignature(signed, address, digest.reverse())).toBe("payload");
  });
});

const good = wallet.signData(stake, reward, message);
const form = (given: Parameters<typeof wallet.signData>[3]) => wallet.signData(stake, reward, message, given);
const victimHex = wallet.addressHex(reward);
const scriptReward = parseAddress(`f1${stake.hash}`);
const [, ...keyWithoutType] = wallet.coseKey(stake.publicKey);
const smallOrderPoint = `01${"00".repeat(31)}`;

const forgeries: readonly [name: string, signed: Signed, reason: SignatureRefusal, address?: ParsedAddress][] = [
  ["another key signs for the address", wallet.signData(other, reward, message), "key_of_address"],
  [
    "the forger's key is shown, the victim's address in the header",
    form({ keyMap: wallet.coseKey(other.publicKey) }),
    "key_of_address",
  ],
  [
    "the victim's key is shown, the forger signed",
    { ...wallet.signData(other, reward, message), key: good.key },
    "signature",
  ],
  [
    "the header names another address of the forger",
    wallet.signData(other, wallet.rewardAddress(other), message),
    "header_address",
  ],
  ["the payment key signs for its stake address", wallet.signData(payment, reward, message), "key_of_address"],
  ["the stake key signs for a base address", wallet.signData(stake, base, message), "key_of_address", base],
  [
    "a franken address: the forger's payment key beside the victim's stake key",
    wallet.signData(other, wallet.baseAddress(other, stake), message),
    "header_address",
  ],
  [
    "a franken address shown as the victim's base address",
    wallet.signData(other, wallet.baseAddress(other, stake), message),
    "header_address",
    base,
  ],
  [
    "the same key on another network",
    wallet.signData(stake, wallet.rewardAddress(stake, "e0"), message),
    "header_address",
  ],
  ["another text", wallet.signData(stake, reward, message.replace("sign in", "link")), "payload"],
  ["another text hashed", wallet.signOnLedger(stake, reward, `${message} `), "payload"],
  ["a payload put in the place of the signed one", form({ signedPayload: "00" }), "signature"],
  ["an empty payload", form({ payload: "" }), "payload"],
  ["a detached payload that was another text", form({ payload: null, signedPayload: "00" }), "signature"],
  ["a protected header swapped after signing", swapHeader(), "signature"],
  ["no algorithm", form({ protectedHeader: [[text("address"), bytes(victimHex)]] }), "algorithm"],
  [
    "algorithm none",
    form({
      protectedHeader: [
        [int(1), int(0)],
        [text("address"), bytes(victimHex)],
      ],
    }),
    "algorithm",
  ],
  [
    "algorithm as text",
    form({
      protectedHeader: [
        [int(1), text("EdDSA")],
        [text("address"), bytes(victimHex)],
      ],
    }),
    "algorithm",
  ],
  [
    "algorithm ES256",
    form({
      protectedHeader: [
        [int(1), int(-7)],
        [text("address"), bytes(victimHex)],
      ],
    }),
    "algorithm",
  ],
  [
    "an algorithm in the unprotected header only",
    form({ protectedHeader: [[text("address"), bytes(victimHex)]], unprotected: [[int(1), int(-8)]] }),
    "algorithm",
  ],
  [
    "an address in the unprotected header only",
    form({ protectedHeader: [[int(1), int(-8)]], unprotected: [[text("address"), bytes(victimHex)]] }),
    "header_address",
  ],
  [
    "a label that stands twice",
    form({ protectedHeader: [...wallet.headerFor(victimHex), [text("address"), bytes(wallet.addressHex(base))]] }),
    "malformed",
  ],
  [
    "a critical header that we do not know",
    form({ protectedHeader: [...wallet.headerFor(victimHex), [int(2), array(text("x"))]] }),
    "critical_header",
  ],
  ["a header address that is none", form({ protectedHeader: wallet.headerFor("e1ff") }), "malformed"],
  ["a bare key hash in the place of an address", form({ protectedHeader: wallet.headerFor(stake.hash) }), "malformed"],
  [
    "a script's reward address",
    wallet.signData(stake, scriptReward, message, { protectedHeader: wallet.headerFor(`f1${stake.hash}`) }),
    "key_of_address",
    scriptReward,
  ],
  ["a key of no type", form({ keyMap: keyWithoutType }), "key"],
  [
    "a key of another curve",
    form({ keyMap: wallet.coseKey(stake.publicKey).map(([k, v]) => [k, k === int(-1) ? int(4) : v]) }),
    "key",
  ],
  ["a key of 64 bytes", form({ keyMap: wallet.coseKey(stake.publicKey + "00".repeat(32)) }), "key"],
  ["a key of small order, which fits many signatures", form({ keyMap: wallet.coseKey(smallOrderPoint) }), "key"],
  ["a flipped bit in the signature", form({ changeSignature: flipFirst }), "signature"],
  ["S past the group's order (malleable)", form({ changeSignature: addOrder }), "signature"],
  ["a short signature", form({ changeSignature: (hex) => hex.slice(2) }), "signature"],
  ["no signature", form({ changeSignature: () => "" }), "signature"],
  ["truncated COSE", { ...good, signature: good.signature.slice(0, -2) }, "malformed"],
  ["bytes after the COSE", { ...good, signature: `${good.signature}00` }, "malformed"],
  ["a COSE_Sign of five parts", { ...good, signature: `85${good.signature.slice(2)}${nil}` }, "malformed"],
  ["a tag around it", { ...good, signature: tag(18, good.signature) }, "malformed"],
  ["a map in the place of the structure", { ...good, signature: map() }, "malformed"],
  ["a key that is no map", { ...good, key: bytes(stake.publicKey) }, "malformed"],
  ["arrays in arrays without end", { ...good, signature: "81".repeat(2_000) }, "malformed"],
];

function swapHeader(): Signed {
  const signedForBase = wallet.signData(stake, reward, message, {
    protectedHeader: wallet.headerFor(wallet.addressHex(base)),
  });
  const header = (hex: string) => bytes(map(...wallet.headerFor(hex)));
  const swapped = signedForBase.signature.replace(header(wallet.addressHex(base)), header(victimHex));
  expect(swapped).not.toBe(signedForBase.signature);
  return { ...signedForBase, signature: swapped };
}

function flipFirst(hex: string): string {
  return (parseInt(hex.slice(0, 2), 16) ^ 1).toString(16).padStart(2, "0") + hex.slice(2);
}

/** The same point with S + L: what a lax verifier takes for a second signature. */
function addOrder(hex: string): string {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${Buffer.from(hex.slice(64), "hex").reverse().toString("hex")}`);
  const sum = Buffer.from((s + order).toString(16).padStart(64, "0"), "hex").reverse();
  return hex.slice(0, 64) + sum.toString("hex");
}

describe("refused", () => {
  test.each(forgeries)("%s", (_name, signed, reason, address) => {
    expect(refuse(signed, address)).toBe(reason);
  });
});
