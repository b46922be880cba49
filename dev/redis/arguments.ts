import { RedisError } from "@/dev/redis/reply";

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 63n - 1n;
const NOT_AN_INTEGER = "ERR value is not an integer or out of range";
const NOT_A_FLOAT = "ERR value is not a valid float";

export function fitsInteger(value: bigint): boolean {
  return value >= MIN_INTEGER && value <= MAX_INTEGER;
}

/** A signed 64-bit integer in Redis' strict form: no plus sign, no leading zero, no blank. */
export function parseInteger(text: string, message = NOT_AN_INTEGER): bigint {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) throw new RedisError(message);
  const value = BigInt(text);
  if (!fitsInteger(value)) throw new RedisError(message);
  return value;
}

/** An integer used as an index or a count, where a double is exact enough. */
export function parseCount(text: string): number {
  return Number(parseInteger(text));
}

const INFINITIES: Readonly<Record<string, number>> = {
  inf: Infinity,
  "+inf": Infinity,
  "-inf": -Infinity,
  infinity: Infinity,
  "+infinity": Infinity,
  "-infinity": -Infinity,
};

/** A double as C's strtod reads it, infinities included, NaN refused. */
export function parseFloatArgument(text: string, message = NOT_A_FLOAT): number {
  const infinity = INFINITIES[text.toLowerCase()];
  if (infinity !== undefined) return infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new RedisError(message);
  return Number(text);
}

/** A double as C prints it with `%.17g`, the form of scores and of Lua numbers in Redis 7.0. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  const [digits = "", exponentText = "0"] = value.toExponential(16).split("e");
  const exponent = Number(exponentText);
  const trim = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent >= -4 && exponent < 17) return trim(value.toFixed(16 - exponent));
  return `${trim(digits)}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Elements from `start` to `stop`, both inclusive, negative ones counted from the end. */
export function sliceInclusive<T>(items: readonly T[], start: number, stop: number): T[] {
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  const to = stop < 0 ? items.length + stop : stop;
  return items.slice(from, Math.max(from, to + 1));
}

/** Pairs of neighbours; the caller has checked that their number is even. */
export function pairs(items: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    result.push([items[index] ?? "", items[index + 1] ?? ""]);
  }
  return result;
}
