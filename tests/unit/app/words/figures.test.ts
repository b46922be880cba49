import { expect, it } from "vitest";
import { boundText, limitName, partText, percentText } from "@/app/words/figures";

it("says how much of a whole, never rounded up to it", () => {
  expect([partText(12_345, 50_000), partText(0, 0), percentText(0.999), percentText(1)]).toEqual([
    "12,345 of 50,000 (24 %)",
    "0 of 0 (0 %)",
    "99 %",
    "100 %",
  ]);
});

it("says a time's upper bound", () => {
  expect([boundText(500), boundText(4_000), boundText(null)]).toEqual(["≤ 500 ms", "≤ 4 s", "over 10 s"]);
});

it("says what a limit is about, and keeps the name of a variable", () => {
  expect([limitName("walletAddresses"), limitName("rules"), limitName("MAX_WALLETS_PER_USER")]).toEqual([
    "Wallet addresses",
    "Rules",
    "MAX_WALLETS_PER_USER",
  ]);
});
