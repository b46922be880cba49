import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { blake2b224, blake2b256 } from "@/lib/cardano/hash";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { toBech32 } from "@/lib/cardano/format-address";
import type { CredentialHash } from "@/lib/cardano/brand";
import * as c from "../../../support/cbor-hex";
import { address, hashOf } from "../../../support/raw-tx-fixture";

const payment = hashOf("a1");
const stakeKey = hashOf("50");
const enterprise = `61${payment}`;
const inputHash = "07".repeat(32);
const anInput = c.array(c.bytes(inputHash), c.int(3));
const anOutput = c.array(c.bytes(enterprise), c.int(5_000_000));
const policy = "77".repeat(28);
const maxQuantity = 2n ** 63n - 1n;

const plainBody: [string, string][] = [
  [c.int(0), c.array(anInput)],
  [c.int(1), c.array(anOutput)],
  [c.int(2), c.int(170_000)],
];

function txHex(extra: [string, string][] = [], { witnesses = c.map(), valid = c.yes, auxiliary = c.nil } = {}): string {
  const replaced = plainBody.filter(([key]) => !extra.some(([other]) => other === key));
  return c.array(c.map(...replaced, ...extra), witnesses, valid, auxiliary);
}

function decode(hex: string) {
  return decodeTransaction(hex, "mainnet");
}

const plainOutput = {
  index: 0,
  address: address(enterprise),
  value: new Map([["lovelace", 5_000_000n]]),
  datum: { kind: "none" },
  referenceScriptHash: null,
};

describe("the whole transaction", () => {
  it("of Alonzo and later has four parts", () => {
    const body = c.map(...plainBody);
    expect(decode(txHex())).toEqual({
      hash: blake2b256(hexToBytes(body)),
      isValid: true,
      body: {
        inputs: [{ txHash: inputHash, index: 3 }],
        outputs: [plainOutput],
        feeLovelace: 170_000n,
        mint: new Map(),
        withdrawals: [],
        certificates: [],
        proposals: [],
        voters: [],
        donationLovelace: 0n,
        collateralInputs: [],
        collateralReturn: null,
        totalCollateralLovelace: null,
        referenceInputs: [],
      },
      witnesses: { signers: [], hasScriptWitness: false, nativeScripts: [], redeemers: [], datums: new Map() },
      metadata: new Map(),
      unreadable: [],
    });
  });

  it("of Shelley to Mary has three parts and is always valid", () => {
    const decoded = decode(c.array(c.map(...plainBody), c.map(), c.map([c.int(1), c.text("hi")])));
    expect([decoded.isValid, decoded.metadata]).toEqual([true, new Map([["1", "hi"]])]);
  });

  it("is named by the body's bytes as they stand: an indefinite form has another hash", () => {
    const body = c.indefiniteMap(...plainBody);
    const decoded = decode(c.array(body, c.map(), c.yes, c.nil));
    expect([decoded.hash, decoded.body.outputs]).toEqual([blake2b256(hexToBytes(body)), [plainOutput]]);
    expect(decoded.hash).not.toBe(decode(txHex()).hash);
  });

  it.each([
    ["zz", "not hex"],
    ["", "it ends too early"],
    [txHex().slice(0, -6), "script validity cannot be found"],
    [txHex().slice(0, 40), "a string ends behind the last byte"],
    ["00".repeat(262_145), "262145 bytes are more than a transaction has"],
    [c.int(5), "expected an array of 3 or 4 parts, found integer"],
    [c.array(c.map(...plainBody), c.map()), "expected an array of 3 or 4 parts, found 2 parts"],
    [c.array(c.map([c.int(0), c.array(anInput)]), c.map(), c.yes, c.nil), "outputs are missing"],
    [txHex([[c.int(0), c.array(c.array(c.bytes("07"), c.int(0)))]]), "not a transaction hash"],
    [txHex([[c.int(4), c.array(c.array(c.int(19), c.int(0)))]]), "number 19 is unknown"],
    [txHex([[c.int(1), c.array(c.array(c.bytes(""), c.int(1)))]]), "empty address"],
  ])("is refused with a reason: %#", (hex, reason) => {
    expect(() => decode(hex)).toThrow(reason);
    expect(() => decode(hex)).toThrow(expect.objectContaining({ name: "TransactionDecodeError" }));
  });
});

