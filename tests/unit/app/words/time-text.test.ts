import { describe, expect, it } from "vitest";
import { dayAfter } from "@/app/words/calendar-day";
import { absoluteTime, dayText, durationText, relativeTime, spanText } from "@/app/words/time-text";

const at = "2026-05-03T12:03:20Z";
const later = (seconds: number) => relativeTime(at, Date.parse(at) + seconds * 1000);

describe("times", () => {
  it("are told by their distance, far ones by their day", () => {
    expect([-5, 59, 60, 3599, 3600, 86_399, 86_400, 172_800, 31 * 86_400].map(later)).toEqual([
      "just now",
      "just now",
      "1 min ago",
      "59 min ago",
      "1 h ago",
      "23 h ago",
      "yesterday",
      "2 days ago",
      "3 May 2026",
    ]);
  });

  it("are exact in UTC", () => {
    expect([absoluteTime(at), dayText(at)]).toEqual(["3 May 2026, 12:03 UTC", "3 May 2026"]);
  });

  it("pass month and leap day", () => {
    expect([dayAfter("2026-02-28"), dayAfter("2028-02-28"), dayAfter("2026-12-31")]).toEqual([
      "2026-03-01",
      "2028-02-29",
      "2027-01-01",
    ]);
  });

  it("promise no false precision", () => {
    expect([0, 5, 41, 60, 61, 3600, 7300].map(durationText)).toEqual([
      "less than 5 s",
      "about 5 s",
      "about 45 s",
      "about 1 min",
      "about 2 min",
      "about 1 h",
      "about 3 h",
    ]);
  });

  it("tell how long something took in two units", () => {
    expect([0, 59.4, 60, 200, 3600, 7500, 86_400, 90_061, 273_600].map(spanText)).toEqual([
      "0 s",
      "59 s",
      "1 min",
      "3 min 20 s",
      "1 h",
      "2 h 5 min",
      "1 day",
      "1 day 1 h",
      "3 days 4 h",
    ]);
  });
});
