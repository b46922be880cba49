import { expect, test } from "vitest";
import { sayings, signersText } from "@/app/words/address-state-words";

test("who signs for a shared wallet, in words", () => {
  const texts = [
    { keys: ["a", "b", "c"], required: 2 },
    { keys: ["a", "b"], required: 2 },
    { keys: ["a"], required: null },
  ].map((script) => signersText({ script: "s", ...script }));
  expect(texts).toEqual([
    "2 of 3 keys must sign",
    "All of 2 keys must sign",
    "A script of 1 key with conditions of its own",
  ]);
});

test("what can be said of an address: nothing of one without a key, and never what is so already", () => {
  const say = (state: "claimed" | "proven" | "foreign", paymentKind: "key" | "byron" = "key") => {
    const { canClaim, canDeny } = sayings({ state, paymentKind });
    return [canClaim, canDeny];
  };
  expect([say("claimed"), say("proven"), say("foreign"), say("proven", "byron")]).toEqual([
    [true, true],
    [false, true],
    [true, false],
    [false, false],
  ]);
});
