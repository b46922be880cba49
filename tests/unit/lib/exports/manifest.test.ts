import { expect, test } from "vitest";
import { manifestHash, type Manifest } from "@/lib/exports/manifest";
import { treatment } from "@/tests/support/exported-history";

const manifest: Manifest = {
  format: "koinly",
  range: { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) },
  heights: new Map([
    ["w0", 12_000_000],
    ["w1", 12_000_001],
  ]),
  rules: "abc",
  accounting: [
    {
      from: 0,
      rules: {
        method: "fifo",
        scope: "wallet",
        onShortfall: "zero-cost",
        longTermAfterDays: 365,
        rankedBy: "unit-cost",
      },
    },
  ],
  treatment,
  rewards: "withdrawn",
  prices: "p1",
  settings: {
    ...{ currency: "USD", wallet: null, symbols: new Map() },
    walletNames: new Map([["w0", "Daily"]]),
    numbers: new Map([["a", 1]]),
  },
};

test("what is equal has one name, in whatever order it was put together", () => {
  const reversed = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as Manifest;
  expect(manifestHash(manifest)).toMatch(/^[0-9a-f]{64}$/);
  expect(manifestHash({ ...reversed, heights: new Map([...manifest.heights].reverse()) })).toBe(manifestHash(manifest));
});

test("whatever the bytes follow from changes it", () => {
  const others: Manifest[] = [
    manifest,
    { ...manifest, format: "summ" },
    { ...manifest, range: { ...manifest.range, to: 0 } },
    { ...manifest, heights: new Map([["w0", 12_000_000]]) },
    {
      ...manifest,
      heights: new Map([
        ["w0", 12_000_001],
        ["w1", 12_000_000],
      ]),
    },
    { ...manifest, rules: "abd" },
    { ...manifest, accounting: manifest.accounting.map((each) => ({ ...each, from: 1 })) },
    { ...manifest, treatment: { ...treatment, airdrop: "zero-cost" } },
    { ...manifest, rewards: "apart" },
    { ...manifest, prices: "p2" },
    { ...manifest, settings: { ...manifest.settings, wallet: "w0" } },
    { ...manifest, settings: { ...manifest.settings, numbers: new Map([["a", 2]]) } },
    { ...manifest, settings: { ...manifest.settings, symbols: new Map([["a", "MIN"]]) } },
  ];
  expect(new Set(others.map(manifestHash)).size).toBe(others.length);
});
