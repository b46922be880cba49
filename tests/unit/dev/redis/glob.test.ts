import { expect, it } from "vitest";
import { matchesGlob } from "@/dev/redis/glob";

it.each([
  ["*", "", true],
  ["job:*", "job:1:x", true],
  ["job:?", "job:12", false],
  ["h[ae]llo", "hello", true],
  ["h[^e]llo", "hello", false],
  ["h[a-c]llo", "hbllo", true],
  ["h[c-a]llo", "hbllo", true],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["a.b", "axb", false],
  ["?", "\u{1f600}", true],
  ["[ab", "a", true],
  ["[]a", "a", false],
])("%s on %s: %s", (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});
