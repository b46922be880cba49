import { beforeEach, expect, it, vi } from "vitest";
import type { Env } from "@/lib/env";
import { setEnvironment } from "@/tests/support/environment";

/** A module of its own for each test: the environment is read once. */
let env: () => Env;
beforeEach(async () => {
  vi.resetModules();
  ({ env } = await import("@/lib/env"));
});

it("refuses a burst that leaves no calls to hand out, and says which variable is wrong", () => {
  setEnvironment({ BLOCKFROST_RPS: "10", BLOCKFROST_BURST: "20" });
  expect(() => env()).toThrow(
    "The environment is not complete; see .env.example.\n  BLOCKFROST_BURST: must be more than twice BLOCKFROST_RPS, " +
      "or no calls are left to hand out; the free plan has 500 and 10",
  );
  setEnvironment({ BLOCKFROST_RPS: "10", BLOCKFROST_BURST: "21" });
  expect(env().BLOCKFROST_BURST).toBe(21);
});

const local = "http://127.0.0.1:1";

it.each([
  ["", { coinbase: local, binance: local, kraken: local, frankfurter: local }],
  ["kraken, binance", { kraken: local, binance: local }],
  ["none", {}],
])("sources of rates: %o", (list, rates) => {
  setEnvironment({ RATE_SOURCES: list, KRAKEN_BASE_URL: `${local}/` });
  expect(env().rates).toEqual(rates);
});

it("refuses a source of rates that there is not", () => {
  setEnvironment({ RATE_SOURCES: "binance,coingecko" });
  expect(() => env()).toThrow("RATE_SOURCES.1: Invalid option");
});

it("only hosts of sources that are switched on may be called", async () => {
  const { outboundFetch } = await import("@/lib/outbound");
  setEnvironment({
    RATE_SOURCES: "binance",
    BINANCE_BASE_URL: "http://127.0.0.1:2",
    KRAKEN_BASE_URL: "http://127.0.0.1:3",
  });
  await expect(outboundFetch("http://127.0.0.1:2/api", {})).rejects.toThrow("fetch failed");
  await expect(outboundFetch("http://127.0.0.1:3/0", {})).rejects.toThrow("is not a host that this server may call");
});
