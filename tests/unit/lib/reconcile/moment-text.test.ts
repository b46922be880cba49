import { expect, test } from "vitest";
import { isDayFirst, readMoment } from "@/lib/reconcile/moment-text";

test.each([
  ["2024-03-04 05:06:07", false, "2024-03-04T05:06:07.000Z"],
  ["2024-03-04T05:06:07.123Z", false, "2024-03-04T05:06:07.000Z"],
  ["2024-03-04 05:06 UTC", false, "2024-03-04T05:06:00.000Z"],
  ["2024-03-04", false, "2024-03-04T00:00:00.000Z"],
  ["05/17/2021 09:31 PM UTC", false, "2021-05-17T21:31:00.000Z"],
  ["05/17/2021 12:05 AM UTC", false, "2021-05-17T00:05:00.000Z"],
  ["03/04/2024 05:06", true, "2024-04-03T05:06:00.000Z"],
  ["03/04/2024, 05:06:07", false, "2024-03-04T05:06:07.000Z"],
  ["03.04.2024 05:06:07", false, "2024-04-03T05:06:07.000Z"],
])("%s, the day first: %s, is %s", (text, dayFirst, expected) => {
  const at = readMoment(text, dayFirst);
  expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
});

test.each([
  "",
  "yesterday",
  "2024-02-30",
  "2024-13-01",
  "31/31/2024",
  "2024-01-01 25:00",
  "2024-01-01 10:61",
  "1704067200",
])("%s is no moment", (text) => {
  expect(readMoment(text, false)).toBeNull();
});

test("one day beyond the twelfth says how a file writes its days", () => {
  expect(isDayFirst(["01/02/2024", "13/02/2024 10:00"])).toBe(true);
  expect(isDayFirst(["01/02/2024", "2024-02-13"])).toBe(false);
});