describe("inputs", () => {
  it("come as an array or a set, each once", () => {
    const asSet = decode(txHex([[c.int(0), c.set(anInput)]]));
    const twice = decode(txHex([[c.int(0), c.indefiniteArray(anInput, anInput)]]));
    expect([asSet.body.inputs, twice.body.inputs]).toEqual([
      [{ txHash: inputHash, index: 3 }],
      [{ txHash: inputHash, index: 3 }],
    ]);
  });

  it("of collateral and reference are set apart; the collateral return stands after the declared outputs", () => {
    const { body } = decode(
      txHex([
        [c.int(13), c.set(anInput)],
        [c.int(16), c.map([c.int(0), c.bytes(enterprise)], [c.int(1), c.int(5_000_000)])],
        [c.int(17), c.int(300_000)],
        [c.int(18), c.array(anInput)],
      ]),
    );
    expect(body).toMatchObject({
      collateralInputs: [{ txHash: inputHash, index: 3 }],
      collateralReturn: { ...plainOutput, index: 1 },
      totalCollateralLovelace: 300_000n,
      referenceInputs: [{ txHash: inputHash, index: 3 }],
    });
  });
});

describe("values", () => {
  const value = (tokens: string) => c.array(c.int(1), tokens);
  const outputs = (tokens: string): [string, string][] => [
    [c.int(1), c.array(c.array(c.bytes(enterprise), value(tokens)))],
  ];
  const decodedValue = (tokens: string) => decode(txHex(outputs(tokens))).body.outputs[0]?.value;

  it("hold quantities up to 2^63-1 exactly and no zero", () => {
    const names = c.map([c.bytes("aa"), c.int(maxQuantity)], [c.bytes("bb"), c.int(0)], [c.bytes(""), c.int(1)]);
    expect(decodedValue(c.map([c.bytes(policy), names]))).toEqual(
      new Map([
        ["lovelace", 1n],
        [`${policy}aa`, maxQuantity],
        [policy, 1n],
      ]),
    );
  });

  it("take the last of a repeated key, as the ledger did", () => {
    const entry = (quantity: number): [string, string] => [c.bytes(policy), c.map([c.bytes("aa"), c.int(quantity)])];
    expect(decodedValue(c.indefiniteMap(entry(3), entry(4)))).toEqual(
      new Map([
        ["lovelace", 1n],
        [`${policy}aa`, 4n],
      ]),
    );
  });

  it("of a mint may be negative", () => {
    const { mint } = decode(txHex([[c.int(9), c.map([c.bytes(policy), c.map([c.bytes("aa"), c.int(-7)])])]])).body;
    expect(mint).toEqual(new Map([[`${policy}aa`, -7n]]));
  });
});

describe("outputs", () => {
  const one = (node: string) => decode(txHex([[c.int(1), c.array(node)]])).body.outputs[0];
  const babbage = (...more: [string, string][]) =>
    one(c.map([c.int(0), c.bytes(enterprise)], [c.int(1), c.int(5_000_000)], ...more));

  it("carry a datum's hash, an inline datum in chunks, or none", () => {
    const datum = c.tag(121, c.indefiniteArray(c.int(1)));
    const half = datum.slice(0, 4);
    const rest = datum.slice(4);
    expect([
      one(c.array(c.bytes(enterprise), c.int(5_000_000), c.bytes("dd".repeat(32)))),
      babbage([c.int(2), c.array(c.int(0), c.bytes("dd".repeat(32)))]),
      babbage([c.int(2), c.array(c.int(1), c.tag(24, c.indefiniteBytes(half, rest)))]),
    ]).toEqual([
      { ...plainOutput, datum: { kind: "hash", hash: "dd".repeat(32) } },
      { ...plainOutput, datum: { kind: "hash", hash: "dd".repeat(32) } },
      { ...plainOutput, datum: { kind: "inline", cborHex: datum } },
    ]);
  });

  it("carry a reference script, hashed with its language before it", () => {
    const native = c.array(c.int(0), c.bytes(payment));
    const script = (type: number, content: string) =>
      babbage([c.int(3), c.tag(24, c.bytes(c.array(c.int(type), content)))]);
    expect([script(0, native)?.referenceScriptHash, script(2, c.bytes("4e4d"))?.referenceScriptHash]).toEqual([
      blake2b224(hexToBytes(`00${native}`)),
      blake2b224(hexToBytes("024e4d")),
    ]);
  });
});

