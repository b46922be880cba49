import { expect, test } from "vitest";
import { hexToBytes } from "@noble/hashes/utils.js";
import { parseCbor } from "@/lib/cardano/cbor";
import { decodeNativeScript } from "@/lib/cardano/native-script";
import * as c from "@/tests/support/cbor-hex";

const keys = ["a1", "a2", "a3"].map((byte) => byte.repeat(28));
const sig = (key: string) => c.array(c.int(0), c.bytes(key));
const read = (hex: string) => {
  const { keys: named, required } = decodeNativeScript(parseCbor(hexToBytes(hex), "script"));
  return [named.map((key) => key.slice(0, 2)).join(), required];
};

test("whose signatures satisfy a script", () => {
  const all = keys.map(sig);
  const after = c.array(c.int(4), c.int(5));
  expect(read(sig(keys[0] ?? ""))).toEqual(["a1", 1]);
  expect(read(c.array(c.int(1), c.array(...all)))).toEqual(["a1,a2,a3", 3]);
  expect(read(c.array(c.int(2), c.array(...all)))).toEqual(["a1,a2,a3", 1]);
  expect(read(c.array(c.int(3), c.int(2), c.array(...all)))).toEqual(["a1,a2,a3", 2]);
  // Not before a time, and then two of three.
  expect(read(c.array(c.int(1), c.array(after, c.array(c.int(3), c.int(2), c.array(...all)))))).toEqual([
    "a1,a2,a3",
    2,
  ]);
  // Any of a key and both others: no number tells.
  expect(read(c.array(c.int(2), c.array(all[0] ?? "", c.array(c.int(1), c.array(...all.slice(1))))))).toEqual([
    "a1,a2,a3",
    null,
  ]);
});

test("what is no script is refused, and so is what nests without end", () => {
  expect(() => read(c.array(c.int(9)))).toThrow("form 9 is unknown");
  let deep = sig(keys[0] ?? "");
  for (let depth = 0; depth < 20; depth += 1) deep = c.array(c.int(1), c.array(deep));
  expect(() => read(deep)).toThrow("nested too deep");
});
