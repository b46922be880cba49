import { expect, it } from "vitest";
import { refreshesPerRun } from "@/lib/refresh/refresh-plan";

it.each([
  { plan: "the free plans", calls: 15_000, messages: 1_000, wallets: 5 },
  { plan: "a paid queue", calls: 15_000, messages: 200_000, wallets: 625 },
  { plan: "a small chain quota", calls: 100, messages: 200_000, wallets: 4 },
  { plan: "a queue too small for any", calls: 15_000, messages: 100, wallets: 0 },
])("$plan: $wallets wallets an hour", ({ calls, messages, wallets }) => {
  expect(refreshesPerRun({ calls, messages })).toBe(wallets);
});
