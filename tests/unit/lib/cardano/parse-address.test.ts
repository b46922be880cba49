import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { formatAddress } from "@/lib/cardano/format-address";
import type { Network } from "@/lib/cardano/network";
import { assertAddressNetwork, parseAddress } from "@/lib/cardano/parse-address";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { formatStakeAddress, stakeAddressOf } from "@/lib/cardano/stake-address";
import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";

// The test vectors of CIP-19.
const paymentKey = { kind: "key", hash: "9493315cd92eb5d8c4304e67b7e16ae36d61d34502694657811a2c8e" } as const;
const stakeKey = { kind: "key", hash: "337b62cfff6403a06a3acbc34f8c46003c69fe79a3628cefa9c47251" } as const;
const script = { kind: "script", hash: "c37b1b5dc0669f1d3c61a6fddb2e8fde96be87b881c60bce8e8d542f" } as const;
const pointer = { slot: 2_498_243n, txIndex: 27n, certIndex: 3n };
const base = "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x";
const testBase =
  "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs68faae";
const reward = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";
const byron = "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi";
const daedalus =
  "DdzFFzCqrht33HAPd4PyqRAhmry5gsSgvZjh8dWdZPuHYchXPbP1W3Rw5A2zwgftbeU9rMu3znnpNib3oFGkmBy3LL8i8VTZhNG9qnwN";

const vectors = [
  { text: base, kind: "base", payment: paymentKey, stake: stakeKey },
  {
    text: "addr1z8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gten0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs9yc0hh",
    kind: "base",
    payment: script,
    stake: stakeKey,
  },
  {
    text: "addr1yx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerkr0vd4msrxnuwnccdxlhdjar77j6lg0wypcc9uar5d2shs2z78ve",
    kind: "base",
    payment: paymentKey,
    stake: script,
  },
  {
    text: "addr1x8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gt7r0vd4msrxnuwnccdxlhdjar77j6lg0wypcc9uar5d2shskhj42g",
    kind: "base",
    payment: script,
    stake: script,
  },
  {
    text: "addr1gx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer5pnz75xxcrzqf96k",
    kind: "pointer",
    payment: paymentKey,
    stake: pointer,
  },
  {
    text: "addr128phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtupnz75xxcrtw79hu",
    kind: "pointer",
    payment: script,
    stake: pointer,
  },
  {
    text: "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
    kind: "enterprise",
    payment: paymentKey,
    stake: null,
  },
  {
    text: "addr1w8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtcyjy7wx",
    kind: "enterprise",
    payment: script,
    stake: null,
  },
  { text: reward, kind: "stake", payment: null, stake: stakeKey },
  { text: "stake178phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtcccycj5", kind: "stake", payment: null, stake: script },
] as const;

describe("parseAddress", () => {
  it.each(vectors)("$text", (vector) => {
    expect(parseAddress(vector.text)).toEqual({ ...vector, network: "mainnet" });
  });

  it("reads addresses of test networks, capitals, spaces around and CIP-30 hex", () => {
    const hex = `01${paymentKey.hash}${stakeKey.hash}`;
    expect(parseAddress(testBase)).toEqual({
      text: testBase,
      kind: "base",
      network: "testnet",
      payment: paymentKey,
      stake: stakeKey,
    });
    expect([` ${base.toUpperCase()} `, hex, hex.toUpperCase()].map((text) => parseAddress(text).text)).toEqual([
      base,
      base,
      base,
    ]);
  });

  it("reads Byron addresses of both wallets and of test networks", () => {
    const parsed = [byron, daedalus].map(parseAddress);
    expect(parsed).toEqual([
      expect.objectContaining({
        kind: "byron",
        network: "mainnet",
        magic: null,
        text: byron,
        payment: null,
        stake: null,
      }),
      expect.objectContaining({ kind: "byron", network: "mainnet", magic: null, text: daedalus }),
    ]);
    const test = parseAddress("2cWKMJemoBajc46Wu4Z7e6bG48myZWfB7Z6pD77L6PrJQWt9HZ3Yv7o8CYZTBMqHTPTkv");
    expect(test).toMatchObject({ kind: "byron", network: "testnet", magic: 1_097_911_063 });
  });

  it.each([
    ["", "empty", "Nothing was entered."],
    ["hello", "format", "This is not a Cardano address"],
    ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "prefix", "The prefix bc names something else"],
    [`${base.slice(0, -1)}q`, "checksum", "The checksum does not match"],
    [base.replace("qx2f", "qx2q"), "checksum", "The checksum does not match"],
    [`${byron.slice(0, -1)}j`, "checksum", "The checksum does not match"],
    [byron.slice(0, -2), "format", "This looks like a Byron address"],
    [base.replace("addr1q", "addr1Q"), "format", "This begins like an address"],
    [base.replace("x2fxv", "x2bxv"), "format", "This begins like an address"],
    ["stake1u", "format", "This begins like an address"],
    ["pool1pu5jlj4q9w9jlxeu370a3c9myx47md5j5m2str0naunn2q3lkdy", "prefix", "The prefix pool names a stake pool"],
    [`61${paymentKey.hash}00`, "length", "29 bytes, this has 30"],
    [`62${paymentKey.hash}`, "header", "unknown network (2)"],
    [`91${paymentKey.hash}`, "header", "unknown type (9)"],
    [`41${paymentKey.hash}81`, "length", "pointer of this address is incomplete"],
  ])("refuses %s", (text, code, message) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ name: "AddressError", code }));
    expect(() => parseAddress(text)).toThrow(message);
  });
});

describe("assertAddressNetwork", () => {
  it.each([
    [base, "mainnet"],
    [testBase, "preprod"],
    [testBase, "preview"],
    [byron, "mainnet"],
  ] as [string, Network][])("%s fits %s", (text, network) => {
    expect(() => assertAddressNetwork(parseAddress(text), network)).not.toThrow();
  });

  it.each([
    [testBase, "mainnet", "The prefix addr_test belongs to a test network, but this app follows mainnet."],
    [base, "preview", "The prefix addr belongs to mainnet, but this app follows preview."],
    [byron, "preprod", "This Byron address belongs to mainnet, but this app follows preprod."],
    [
      "2cWKMJemoBajc46Wu4Z7e6bG48myZWfB7Z6pD77L6PrJQWt9HZ3Yv7o8CYZTBMqHTPTkv",
      "preview",
      "This Byron address belongs to another test network, but this app follows preview.",
    ],
  ] as [string, Network, string][])("%s does not fit %s", (text, network, message) => {
    expect(() => assertAddressNetwork(parseAddress(text), network)).toThrow(message);
  });
});

describe("addresses from bytes", () => {
  it("come back as text", () => {
    expect(formatAddress(hexToBytes(`01${paymentKey.hash}${stakeKey.hash}`))).toBe(base);
    expect(formatStakeAddress(hexToBytes(`e1${stakeKey.hash}`))).toBe(reward);
    expect(stakeAddressOf({ kind: "key", hash: stakeKey.hash as CredentialHash }, "mainnet")).toBe(reward);
    expect(() => formatStakeAddress(hexToBytes(`01${stakeKey.hash}`))).toThrow("not a reward address");
  });

  it("that nobody can hold a key to are nobody's", () => {
    const oversize = formatAddress(hexToBytes(`01${paymentKey.hash}${stakeKey.hash}00`));
    expect([parsePaymentAddress(oversize), parsePaymentAddress(base as PaymentAddress)?.kind]).toEqual([null, "base"]);
  });
});