describe("certificates", () => {
  const key = c.array(c.int(0), c.bytes(stakeKey));
  const pool = c.bytes("b0".repeat(28));
  const drepKey = c.array(c.int(0), c.bytes("d0".repeat(28)));
  const coin = c.int(2_000_000);
  const stakeAddress = stakeAddressOf({ kind: "key", hash: stakeKey }, "mainnet");
  const poolId = toBech32("pool", hexToBytes("b0".repeat(28)));
  const drep = toBech32("drep", hexToBytes(`22${"d0".repeat(28)}`));
  const blank = { index: 0, stakeAddress: null, drepCredential: null, depositLovelace: null, poolId: null, drep: null };
  const own = { ...blank, stakeAddress };
  const registered = { ...own, kind: "stake_registration", depositLovelace: 2_000_000n };
  const delegated = { ...own, kind: "stake_delegation", poolId };
  const voted = { ...own, kind: "vote_delegation", drep };
  const drepCertificate = {
    ...blank,
    drepCredential: "d0".repeat(28) as CredentialHash,
    drep: "drep1ytgdp5xs6rgdp5xs6rgdp5xs6rgdp5xs6rgdp5xs6rgdp5qy06mr6",
  };

  it.each([
    [[c.int(0), key], [{ ...registered, depositLovelace: null }]],
    [[c.int(1), key], [{ ...own, kind: "stake_deregistration" }]],
    [[c.int(2), key, pool], [delegated]],
    [[c.int(3), pool, c.bytes("00")], [{ ...blank, kind: "pool_registration", poolId }]],
    [[c.int(4), pool, c.int(9)], [{ ...blank, kind: "pool_retirement", poolId }]],
    [[c.int(5), pool, pool, pool], [{ ...blank, kind: "other" }]],
    [[c.int(6), c.array(c.int(0), c.map([key, coin]))], [{ ...blank, kind: "mir" }]],
    [[c.int(7), key, coin], [registered]],
    [[c.int(8), key, coin], [{ ...own, kind: "stake_deregistration", depositLovelace: -2_000_000n }]],
    [[c.int(9), key, drepKey], [voted]],
    [[c.int(9), key, c.array(c.int(2))], [{ ...voted, drep: "drep_always_abstain" }]],
    [[c.int(9), key, c.array(c.int(3))], [{ ...voted, drep: "drep_always_no_confidence" }]],
    [
      [c.int(10), key, pool, drepKey],
      [delegated, voted],
    ],
    [
      [c.int(11), key, pool, coin],
      [registered, delegated],
    ],
    [
      [c.int(12), key, drepKey, coin],
      [registered, voted],
    ],
    [
      [c.int(13), key, pool, drepKey, coin],
      [registered, delegated, voted],
    ],
    [[c.int(14), key, key], [{ ...blank, kind: "other" }]],
    [[c.int(15), key, c.nil], [{ ...blank, kind: "other" }]],
    [
      [c.int(16), drepKey, coin, c.nil],
      [{ ...drepCertificate, kind: "drep_registration", depositLovelace: 2_000_000n }],
    ],
    [[c.int(17), drepKey, coin], [{ ...drepCertificate, kind: "drep_retirement", depositLovelace: -2_000_000n }]],
    [[c.int(18), drepKey, c.nil], [{ ...drepCertificate, kind: "drep_update" }]],
  ])("of each number: %#", (fields, effects) => {
    expect(decode(txHex([[c.int(4), c.set(c.array(...fields))]])).body.certificates).toEqual(effects);
  });

  it("count up by place, effects of one keeping its place", () => {
    const both = c.array(c.array(c.int(0), key), c.array(c.int(10), key, pool, drepKey));
    const { certificates } = decode(txHex([[c.int(4), both]])).body;
    expect(certificates.map(({ index, kind }) => [index, kind])).toEqual([
      [0, "stake_registration"],
      [1, "stake_delegation"],
      [1, "vote_delegation"],
    ]);
  });

  it("go with withdrawals, proposals and donations", () => {
    const account = c.bytes(`e1${stakeKey}`);
    const { body } = decode(
      txHex([
        [c.int(5), c.map([account, c.int(77)])],
        [c.int(20), c.set(c.array(c.int(100_000_000_000), account, c.array(c.int(6)), c.nil))],
        [c.int(22), c.int(5)],
      ]),
    );
    expect([body.withdrawals, body.proposals, body.donationLovelace]).toEqual([
      [{ stakeAddress, amountLovelace: 77n }],
      [{ depositLovelace: 100_000_000_000n, returnAddress: stakeAddress }],
      5n,
    ]);
  });
});

