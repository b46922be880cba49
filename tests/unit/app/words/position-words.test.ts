import { describe, expect, it } from "vitest";
import type { Position } from "@/lib/contract/positions";
import { poolLabel } from "@/app/words/pool-words";
import { groupPositions, poolShareText, positionWords } from "@/app/words/position-words";

const position = (fields: Partial<Position>) => fields as Position;

describe("Positions", () => {
  it("stand under their protocol, or under the script that nobody knows", () => {
    const first = position({ protocol: "minswap-v2", protocolName: "Minswap V2", kind: "order" });
    const unknown = position({ protocol: null, protocolName: null, credential: "5a".repeat(28) });
    const second = position({ protocol: "minswap-v2", protocolName: "Minswap V2", kind: "liquidity" });
    expect(groupPositions([first, unknown, second])).toEqual([
      { key: "minswap-v2", title: "Minswap V2", positions: [first, second] },
      { key: "5a".repeat(28), title: "Contract 5a5a5a…5a5a", positions: [unknown] },
    ]);
  });

  it("are each called differently and explained", () => {
    const words = Object.values(positionWords);
    expect(new Set(words.map(({ name }) => name)).size).toBe(words.length);
    expect(words.filter(({ meaning }) => !/^[A-Z].*\.$/.test(meaning))).toEqual([]);
  });

  it("say their part of a pool without false zeros", () => {
    expect(["0.0025", "1", "0.5", "0.000001", "0", "0.123456"].map(poolShareText)).toEqual([
      "0.25 %",
      "100 %",
      "50 %",
      "0.0001 %",
      "< 0.0001 %",
      "12.3456 %",
    ]);
  });

  it("name pools as far as they name themselves, made harmless", () => {
    const id = "pool1pu5jlj4q9w9jlxeu370a3c9myx47md5j5m2str0naunn2q3lkdy";
    const label = (ticker: string | null, name: string | null) => poolLabel({ id, ticker, name });
    expect([label("ABC", "A pool"), label(null, "A \u202Epool"), label("ABC", " "), label(null, null)]).toEqual([
      "[ABC] A pool",
      "A pool",
      "[ABC]",
      "pool1pu5jl…q3lkdy",
    ]);
    expect(poolLabel({ id: "drep_always_abstain", ticker: null, name: null })).toBe("Always abstain");
  });
});
