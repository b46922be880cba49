import { expect, test } from "vitest";
import type { CredentialHash, StakeAddress } from "@/lib/cardano/brand";
import { accountScope, withKeys } from "@/lib/ledger/ownership";

const scope = accountScope("stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty" as StakeAddress, {
  listedAddresses: [],
  verifiedKeys: ["aa"] as unknown as CredentialHash[],
});
const keys = (...names: string[]) => names as CredentialHash[];

test("a further key joins those that are known", () => {
  expect(withKeys(scope, { verified: keys("aa", "bb") })).toEqual({ ...scope, verifiedKeys: new Set(["aa", "bb"]) });
});

test("what shows no further key leaves the scope as it is: a wallet's thousands of keys are not copied for each transaction", () => {
  expect(withKeys(scope, { verified: keys() })).toBe(scope);
  expect(withKeys(scope, { verified: keys("aa") })).toBe(scope);
});
