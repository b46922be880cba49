import { expect, it } from "vitest";
import { depthClass, firmFromLovelace, thinFromLovelace } from "@/lib/market/depth-class";

it("A price is firm from 10,000 ADA, thin from 1,000, unreliable below, and of no class without an ADA side", () => {
  expect([firmFromLovelace, thinFromLovelace]).toEqual([10_000_000_000n, 1_000_000_000n]);
  expect(
    [firmFromLovelace, firmFromLovelace - 1n, thinFromLovelace, thinFromLovelace - 1n, 0n, null].map(depthClass),
  ).toEqual(["firm", "thin", "thin", "unreliable", "unreliable", "none"]);
});
