import { describe, expect, it } from "vitest";
import type { Holding } from "@/lib/contract/holdings";
import { matchHoldings, placesByUnit, splitOf } from "@/app/words/holding-places";

const min: Holding = {
  unit: "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c64d494e",
  policyId: "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c6",
  assetName: "4d494e",
  fingerprint: "asset1d9v7aptfvpx7we2la8f25kwprkj2ma5rp6uwzv",
  name: "Minswap",
  ticker: "MIN",
  decimals: 6,
  quantity: "1",
  displayQuantity: "0.000001",
  kind: "token",
  logo: null,
  price: null,
  value: null,
  change24h: null,
  spark: null,
  priceSource: null,
  priceClass: "none",
  priceAt: null,
  provenance: null,
  spam: false,
};

describe("places", () => {
  it("are added up by unit and kind of place", () => {
    const places = placesByUnit([
      { place: "wallet", credential: null, unit: "lovelace", quantity: "5" },
      { place: "contract", credential: "aa", unit: "lovelace", quantity: "7" },
      { place: "contract", credential: "bb", unit: "lovelace", quantity: "9007199254740993" },
    ]);
    expect([splitOf(places, "lovelace"), splitOf(places, min.unit)]).toEqual([
      { wallet: 5n, contract: 9007199254741000n },
      { wallet: 0n, contract: 0n },
    ]);
  });
});

describe("matchHoldings", () => {
  it.each(["min", "SWAP", " 29d222ce ", "asset1d9v7", ""])(
    "finds by name, ticker, policy and fingerprint: %j",
    (text) => {
      expect(matchHoldings([min], text)).toEqual([min]);
    },
  );

  it("finds nothing else", () => {
    expect(matchHoldings([min], "snek")).toEqual([]);
  });
});
