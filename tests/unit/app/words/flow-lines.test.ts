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
      { ...ada, place: "wallet", amount: -100000000n, worth: null },
      { ...min, place: "wallet", amount: -5n, worth: null },
      { ...ada, place: "contract", amount: 98000000n, worth: null },
    ]);
  });
});

describe("the worth of a line", () => {
  const then = (value: string | null, reason: "later" | "none exists" | null = null) =>
    ({
      ...{
        ada: value,
        value,
        rank: null,
        priceClass: "firm" as const,
        priceSource: null,
        priceAt: null,
        provenance: null,
        reason,
      },
    }) as const;
  const contract = (credential: string, netChange: string) =>
    ({ ...min, place: "contract", credential, netChange }) as const;
  const worthOf = (...flows: Parameters<typeof flowLines>[0]) => flowLines(flows).map(({ worth }) => worth);

  it("is the exact sum of its flows", () => {
    const [a, b] = [contract("aa", "3"), contract("bb", "-1")];
    expect(
      worthOf({ ...a, worth: then("0.3"), worthNow: "1.5" }, { ...b, worth: then("-0.1"), worthNow: "-0.5" }),
    ).toEqual([{ then: "0.2", now: "1", isLater: false, unreliable: { then: false, now: false } }]);
  });
  it("is not known where that of one flow is not, and none where nothing is valued", () => {
    const [a, b] = [contract("aa", "3"), contract("bb", "1")];
    expect(
      worthOf({ ...a, worth: then(null, "later"), worthNow: "1.5" }, { ...b, worth: then("1"), worthNow: null }),
    ).toEqual([{ then: null, now: null, isLater: true, unreliable: { then: false, now: false } }]);
    expect(worthOf({ ...a, worth: null, worthNow: null }, b)).toEqual([null]);
  });
});

describe("the worth of a line whose price cannot be relied on", () => {
  const told = { ada: "1", value: "1", rank: null, priceSource: null, priceAt: null, provenance: null, reason: null };
  const part = (then: "firm" | "unreliable", now: "firm" | "unreliable") =>
    ({
      ...{ ...min, place: "contract" as const, credential: `${then} ${now}`, netChange: "1" },
      ...{ worth: { ...told, priceClass: then }, worthNow: "1", worthNowClass: now },
    }) as const;
  it.each([
    [[part("firm", "firm"), part("firm", "firm")], { then: false, now: false }],
    [[part("unreliable", "firm")], { then: true, now: false }],
    [[part("firm", "firm"), part("firm", "unreliable")], { then: false, now: true }],
    [[part("unreliable", "firm"), part("firm", "firm")], { then: true, now: false }],
  ])("says which of the two", (flows, unreliable) => {
    expect(flowLines(flows).map(({ worth }) => worth?.unreliable)).toEqual([unreliable]);
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