describe("witnesses", () => {
  const vkey = "ab".repeat(32);
  const datum = c.tag(
    121,
    c.indefiniteArray(c.indefiniteBytes("aa", "bb"), c.map([c.int(1), c.int(1)], [c.int(1), c.int(2)])),
  );
  const units = c.array(c.int(1), c.int(2));
  const witnessesOf = (...fields: [string, string][]) => decode(txHex([], { witnesses: c.map(...fields) })).witnesses;

  it("name who signed by the hash of the key", () => {
    const signature = c.array(c.bytes(vkey), c.bytes("00".repeat(64)));
    expect(witnessesOf([c.int(0), c.set(signature)])).toEqual({
      signers: [blake2b224(hexToBytes(vkey))],
      hasScriptWitness: false,
      nativeScripts: [],
      redeemers: [],
      datums: new Map(),
    });
  });

  it("keep datums and redeemers byte for byte, in both forms of redeemers", () => {
    const listed = witnessesOf(
      [c.int(4), c.indefiniteArray(datum, c.int(5))],
      [c.int(5), c.array(c.array(c.int(0), c.int(2), datum, units))],
    );
    const mapped = witnessesOf([c.int(5), c.map([c.array(c.int(1), c.int(0)), c.array(datum, units)])]);
    expect([listed, mapped]).toEqual([
      {
        signers: [],
        hasScriptWitness: true,
        nativeScripts: [],
        redeemers: [{ purpose: "spend", index: 2, dataCborHex: datum }],
        datums: new Map([
          [blake2b256(hexToBytes(datum)), datum],
          [blake2b256(hexToBytes("05")), "05"],
        ]),
      },
      {
        signers: [],
        hasScriptWitness: true,
        nativeScripts: [],
        redeemers: [{ purpose: "mint", index: 0, dataCborHex: datum }],
        datums: new Map(),
      },
    ]);
  });
});

describe("long lists", () => {
  it.each([1, 23, 24, 300])("of %i datums keep each datum's bytes", (count) => {
    const datums = Array.from({ length: count }, (_, number) => c.tag(121, c.array(c.int(number))));
    const { witnesses } = decode(txHex([], { witnesses: c.map([c.int(4), c.array(...datums)]) }));
    expect([...witnesses.datums.values()]).toEqual(datums);
  });
});

describe("metadata", () => {
  const shown = (auxiliary: string) => decode(txHex([], { auxiliary })).metadata;
  const content = c.map(
    [c.int(0), c.int(2n ** 63n)],
    [c.int(1), c.int(-5)],
    [c.int(2), c.bytes("c0ffee")],
    [
      c.int(3),
      c.indefiniteArray(c.indefiniteText("a", "b"), c.map([c.int(14), c.int(42)], [c.bytes("0a"), c.text("x")])),
    ],
    [c.int(4), c.map([c.text("__proto__"), c.int(1)], [c.array(c.int(1)), c.int(2)], [c.array(c.int(1)), c.int(3)])],
  );
  const expected = new Map<string, unknown>([
    ["0", "9223372036854775808"],
    ["1", -5],
    ["2", "0xc0ffee"],
    ["3", ["ab", { "14": 42, "0x0a": "x" }]],
    [
      "4",
      Object.fromEntries([
        ["__proto__", 1],
        ["[1]", 3],
      ]),
    ],
  ]);

  it("is the JSON that Blockfrost shows, in each era's wrapping", () => {
    expect([shown(content), shown(c.array(content, c.array())), shown(c.tag(259, c.map([c.int(0), content])))]).toEqual(
      [expected, expected, expected],
    );
  });

  it("may be absent", () => {
    expect([shown(c.nil), shown(c.tag(259, c.map()))]).toEqual([new Map(), new Map()]);
  });
});
