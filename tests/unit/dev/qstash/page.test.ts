import { describe, expect, it } from "vitest";
import { pageOf } from "@/dev/qstash/page";

const newestFirst = [5, 4, 3, 2, 1];
const position = (item: number): number => item;

describe("pageOf", () => {
  it("goes through all items once, and ends without a cursor", () => {
    const first = pageOf(newestFirst, position, { cursor: undefined, count: 2 });
    const second = pageOf(newestFirst, position, { cursor: first.cursor, count: 2 });
    const third = pageOf(newestFirst, position, { cursor: second.cursor, count: 2 });
    expect([first, second, third]).toEqual([
      { items: [5, 4], cursor: "4" },
      { items: [3, 2], cursor: "2" },
      { items: [1], cursor: undefined },
    ]);
  });

  it("skips nothing when the items before the cursor are gone", () => {
    expect(pageOf([3, 2, 1], position, { cursor: "4", count: 2 })).toEqual({ items: [3, 2], cursor: "2" });
  });
});
