import { describe, expect, it } from "vitest";
import { otherNetworkText, walletTrouble, type WalletStep } from "@/app/words/wallet-trouble";

const said = (step: WalletStep, error: unknown) => walletTrouble({ wallet: "Lace", step, error });

describe("why a wallet did not do what was asked", () => {
  it.each<[string, WalletStep, unknown, RegExp]>([
    [
      "a connection that was declined",
      "connect",
      { code: -3, info: "user canceled connection" },
      /^You declined in Lace/,
    ],
    ["the same as an Error", "connect", Object.assign(new Error("User reject"), { code: -3 }), /^You declined in Lace/],
    ["the same as plain text", "connect", "canceled by user", /^You declined in Lace/],
    ["a signature that was declined", "sign", { code: 3, info: "User declined" }, /^You declined to sign in Lace/],
    [
      "the same by the code of signTx",
      "sign",
      { code: 2, info: "user declined sign tx" },
      /^You declined to sign in Lace/,
    ],
    ["the same without a code", "sign", new Error("User rejected"), /^You declined to sign in Lace/],
    ["the same by the API's code", "sign", { code: -3, info: "" }, /^You declined in Lace/],
    [
      "an address without a key there",
      "sign",
      { code: 2, info: "" },
      /^Lace did not sign: it was declined, or the account/,
    ],
    ["no proof", "sign", { code: 1, info: "ProofGeneration" }, /^Lace could not sign with this account/],
    ["another account", "address", { code: -4, info: "" }, /^The account was changed in Lace/],
    ["an error of its own", "connect", { code: -2, info: "internal error" }, /^Lace reported an error of its own/],
    ["locked", "address", { code: -2, info: "Wallet is locked" }, /^Lace is locked/],
    ["no account", "connect", { code: -2, info: "no account set" }, /^Lace has no account open/],
    ["nothing at all", "sign", undefined, /^Lace reported an error of its own/],
  ])("%s", (_name, step, error, sentence) => expect(said(step, error)).toMatch(sentence));

  it("each cause has a sentence of its own", () => {
    const causes = [{ code: -3 }, { code: -4 }, { code: -2 }, { code: 1 }, { code: 2 }, { code: 3 }];
    expect(new Set(causes.map((cause) => said("sign", cause))).size).toBe(causes.length);
  });

  it("names the network that the wallet is on", () => {
    expect([otherNetworkText("Vespr", true), otherNetworkText("Vespr", false)]).toEqual([
      "Vespr is on a test network, and this site follows mainnet. Switch Vespr to mainnet and try again.",
      "Vespr is on mainnet, and this site follows a test network. Switch Vespr to that network and try again.",
    ]);
  });
});
