import { describe, expect, it } from "vitest";
import { flowLines, groupByDay } from "@/app/words/flow-lines";

const ada = { unit: "lovelace", decimals: 6, ticker: "ADA", name: "Cardano" };
const min = {
  unit: "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e",
  decimals: 6,
  ticker: "MIN",
  name: "Minswap",
};

describe("flowLines", () => {
  it("adds up the contracts, drops what cancels out, and puts the wallet and ADA first", () => {
    const lines = flowLines([
      { ...ada, place: "contract", credential: "aa", netChange: "60000000" },
      { ...min, place: "wallet", credential: null, netChange: "-5" },
      { ...ada, place: "wallet", credential: null, netChange: "-100000000" },
      { ...ada, place: "contract", credential: "bb", netChange: "38000000" },
      { ...min, place: "contract", credential: "aa", netChange: "7" },
      { ...min, place: "contract", credential: "bb", netChange: "-7" },
    ]);
    expect(lines).toEqual([
      { ...ada, place: "wallet", amount: -100000000n },
      { ...min, place: "wallet", amount: -5n },
      { ...ada, place: "contract", amount: 98000000n },
    ]);
  });
});

describe("groupByDay", () => {
  it("keeps the order and cuts at midnight UTC", () => {
    const [a, b, c] = ["2026-05-03T23:59:59Z", "2026-05-03T00:00:00Z", "2026-05-02T23:59:59Z"].map((timestamp) => ({
      timestamp,
    }));
    expect(groupByDay([a, b, c].filter((item) => item !== undefined))).toEqual([
      { day: "2026-05-03", items: [a, b] },
      { day: "2026-05-02", items: [c] },
    ]);
  });
});
