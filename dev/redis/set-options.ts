import { parseInteger } from "@/dev/redis/arguments";
import { RedisError, syntaxError } from "@/dev/redis/reply";

export interface SetOptions {
  onlyIf: "exists" | "missing" | undefined;
  get: boolean;
  keepTtl: boolean;
  /** Unix time in milliseconds. */
  expiresAt: number | undefined;
}

/** What one unit of the option is worth in milliseconds, and whether it counts from now. */
const expiries: Readonly<Record<string, { unitMs: bigint; relative: boolean }>> = {
  EX: { unitMs: 1000n, relative: true },
  PX: { unitMs: 1n, relative: true },
  EXAT: { unitMs: 1000n, relative: false },
  PXAT: { unitMs: 1n, relative: false },
};

/** The words after `SET key value`, refused with Redis' own errors. */
export function parseSetOptions(words: readonly string[], nowMs: number): SetOptions {
  const options: SetOptions = { onlyIf: undefined, get: false, keepTtl: false, expiresAt: undefined };
  let expiry: { option: string; amount: string } | undefined;
  for (let index = 0; index < words.length; index++) {
    const option = (words[index] ?? "").toUpperCase();
    const amount = words[index + 1];
    if (option === "NX" && options.onlyIf !== "exists") options.onlyIf = "missing";
    else if (option === "XX" && options.onlyIf !== "missing") options.onlyIf = "exists";
    else if (option === "GET") options.get = true;
    else if (option === "KEEPTTL" && expiry === undefined) options.keepTtl = true;
    else if (option in expiries && amount !== undefined && expiry === undefined && !options.keepTtl) {
      expiry = { option, amount };
      index++;
    } else throw syntaxError();
  }
  if (expiry !== undefined) options.expiresAt = deadline(expiry.option, expiry.amount, nowMs);
  return options;
}

function deadline(option: string, amountText: string, nowMs: number): number {
  const amount = parseInteger(amountText);
  const { unitMs, relative } = expiries[option] ?? { unitMs: 1n, relative: true };
  const at = amount * unitMs + (relative ? BigInt(Math.floor(nowMs)) : 0n);
  if (amount <= 0n || at > 2n ** 63n - 1n) throw new RedisError("ERR invalid expire time in 'set' command");
  return Number(at);
}
