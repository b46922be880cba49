import { ApiError } from "@/dev/qstash/api-error";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;

/** Milliseconds of `"90s"`, `"1d12h"`, `"6m5s"`; undefined when the text is not a duration (a bare number is none). */
export function durationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) {
    return undefined;
  }
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(PART)) {
    total += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  }
  return total;
}

/** As `durationMs`, for the value of a request header. Throws ApiError 400 naming the header. */
export function parseDurationHeader(header: string, text: string): number {
  const parsed = durationMs(text);
  if (parsed === undefined) {
    throw new ApiError(400, `invalid ${header}: "${text}" is not a duration such as "10s", "5m", "2h" or "7d"`);
  }
  return parsed;
}
