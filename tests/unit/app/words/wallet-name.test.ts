import { describe, expect, it } from "vitest";
import { walletName } from "@/app/words/wallet-name";

const stakeAddress = "stake1u9chxm770df3p8g64t8z83r6dt2avhjvcdu6ashxp2nxg8q7f74l0";
const address = "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8";

describe("walletName", () => {
  it("is the person's own label, made harmless", () => {
    expect(walletName({ label: " Savings\u202E 1 ", stakeAddress, address })).toBe("Savings 1");
  });

  it("is the shortened stake address, else the address, where there is no label to read", () => {
    expect([
      walletName({ label: null, stakeAddress, address }),
      walletName({ label: "\u200B", stakeAddress: null, address }),
    ]).toEqual(["stake1u9chxm…7f74l0", "addr1vx2fxv2…66hrl8"]);
  });
});
