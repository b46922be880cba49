import { describe, expect, it } from "vitest";
import { durationMs, parseDurationHeader } from "@/dev/qstash/duration";

describe("durationMs", () => {
  it.each([
    ["0s", 0],
    ["10s", 10_000],
    ["0.5s", 500],
    ["6m5s", 365_000],
    ["1d10h30m", 124_200_000],
    ["250ms", 250],
    [" 2h ", 7_200_000],
    ["7d", 604_800_000],
  ])("%s is %d ms", (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });

  it.each(["", "10", "s", "-5s", "5 s", "5w", "1e3s", "5sx"])("%j is no duration", (text) => {
    expect(durationMs(text)).toBeUndefined();
  });
});

describe("parseDurationHeader", () => {
  it("names the header in its refusal", () => {
    expect(() => parseDurationHeader("Upstash-Delay", "soon")).toThrow(
      'invalid Upstash-Delay: "soon" is not a duration such as "10s", "5m", "2h" or "7d"',
    );
  });
});
