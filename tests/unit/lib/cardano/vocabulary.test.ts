import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAmount, formatAmountGrouped, parseAmount } from "@/lib/cardano/amount";
import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import { readAssetName } from "@/lib/cardano/asset-name";
import { assetLabelPrefix } from "@/lib/cardano/asset-label";
import { crc32 } from "@/lib/cardano/crc32";
import { crc8 } from "@/lib/cardano/crc8";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { isTxHash, parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { lovelace, parseUnit, splitUnit, unitOf } from "@/lib/cardano/unit";
import { isRecordedHere, readRecorded, recordedNames } from "@/tests/support/recorded-files";

const policy = "7eae28af2208be856f7a119668ae52a49b73725e326dc16579dcc373";

describe("amounts", () => {
  it.each([
    [12_500_000n, 6, "12.5"],
    [0n, 6, "0"],
    [-1n, 6, "-0.000001"],
    [1_000_000n, 6, "1"],
    [2n ** 63n - 1n, 0, "9223372036854775807"],
    [5n, 8, "0.00000005"],
  ])("%s with %s decimals is %s", (amount, decimals, text) => {
    expect([formatAmount(amount, decimals), parseAmount(text, decimals)]).toEqual([text, amount]);
  });

  it("survive the way there and back", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n }),
        fc.integer({ min: 0, max: 20 }),
        (amount, decimals) => {
          expect(parseAmount(formatAmount(amount, decimals), decimals)).toBe(amount);
          expect(parseAmount(formatAmountGrouped(amount, decimals).replaceAll(",", ""), decimals)).toBe(amount);
        },
      ),
    );
  });

  it("are grouped by thousands", () => {
    expect(
      [1_234_567_500_000n, -999_000_000n, -1_000_000_000n].map((amount) => formatAmountGrouped(amount, 6)),
    ).toEqual(["1,234,567.5", "-999", "-1,000"]);
  });

  it("never lose digits", () => {
    expect(() => parseAmount("1.0000001", 6)).toThrow("more than 6 decimals");
    expect(parseAmount("1.0000000", 6)).toBe(1_000_000n);
    expect(() => parseAmount("1e6", 6)).toThrow("Not a decimal number");
    expect(() => formatAmount(1n, 1.5)).toThrow("whole number");
  });
});

describe("units", () => {
  it("are lovelace or policy and name", () => {
    expect(splitUnit(unitOf(policy, "504154415445"))).toEqual({ policyId: policy, assetName: "504154415445" });
    expect([splitUnit(lovelace), splitUnit(parseUnit(policy))]).toEqual([null, { policyId: policy, assetName: "" }]);
    for (const wrong of ["", "ADA", policy.slice(1), `${policy}5`, policy.toUpperCase(), policy + "00".repeat(33)]) {
      expect(() => parseUnit(wrong)).toThrow("Not a unit");
    }
  });

  it("have the fingerprints of CIP-14", () => {
    expect([policy, `${policy}504154415445`, lovelace].map((unit) => assetFingerprint(parseUnit(unit)))).toEqual([
      "asset1rjklcrnsdzqp65wjgrg55sy9723kw09mlgvlc3",
      "asset13n25uv0yaf5kus35fm2k86cqy60z58d9xmde92",
      null,
    ]);
  });

  it.skipIf(!isRecordedHere)("have the fingerprints that Blockfrost shows", () => {
    const folders = ["blockfrost-tests/mainnet/assets", "blockfrost-tests/preprod/assets"];
    const answers = folders.flatMap((folder) =>
      recordedNames(folder).map((name) => readRecorded(`${folder}/${name}.json`)),
    );
    const assets = answers.filter(
      (answer): answer is { asset: string; fingerprint: string } =>
        typeof (answer as { asset?: unknown }).asset === "string",
    );
    expect(assets.length).toBeGreaterThan(5);
    for (const { asset, fingerprint } of assets) expect(assetFingerprint(parseUnit(asset))).toBe(fingerprint);
  });
});

describe("asset names", () => {
  it.each([
    ["484f534b59", { text: "HOSKY", isText: true, label: null }],
    ["000de140426c6f636b", { text: "Block", isText: true, label: "nft" }],
    ["0014df10555344", { text: "USD", isText: true, label: "ft" }],
    ["000643b0555344", { text: "USD", isText: true, label: "reference" }],
    ["001bc280555344", { text: "USD", isText: true, label: "rft" }],
    // CIP-102's royalty token, ADA Handle's virtual subhandle and its settings token.
    ["001f4d70526f79616c7479", { text: "Royalty", isText: true, label: "other" }],
    ["00000000706179", { text: "pay", isText: true, label: "other" }],
    ["00001070706179", { text: "pay", isText: true, label: "other" }],
    // A wrong checksum, a missing zero, too short, and nothing behind it.
    ["000de150426c6f63", { text: "000de150426c6f63", isText: false, label: null }],
    ["100de140426c6f63", { text: "100de140426c6f63", isText: false, label: null }],
    ["000de14", { text: "000de14", isText: false, label: null }],
    ["000de140", { text: "", isText: false, label: "nft" }],
    ["000de140ff00", { text: "ff00", isText: false, label: "nft" }],
    ["e282bf", { text: "₿", isText: true, label: null }],
    ["ff00", { text: "ff00", isText: false, label: null }],
    ["61e280ae62", { text: "61e280ae62", isText: false, label: null }],
    ["0a", { text: "0a", isText: false, label: null }],
    ["20", { text: "20", isText: false, label: null }],
    ["", { text: "", isText: false, label: null }],
  ])("%s", (hex, name) => {
    expect(readAssetName(hex)).toEqual(name);
  });
});

describe("hashes", () => {
  it("are checked by their form", () => {
    const hash = "Ab".repeat(32);
    expect([parseTxHash(` ${hash} `), isTxHash(hash)]).toEqual([hash.toLowerCase(), false]);
    expect(() => parseTxHash("ab")).toThrow("64 hex digits");
    expect(parseCredentialHash(policy)).toBe(policy);
    expect(() => parseCredentialHash(`${policy}00`)).toThrow("56");
  });

  it("CRC-8 has the check value of its definition, and makes the prefixes of CIP-67", () => {
    expect(crc8(Buffer.from("123456789"))).toBe(0xf4);
    expect([0, 1, 23, 99, 222, 533, 2000, 4567, 11111, 49328, 65535].map(assetLabelPrefix)).toEqual([
      "00000000",
      "00001070",
      "00017650",
      "000632e0",
      "000de140",
      "00215410",
      "007d0550",
      "011d7690",
      "02b670b0",
      "0c0b0f40",
      "0ffff240",
    ]);
  });

  it("CRC-32 has the check value of its definition", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});
