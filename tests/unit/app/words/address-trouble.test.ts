import { describe, expect, it } from "vitest";
import { addressTrouble } from "@/app/words/address-trouble";
import { RequestError } from "@/app/browser/request";

describe("addressTrouble", () => {
  it("says what the server found wrong with the address, and what to do", () => {
    const issues = [
      { field: "label", reason: "Too long" },
      { field: "address", reason: "The checksum does not match." },
    ];
    expect(addressTrouble(new RequestError("label: Too long; address: …", "invalid_address", issues))).toEqual({
      message: "The checksum does not match.",
      next: "Copy the whole address from your wallet and paste it again.",
    });
  });

  it("falls back to the whole answer where no field is named", () => {
    expect(addressTrouble(new RequestError("The server cannot be reached.", "offline"))).toEqual({
      message: "The server cannot be reached.",
      next: "Check your connection and try again.",
    });
  });

  it("shows the way around a $handle that cannot be looked up", () => {
    const codes = ["chain_key_rejected", "chain_quota_exhausted", "chain_unavailable"] as const;
    const next = "Paste the address itself, which needs no look-up, or try again later.";
    expect(codes.map((code) => addressTrouble(new RequestError("status 500", code)))).toEqual([
      { message: "Blockfrost refuses this server's key, so the $handle could not be looked up.", next },
      { message: "Today's Blockfrost calls are used up, so the $handle could not be looked up.", next },
      { message: "The chain cannot be reached, so the $handle could not be looked up.", next },
    ]);
  });
});
