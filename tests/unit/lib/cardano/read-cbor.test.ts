import {
  Cbor,
  CborArray,
  CborBytes,
  CborMap,
  CborNegInt,
  CborSimple,
  CborTag,
  CborText,
  CborUInt,
} from "@harmoniclabs/cbor";
import type { CborObj } from "@harmoniclabs/cbor";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfNode, parseCbor, textOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { maxCborDepth, readCbor } from "@/lib/cardano/read-cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import * as c from "../../../support/cbor-hex";

/** What an item says, by our reader. */
function told(node: CborNode): unknown {
  switch (node.kind) {
    case "integer":
      return node.value;
    case "bytes":
      return { bytes: bytesToHex(node.bytes) };
    case "text":
      return textOf(node);
    case "array":
      return node.items.map(told);
    case "map":
      return { map: node.entries.map(({ k, v }) => [told(k), told(v)]) };
    case "tag":
      return { tag: node.tag, content: told(node.content) };
    case "boolean":
      return node.value;
    case "null":
      return null;
    case "simple value":
    case "item nested too deep":
      return node.kind;
  }
}

/** The same by a library that shares no code with it. */
function toldByLibrary(node: CborObj): unknown {
  if (node instanceof CborUInt || node instanceof CborNegInt) return node.num;
  if (node instanceof CborBytes) return { bytes: bytesToHex(node.bytes) };
  if (node instanceof CborText) return node.text;
  if (node instanceof CborArray) return node.array.map(toldByLibrary);
  if (node instanceof CborMap) return { map: node.map.map(({ k, v }) => [toldByLibrary(k), toldByLibrary(v)]) };
  if (node instanceof CborTag) return { tag: node.tag, content: toldByLibrary(node.data) };
  if (node instanceof CborSimple) return typeof node.simple === "number" ? "simple value" : (node.simple ?? null);
  throw new TypeError("an item of another kind");
}

const hex = fc.uint8Array({ maxLength: 70 }).map(bytesToHex);
const { item } = fc.letrec<{ item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }).map(c.int),
    hex.map(c.bytes),
    fc.string({ unit: "grapheme" }).map(c.text),
    fc.array(hex, { maxLength: 4 }).map((chunks) => c.indefiniteBytes(...chunks)),
    fc.array(fc.string(), { maxLength: 4 }).map((chunks) => c.indefiniteText(...chunks)),
    fc.constantFrom(c.yes, c.no, c.nil, "f7", "f93c00", "fa47c35000", "fb3ff199999999999a"),
    hex.map((magnitude) => c.tag(2, c.bytes(`01${magnitude}`))),
    hex.map((magnitude) => c.tag(3, c.bytes(`01${magnitude}`))),
    fc.array(tie("item"), { maxLength: 30 }).map((items) => c.array(...items)),
    fc.array(tie("item"), { maxLength: 4 }).map((items) => c.indefiniteArray(...items)),
    fc.array(fc.tuple(tie("item"), tie("item")), { maxLength: 4 }).map((entries) => c.map(...entries)),
    fc.array(fc.tuple(tie("item"), tie("item")), { maxLength: 4 }).map((entries) => c.indefiniteMap(...entries)),
    fc.tuple(fc.integer({ min: 4, max: 100_000 }), tie("item")).map(([tag, content]) => c.tag(tag, content)),
  ),
}));

function everyNode(node: CborNode): CborNode[] {
  if (node.kind === "array") return [node, ...node.items.flatMap(everyNode)];
  if (node.kind === "map") return [node, ...node.entries.flatMap(({ k, v }) => [...everyNode(k), ...everyNode(v)])];
  return node.kind === "tag" ? [node, ...everyNode(node.content)] : [node];
}

describe("the CBOR reader", () => {
  it("says what another reader says, and each item's own bytes say the same again", () => {
    fc.assert(
      fc.property(item, (cbor) => {
        const bytes = hexToBytes(cbor);
        const node = parseCbor(bytes, "item");
        expect(told(node)).toEqual(toldByLibrary(Cbor.parse(bytes)));
        for (const part of everyNode(node)) expect(told(parseCbor(bytesOfNode(part), "part"))).toEqual(told(part));
      }),
      { numRuns: 500 },
    );
  });

  it("stops at the item's end and leaves what stands behind", () => {
    fc.assert(
      fc.property(hex, item, hex, (before, cbor, after) => {
        const node = readCbor(hexToBytes(before + cbor + after), before.length / 2, "item");
        expect(bytesToHex(bytesOfNode(node))).toBe(cbor);
      }),
    );
  });

  it("looks into as many levels as it may, and of those below only knows where they end", () => {
    const nested = (levels: number) => parseCbor(hexToBytes("81".repeat(levels) + "00"), "item");
    const depthOf = (node: CborNode) => everyNode(node).length;
    const innermost = (node: CborNode) => everyNode(node).at(-1);
    expect(
      [nested(maxCborDepth), nested(maxCborDepth + 1)].map((node) => [depthOf(node), innermost(node)?.kind]),
    ).toEqual([
      [maxCborDepth + 1, "integer"],
      [maxCborDepth + 1, "item nested too deep"],
    ]);
    const deep = innermost(nested(100_000));
    expect(deep === undefined ? null : [deep.start, deep.end]).toEqual([maxCborDepth, 100_001]);
  });

  it.each([
    ["", "it ends too early, at byte 0"],
    ["1900", "it ends too early, at byte 2"],
    ["1c", "length form 28, at byte 1"],
    ["1f", "an item without a length, at byte 1"],
    ["43aabb", "a string ends behind the last byte, at byte 1"],
    ["5bffffffffffffffff", "a string ends behind the last byte, at byte 9"],
    ["5f6161ff", "a chunk of another kind, at byte 2"],
    ["5f5fffff", "a chunk of another kind, at byte 2"],
    ["9bffffffffffffffff00", "more items than bytes are left, at byte 9"],
    ["bb7fffffffffffffff00", "more items than bytes are left, at byte 9"],
    ["bf00ff", "a key without a value, at byte 3"],
    ["81ff", "a break where nothing can end, at byte 2"],
    ["ff", "a break where nothing can end, at byte 1"],
    ["d879ff", "a break where nothing can end, at byte 3"],
  ])("refuses %s", (cbor, reason) => {
    expect(() => parseCbor(hexToBytes(cbor), "item")).toThrow(new TransactionDecodeError(`item: not CBOR (${reason})`));
  });

  it("takes whatever bytes there are, and answers or refuses them", () => {
    const heads = fc.constantFrom(0x81, 0x9f, 0xbf, 0xa1, 0xd8, 0x5f, 0x7f, 0x9b, 0xff, 0xd9, 0x98);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc
        .array(fc.oneof(heads, fc.integer({ min: 0, max: 255 })), { maxLength: 2_000 })
        .map((all) => Uint8Array.from(all)),
      fc.tuple(heads, fc.integer({ min: 1, max: 200_000 })).map(([byte, count]) => new Uint8Array(count).fill(byte)),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        try {
          parseCbor(some, "item");
        } catch (error) {
          expect(error).toBeInstanceOf(TransactionDecodeError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
