import { describe, expect, it } from "vitest";
import { assetLabel, monogram } from "@/app/words/asset-label";

const policy = "29d222ce763455e3d7a09a665ce554f00ac89d2e99a1a83d267170c6";

describe("assetLabel", () => {
  it("calls lovelace ADA", () => {
    expect(assetLabel({ unit: "lovelace", ticker: null, name: null })).toEqual({ short: "ADA", long: "Cardano" });
  });

  it("prefers the ticker and keeps the name", () => {
    expect(assetLabel({ unit: `${policy}4d494e`, ticker: "MIN", name: "Minswap" })).toEqual({
      short: "MIN",
      long: "Minswap",
    });
  });

  it("reads the asset name where nothing better is known", () => {
    expect(assetLabel({ unit: `${policy}0014df104d494e`, ticker: null, name: null })).toEqual({
      short: "MIN",
      long: "MIN",
    });
  });

  it("names the policy of a nameless token", () => {
    expect(assetLabel({ unit: policy, ticker: null, name: null })).toEqual({
      short: "Token 29d222…70c6",
      long: "Policy 29d222…70c6",
    });
  });

  it.each(["ADA", "ada ", "\u200BA\u202EDA", "A.D.A", "₳", "Lovelace", "\uFF21\uFF24\uFF21"])(
    "never lets a token pass as ADA: %j",
    (ticker) => {
      expect(assetLabel({ unit: `${policy}414441`, ticker, name: null }).short).toMatch(/\(token 29d222…70c6\)$/);
    },
  );
});

describe("monogram", () => {
  it("takes letters and digits only", () => {
    expect([monogram("$hosky"), monogram("…"), monogram("7 seas")]).toEqual(["HO", "?", "7S"]);
  });
});
