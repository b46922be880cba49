import { describe, expect, it } from "vitest";
import { explorerTransaction } from "@/app/words/explorer";

describe("explorerTransaction", () => {
  it("leads to the explorer of the network", () => {
    expect([
      explorerTransaction("mainnet", "ab12"),
      explorerTransaction("preprod", "ab12"),
      explorerTransaction("preview", "ab12"),
    ]).toEqual([
      "https://cardanoscan.io/transaction/ab12",
      "https://preprod.cardanoscan.io/transaction/ab12",
      "https://preview.cardanoscan.io/transaction/ab12",
    ]);
  });

  it("lets nothing but a hash into the link", () => {
    expect(explorerTransaction("mainnet", "ab/../?q=%2f#12")).toBe("https://cardanoscan.io/transaction/ab2f12");
  });
});
