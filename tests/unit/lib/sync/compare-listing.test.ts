import { describe, expect, test } from "vitest";
import { compareListing } from "@/lib/sync/compare-listing";
import type { StoredPlace } from "@/lib/sync/sync-job-store";
import { txHashOf } from "@/tests/support/raw-tx-fixture";

const at = (number: number, height: number, txIndex = 0, time = height * 20): StoredPlace => ({
  hash: txHashOf(number),
  height,
  txIndex,
  time,
});
const stored = [at(1, 100), at(2, 110), at(3, 120, 4)];
const cursor = { height: 120, txIndex: 4 };

describe("compareListing", () => {
  test("a list that shows what is stored, and something new after it, differs in nothing", () => {
    expect(compareListing(stored, [...stored, at(4, 130)], cursor, null)).toEqual({ height: null, missing: [] });
  });

  test("what the list does not show is missing, but only as far as it was listed", () => {
    expect(compareListing(stored, [at(1, 100)], cursor, null)).toEqual({
      height: null,
      missing: [at(2, 110), at(3, 120, 4)],
    });
    expect(compareListing(stored, [at(1, 100)], cursor, { height: 110, txIndex: 0 })).toEqual({
      height: null,
      missing: [at(2, 110)],
    });
  });

  test("a transaction mined again elsewhere differs from the lower of its two heights on", () => {
    expect(compareListing(stored, [at(1, 100), at(2, 112), at(3, 120, 4)], cursor, null).height).toBe(110);
    expect(compareListing(stored, [at(1, 100), at(2, 108), at(3, 120, 4)], cursor, null).height).toBe(108);
  });

  test("another index or another time in a block of the same height is another block", () => {
    expect(compareListing(stored, [at(1, 100), at(2, 110, 1), at(3, 120, 4)], cursor, null).height).toBe(110);
    expect(compareListing(stored, [at(1, 100), at(2, 110, 0, 2_203), at(3, 120, 4)], cursor, null).height).toBe(110);
  });

  test("a transaction that turns up before the cursor was not there when that stretch was read", () => {
    expect(compareListing(stored, [...stored, at(9, 115)], cursor, null)).toEqual({ height: 115, missing: [] });
  });
});
