import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Texts that have broken other programs. */
const hostileText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "😀",
    "'; DROP TABLE wallet; --",
    '" OR 1=1 --',
    "%' ESCAPE '\\",
    "\\",
    "%_%",
    "../../../etc/passwd",
    "%2e%2e%2f",
    "<script>alert(1)</script>",
    "__proto__",
    "constructor",
    "NaN",
    "-1",
    "1e999",
    "9223372036854775808",
    "0001-01-01",
    "9999-12-31T23:59:59+23:59",
    "2026-02-30",
    "$handle",
    "stake1",
    "null",
    "x".repeat(20_000),
    "[".repeat(5_000),
    "((((((((((a+)+)+)+)+)+)+)+)+)+)!",
  ),
  fc.string({ unit: "binary", maxLength: 200 }),
);

const hostileValue: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, -1, 0, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], { __proto__: null, a: {} }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** A value that fits, or now and then one that does not, at any depth. */
export function arbitraryOf(schema: JsonSchema): Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: fitting(schema) }, { weight: 1, arbitrary: hostileValue });
}

function fitting(schema: JsonSchema): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(arbitraryOf));
  switch (schema.type) {
    case "object":
      return objectOf(Object.entries(schema.properties ?? {}) as [string, JsonSchema][]);
    case "array":
      return fc.array(arbitraryOf((schema.items ?? {}) as JsonSchema), { maxLength: 5 });
    case "integer":
    case "number":
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -1e6), max: Math.min(schema.maximum ?? 1e6, 1e6) });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
    case undefined:
      break;
  }
  return textFor(schema);
}

/** All fields at once, or one alone: among many, a bad one is often refused before the other is looked at. */
function objectOf(fields: readonly [string, JsonSchema][]): Arbitrary<unknown> {
  const together = fc.record(Object.fromEntries(fields.map(([name, inner]) => [name, arbitraryOf(inner)])), {
    requiredKeys: [],
  });
  const alone = fields.map(([name]) => fc.record({ [name]: hostileText }));
  return fc.oneof(together, ...alone);
}

function textFor({ format, pattern, maxLength = 100 }: JsonSchema): Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === "date") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (pattern?.includes("0-9a-f") === true) {
    return fc.uint8Array({ maxLength: Math.floor(maxLength / 2) }).map((bytes) => Buffer.from(bytes).toString("hex"));
  }
  return fc.oneof(fc.string({ unit: "grapheme", maxLength }), hostileText);
}

/** For a part of the path or the query: what HTTP can carry there. */
export const hostilePart = hostileText;
