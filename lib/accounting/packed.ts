import { deserialize, serialize } from "node:v8";
import { gunzipSync, gzipSync } from "node:zlib";
import Fraction from "fraction.js";

/** Plain values, big integers, maps and fractions as bytes that a later version of Node can read, too. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(serialize(value), { level: 1 }));
}

/** What was packed. Throws where the bytes are of something else. */
export function unpack(bytes: Uint8Array): unknown {
  const value: unknown = deserialize(gunzipSync(bytes));
  restore(value);
  return value;
}

/** A fraction comes back as its plain parts: it is one again. */
function restore(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (isFraction(value)) {
    Object.setPrototypeOf(value, Fraction.prototype);
    return;
  }
  for (const part of value instanceof Map ? value.values() : Object.values(value)) restore(part);
}

function isFraction(value: object): boolean {
  return "d" in value && typeof value.d === "bigint" && "n" in value && "s" in value;
}
