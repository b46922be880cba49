import { expect, it } from "vitest";
import { env } from "@/lib/env";
import { setEnvironment } from "@/tests/support/environment";

it("refuses a burst that leaves no calls to hand out, and says which variable is wrong", () => {
  setEnvironment({ BLOCKFROST_RPS: "10", BLOCKFROST_BURST: "20" });
  expect(() => env()).toThrow(
    "The environment is not complete; see .env.example.\n  BLOCKFROST_BURST: must be more than twice BLOCKFROST_RPS, " +
      "or no calls are left to hand out; the free plan has 500 and 10",
  );
  setEnvironment({ BLOCKFROST_RPS: "10", BLOCKFROST_BURST: "21" });
  expect(env().BLOCKFROST_BURST).toBe(21);
});
