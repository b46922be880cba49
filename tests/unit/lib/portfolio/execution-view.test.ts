import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { executionView } from "@/lib/portfolio/execution-view";
import { splashNft } from "../market/exchange-parts";
import { min, told } from "./told-execution";

const shown = {
  txHash: "00".repeat(32),
  dex: "minswap-v2",
  dexName: "Minswap V2",
  poolUnit: splashNft,
  unit: min,
  got: { quantity: "1978", share: "0.989" },
  atPrice: "2000",
  fee: { quantity: "6", share: "0.003" },
  ownWeight: { quantity: "20", share: "0.01" },
  others: { quantity: "-4", share: "-0.002" },
  aboveLeast: { quantity: "78", share: "0.039" },
  whenPlaced: { quantity: "1990", more: { quantity: "-12", share: "-0.006" } },
};

describe("executionView", () => {
  it("tells each part and what share of the price's it is", () => {
    expect(executionView(told)).toEqual(shown);
  });

  it.each([
    ["the order asked for no least", { wanted: [] }],
    ["it took any price", { wanted: [{ unit: min, minimum: 1n }] }],
    ["it asked for another", { wanted: [{ unit: lovelace, minimum: 1n }] }],
    ["it is one of several fills", { isWhole: false }],
  ])("does not compare with the least where %s", (_, given) => {
    expect(executionView({ ...told, ...given })).toEqual({ ...shown, aboveLeast: null });
  });

  it("what was there when it was placed may not be known", () => {
    expect(executionView({ ...told, whenPlaced: null })).toEqual({ ...shown, whenPlaced: null });
  });

  it("a price that comes to nothing tells nothing", () => {
    expect(executionView({ ...told, atPrice: 0n })).toBeNull();
  });
});
