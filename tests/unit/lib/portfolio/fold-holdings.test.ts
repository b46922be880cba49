import { expect, test } from "vitest";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";

const policy = "ab".repeat(28);
const hex = (text: string) => Buffer.from(text).toString("hex");

function row(unit: string, quantity: string, given: Partial<BalanceRow> = {}): BalanceRow {
  return {
    unit,
    quantity,
    place: "wallet",
    credential: null,
    fingerprint: null,
    tokenName: null,
    ticker: null,
    decimals: null,
    kind: null,
    picture: null,
    spam: false,
    ...given,
  };
}

test("a picture is shown through our own route: of IPFS where there is a gateway to it, of spam never", () => {
  const unit = policy + hex("NFT");
  const logoOf = (given: Partial<BalanceRow>, hasGateway: boolean) =>
    foldHoldings([row(unit, "1", { kind: "nft", ...given })], hasGateway).map(({ logo }) => logo);
  const route = `/api/tokens/${unit}/picture`;
  expect([logoOf({ picture: "ipfs" }, true), logoOf({ picture: "ipfs" }, false)]).toEqual([[route], [null]]);
  expect([logoOf({ picture: "inline" }, true), logoOf({ picture: "inline" }, false)]).toEqual([[route], [route]]);
  for (const picture of ["ipfs", "inline", null] as const)
    expect(logoOf({ picture, spam: true }, true)).toEqual([null]);
  expect(logoOf({}, true)).toEqual([null]);
});

test("an amount whose decimals nobody knows yet is none; one of a kind and what carries a datum have none", () => {
  const rows = [
    row(policy + hex("new"), "1500000"),
    row(policy + hex("known"), "1500000", { decimals: 0 }),
    row(`${policy}000de140${hex("nft")}`, "1"),
    row(`${policy}000643b0${hex("ref")}`, "1"),
    row(`${policy}0014df10${hex("ft")}`, "1500000"),
  ];
  const shown = foldHoldings(rows).map(({ name, decimals, displayQuantity }) => [name, decimals, displayQuantity]);
  expect(Object.fromEntries(shown.map(([name, ...rest]) => [name, rest]))).toEqual({
    new: [null, null],
    known: [0, "1500000"],
    nft: [0, "1"],
    ref: [0, "1"],
    ft: [null, null],
  });
});

test("spam comes last, whatever it calls itself", () => {
  const rows = [
    row(policy + hex("a"), "5", { tokenName: "A", kind: "token", spam: true }),
    row(policy + hex("z"), "1", { tokenName: "Z", kind: "nft" }),
    row("lovelace", "1", { spam: true }),
  ];
  expect(foldHoldings(rows).map(({ name, spam }) => [name, spam])).toEqual([
    ["Cardano", false],
    ["Z", false],
    ["A", true],
  ]);
});

test("one holding per unit over all places, exact beyond floats", () => {
  const rows = [
    row("lovelace", "45000000000000001"),
    row("lovelace", "2500000", { place: "contract", credential: "cc".repeat(28) }),
    row("lovelace", "999", { place: "contract", credential: "dd".repeat(28) }),
    row(policy + hex("HOSKY"), "1234", {
      fingerprint: "asset1hosky",
      tokenName: "Hosky Token",
      ticker: "HOSKY",
      decimals: 2,
      kind: "token",
      picture: "inline",
    }),
  ];
  expect(foldHoldings(rows)).toEqual([
    {
      unit: "lovelace",
      policyId: null,
      assetName: null,
      fingerprint: null,
      name: "Cardano",
      ticker: "ADA",
      decimals: 6,
      quantity: "45000000002501000",
      displayQuantity: "45000000002.501",
      kind: "ada",
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
    },
    {
      unit: policy + hex("HOSKY"),
      policyId: policy,
      assetName: hex("HOSKY"),
      fingerprint: "asset1hosky",
      name: "Hosky Token",
      ticker: "HOSKY",
      decimals: 2,
      quantity: "1234",
      displayQuantity: "12.34",
      kind: "token",
      logo: `/api/tokens/${policy}${hex("HOSKY")}/picture`,
      price: null,
      value: null,
      change24h: null,
      spark: null,
      priceSource: null,
      priceClass: "none",
      priceAt: null,
      provenance: null,
      spam: false,
    },
  ]);
});

test("ADA first, then tokens that say what they are, other tokens, NFTs; each by name", () => {
  const nft = `${policy}000de140${hex("Ape")}`;
  const rows = [
    row(policy + hex("Zed"), "1", { tokenName: "Zed", kind: "nft" }),
    row(nft, "1"),
    row(policy + hex("unknown"), "5"),
    row(policy + hex("b"), "5", { tokenName: "beta", kind: "token" }),
    row(policy + hex("a"), "5", { ticker: "ALPHA", kind: "lp" }),
    row("lovelace", "1"),
  ];
  expect(foldHoldings(rows).map(({ name, ticker, kind }) => [name, ticker, kind])).toEqual([
    ["Cardano", "ADA", "ada"],
    ["a", "ALPHA", "lp"],
    ["beta", null, "token"],
    ["unknown", null, "token"],
    ["Ape", null, "nft"],
    ["Zed", null, "nft"],
  ]);
});

test("what adds up to nothing is left out, what is below nothing is shown", () => {
  const rows = [
    row(policy, "7"),
    row(policy, "-7", { place: "contract", credential: "cc".repeat(28) }),
    row(policy + "00ff", "-3"),
  ];
  expect(foldHoldings(rows).map(({ unit, quantity, name }) => [unit, quantity, name])).toEqual([
    [policy + "00ff", "-3", "0x00ff"],
  ]);
});
