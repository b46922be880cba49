import { expect, test } from "vitest";
import { askedTime } from "@/lib/contract/primitives";

test.each([
  ["2026-11-29", true],
  ["1970-01-01", true],
  ["1969-12-31", false],
  ["0001-01-01", false],
  ["1970-01-01T00:00:00+01:00", false],
  ["9999-12-31T23:59:59+23:59", true],
  ["0000-01-01", false],
  ["0001-01-01T00:00:00+23:00", false],
  ["2026-02-30", false],
])("a time that the database knows: %s, %s", (text, isOne) => {
  expect(askedTime.safeParse(text).success).toBe(isOne);
});
