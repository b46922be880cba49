import { expect, test } from "vitest";
import { executionLines, partShareText } from "@/app/words/execution-words";

const execution = {
  txHash: "00",
  dex: "minswap-v2",
  dexName: "Minswap V2",
  poolUnit: "ab",
  unit: "lovelace",
  got: { quantity: "1978", share: "0.989" },
  atPrice: "2000",
  fee: { quantity: "6", share: "0.003" },
  ownWeight: { quantity: "20", share: "0.01" },
  others: { quantity: "-4", share: "-0.002" },
  aboveLeast: null,
  whenPlaced: null,
};

test("what was lost goes down, what others brought goes up, and nothing is not told", () => {
  const told = executionLines(execution).map(({ name, part }) => [name, part.quantity, partShareText(part.share)]);
  expect(told).toEqual([
    ["Pool's fee", "-6", "−0.30\u00a0%"],
    ["Price impact", "-20", "−1.00\u00a0%"],
    ["Orders beside yours", "4", "+0.20\u00a0%"],
  ]);
  const against = executionLines({ ...execution, fee: { quantity: "0", share: "0" }, others: execution.fee });
  expect(against.map(({ name, meaning }) => [name, meaning.slice(-9)])).toEqual([
    ["Price impact", "the more."],
    ["Orders beside yours", "inst you."],
  ]);
});
