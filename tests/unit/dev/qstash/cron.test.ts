import { describe, expect, it } from "vitest";
import { nextCronTime } from "@/dev/qstash/cron";

const FROM = Date.UTC(2025, 2, 1, 12, 0, 0);

describe("nextCronTime", () => {
  it.each([
    ["* * * * *", "2025-03-01T12:01:00.000Z"],
    ["*/5 * * * *", "2025-03-01T12:05:00.000Z"],
    ["0 0 * * *", "2025-03-02T00:00:00.000Z"],
    ["30 9 * * MON-FRI", "2025-03-03T09:30:00.000Z"],
    ["0 0 29 2 *", "2028-02-29T00:00:00.000Z"],
    ["CRON_TZ=America/New_York 0 9 * * *", "2025-03-01T14:00:00.000Z"],
  ])("%s", (expression, expected) => {
    expect(new Date(nextCronTime(expression, FROM)).toISOString()).toBe(expected);
  });

  it.each(["", "* * * *", "* * * * * *", "61 * * * *", "@daily", "CRON_TZ=Nowhere/At_All * * * * *", "H * * * ?"])(
    "refuses %j",
    (expression) => {
      expect(() => nextCronTime(expression, FROM)).toThrow("invalid cron expression");
    },
  );
});
