interface DecimalLike {
  toFixed: () => string;
}

/** Prisma's Decimal, whose own `toJSON` would write large amounts with an exponent. */
function isDecimal(value: unknown): value is DecimalLike {
  return typeof value === "object" && value !== null && "toFixed" in value && typeof value.toFixed === "function";
}

/** JSON of `value`, with bigints and Decimals as plain decimal strings and Dates as ISO 8601 UTC. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, given: unknown) {
    const original = this[key];
    if (typeof original === "bigint") return original.toString();
    return isDecimal(original) ? original.toFixed() : given;
  });
}
