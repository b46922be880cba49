import { expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { unitOf } from "@/lib/cardano/unit";
import { isBait, suspicionOf } from "@/lib/ledger/suspicion";

const policy = "77".repeat(28);
const hex = (text: string) => Buffer.from(text).toString("hex");
const named = (text: string) => unitOf(policy, hex(text).slice(0, 64));
const texts = { name: null, ticker: null, description: null };

/** Asset names and names in metadata as they were sent out in bulk on mainnet, and the same words in disguise. */
const lures = [
  "Claim at adareward.com",
  "claim-at-ada-gift.io 1234",
  "Visit minswap-drop.org",
  "www.cardanobonus.net",
  "https://snekdrop.xyz",
  "t.me/adaclaims",
  "adabonus .com",
  "WWW . ADA2X . ORG",
  "minsᴡapreward․com",
  "ⓐⓓⓐ-drop.io",
  "ada\u200bclaim.com",
  "$12,000 Voucher",
  "NIGHT Airdrop",
  "MIN_Airdrop_Voucher",
  "Free Mint",
  "Reward: claim here",
  "Claim your 5000 ADA now",
  "Redeem",
];

it.each(lures)("%s is a lure, in the asset name as in the metadata", (text) => {
  expect(suspicionOf(unitOf(policy, "00"), { ...texts, name: text })).not.toBeNull();
  expect(suspicionOf(unitOf(policy, "00"), { ...texts, ticker: text })).not.toBeNull();
  if (Buffer.from(text).length <= 32 && !text.includes("\u200b")) expect(suspicionOf(named(text))).not.toBeNull();
});

/** Tokens that people want, whose names come near. */
const wanted = [
  "HOSKY",
  "Clay Nation #4012",
  "SundaeSwap",
  "Rewards",
  "RewardToken",
  "Claymates",
  "Claimswap LP",
  "Visitor from Space",
  "Revisited",
  "Airdropper 3000",
  "Mr.Brown",
  "No. 1 Collection",
  "SpaceBudz v1.5",
  "St. Nick",
  "Book.1984",
  "ADAM.Smith",
  "U.S.A.",
  "A.I.",
  "Collector's edition",
  "3.14",
  "$SNEK",
  "Vouch",
  "Bonus Track",
  "Telegraph",
  "Cardano.",
  "first.last",
  "Prize Fighter",
];

it.each(wanted)("%s is none", (text) => {
  expect([text, suspicionOf(named(text)), suspicionOf(unitOf(policy, "00"), { ...texts, name: text })]).toEqual([
    text,
    null,
    null,
  ]);
});

it("a description is one only where it asks and leads somewhere", () => {
  const described = (description: string) => suspicionOf(named("Gift"), { ...texts, description });
  expect({
    both: described("Claim your reward at https://ada-gift.io within 24 hours"),
    link: described("A coin for the low. https://hosky.io"),
    ask: described("Holders can claim their rewards each epoch"),
  }).toEqual({ both: "lure_in_description", link: null, ask: null });
});

it("ADA and the tokens of known protocols never are", () => {
  const handle = `f0ff48bbb7bbe9d59a40f1ce90e9e9d0ff5002ec48f232b49ca0fb9a${hex("claim.io")}` as Unit;
  expect(suspicionOf("lovelace" as Unit, { ...texts, name: "claim at x.com" })).toBeNull();
  expect(suspicionOf(handle)).toBeNull();
});

it("a message is bait where it asks and leads somewhere", () => {
  expect(isBait("Visit ada-gift.io to claim your reward")).toBe(true);
  expect(isBait("Minswap: Swap Exact In Order")).toBe(false);
  expect(isBait("Invoice 12 of example.com")).toBe(false);
  expect(isBait("Thanks for the reward")).toBe(false);
});
