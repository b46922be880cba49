import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { blake2b256 } from "@/lib/cardano/hash";
import * as c from "../../../support/cbor-hex";
import { address, hashOf } from "../../../support/raw-tx-fixture";

const enterprise = `61${hashOf("a1")}`;
const plainBody: [string, string][] = [
  [c.int(0), c.array(c.array(c.bytes("07".repeat(32)), c.int(3)))],
  [c.int(1), c.array(c.array(c.bytes(enterprise), c.int(5_000_000)))],
  [c.int(2), c.int(170_000)],
];
const plainOutput = {
  index: 0,
  address: address(enterprise),
  value: new Map([["lovelace", 5_000_000n]]),
  datum: { kind: "none" },
  referenceScriptHash: null,
};

function txHex(extra: [string, string][] = [], { witnesses = c.map(), valid = c.yes, auxiliary = c.nil } = {}): string {
  const replaced = plainBody.filter(([key]) => !extra.some(([other]) => other === key));
  return c.array(c.map(...replaced, ...extra), witnesses, valid, auxiliary);
}

function decode(hex: string) {
  return decodeTransaction(hex, "mainnet");
}

describe("what no value comes from in a transaction", () => {
  const whole = decode(txHex());
  const { hash, body } = whole;
  const nested = (levels: number) => "d87981".repeat(levels) + c.int(0);

  it("may be broken, and is missing with a reason", () => {
    const broken = (parts: Parameters<typeof txHex>[1]) => decode(txHex([], parts));
    const leftOver = "auxiliary data cannot be read: 1 bytes left over";
    const tooEarly = "auxiliary data cannot be read: auxiliary data: not CBOR (it ends too early, at byte 87)";
    expect([decode(`${txHex()}00`), decode(txHex().slice(0, -2))]).toEqual([
      { ...whole, unreadable: [leftOver] },
      { ...whole, unreadable: [tooEarly] },
    ]);
    expect(broken({ auxiliary: c.map([c.int(1), c.text("hi")], [c.int(2), "f93c00"]) })).toEqual({
      ...whole,
      metadata: new Map([["1", "hi"]]),
      unreadable: ["metadata label 2 cannot be read: simple value has no place in it"],
    });
    expect(broken({ witnesses: c.map([c.int(0), c.int(1)], [c.int(4), c.int(1)], [c.int(5), c.int(1)]) })).toEqual({
      ...whole,
      witnesses: { signers: null, hasScriptWitness: true, nativeScripts: [], redeemers: [], datums: new Map() },
      unreadable: [
        "signers cannot be read: key witnesses: expected an array or a set, found integer",
        "script witnesses cannot be read: witnesses: expected an array or a set, found integer",
        "redeemers cannot be read: redeemers: expected an array, found integer",
        "witness datums cannot be read: datums: expected an array or a set, found integer",
      ],
    });
  });

  it("may be a datum of 1,800 nested constructors, which keeps its bytes", () => {
    const datum = nested(1_800);
    const decoded = decode(txHex([], { witnesses: c.map([c.int(4), c.array(datum)]) }));
    expect(decoded).toEqual({
      ...whole,
      witnesses: { ...whole.witnesses, datums: new Map([[blake2b256(hexToBytes(datum)), datum]]) },
    });
  });

  it("may be nested as deep as bytes allow", () => {
    const deep = "81".repeat(100_000) + c.int(0);
    const inBody = c.map(
      [c.int(0), c.bytes(enterprise)],
      [c.int(1), c.int(5_000_000)],
      [c.int(2), deep],
      [c.int(3), deep],
    );
    const [output] = decode(txHex([[c.int(1), c.array(inBody)]])).body.outputs;
    const label = decode(txHex([], { auxiliary: c.map([c.int(1), deep], [c.int(2), c.int(3)]) }));
    expect([output, label.metadata, label.hash]).toEqual([
      {
        ...plainOutput,
        datum: { kind: "unreadable", reason: "output 0, datum, form: expected an unsigned integer, found array" },
      },
      new Map([["2", 3]]),
      hash,
    ]);
  });

  it("does not grow beyond bounds, though each level of a map as a key doubles its JSON", () => {
    const keys = Array.from({ length: 60 }).reduce<string>((inner) => c.map([inner, c.int(1)]), c.text('"'));
    const { metadata, unreadable } = decode(txHex([], { auxiliary: c.map([c.int(1), keys]) }));
    expect([metadata, unreadable]).toEqual([
      new Map(),
      ["metadata label 1 cannot be read: as JSON all have more than 131072 characters"],
    ]);
  });

  it("does not hide the validity flag, which stands before what the body says of the auxiliary data", () => {
    const auxiliary = c.map([c.int(1), c.bytes("f5f4f5")]);
    const proving: [string, string][] = [[c.int(7), c.bytes(blake2b256(hexToBytes(auxiliary)))]];
    const torn = c.map([c.int(0), c.int(1)]).slice(0, -2);
    const decoded = [c.yes, c.no].flatMap((valid) => [
      decode(txHex([], { witnesses: torn, valid })),
      decode(txHex(proving, { witnesses: torn, valid, auxiliary })),
    ]);
    expect(decoded.map((each) => [each.isValid, each.body, each.witnesses.signers, each.metadata])).toEqual([
      [true, body, null, new Map()],
      [true, body, null, new Map([["1", "0xf5f4f5"]])],
      [false, body, null, new Map()],
      [false, body, null, new Map([["1", "0xf5f4f5"]])],
    ]);
  });

  it("makes nobody guess the validity flag where two places could hold it", () => {
    const witnesses = c.map([c.int(0), c.array()]);
    const read = (valid: string, flag: string) => () =>
      decode(txHex([], { witnesses, valid, auxiliary: `${flag}${c.nil}` })).isValid;
    expect([read(c.yes, c.yes)(), read(c.no, c.no)()]).toEqual([true, false]);
    const refused = "transaction: its script validity could stand in two places";
    expect(read(c.yes, c.no)).toThrow(refused);
    expect(read(c.no, c.yes)).toThrow(refused);
  });
});
