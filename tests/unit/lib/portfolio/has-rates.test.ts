import { expect, test } from "vitest";
import { hasRates } from "@/lib/portfolio/has-rates";

const point = (at: string, value: string | null) => ({ at: `${at}T00:00:00.000Z`, value });

test("points without a rate are being fetched, but those of times at which ada was hardly traded yet", () => {
  expect(hasRates([])).toBe(true);
  expect(hasRates([point("2020-01-01", "1"), point("2020-01-02", "0")])).toBe(true);
  expect(hasRates([point("2020-01-01", "1"), point("2020-01-02", null)])).toBe(false);
  expect(hasRates([point("2017-09-30", null), point("2017-10-20", null), point("2017-11-01", "1")])).toBe(true);
  expect(hasRates([point("2017-11-01", null)])).toBe(false);
});
