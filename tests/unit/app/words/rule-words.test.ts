import { expect, it } from "vitest";
import { ruleText } from "@/app/words/rule-words";
import { likenessKinds } from "@/lib/ledger/likeness-key";

const made = { id: "i", createdAt: "2026-01-01T00:00:00Z", transactions: 2, madeOn: null };
const called = { ...made, action: "farm_stake", spam: null } as const;
const script = "5c".repeat(28);

it("says what a rule is about and what it makes of it", () => {
  const out = { kind: "contract", direction: "out", shared: [script, "6d".repeat(28)] } as const;
  expect(ruleText({ ...called, about: { ...out, shared: [...out.shared] } })).toBe(
    "All transactions that put value at contract 5c5c5c5c…5c5c5c and 1 more are called “Staked in a farm”",
  );
  expect(
    ruleText({ ...made, action: null, spam: true, about: { kind: "tokens", direction: "in", shared: [script] } }),
  ).toBe("All transactions that bring tokens of policy 5c5c5c5c…5c5c5c are spam");
});

it("has words for every kind of likeness, each its own", () => {
  const texts = likenessKinds.map((kind) => ruleText({ ...called, about: { kind, direction: "none", shared: ["x"] } }));
  expect(new Set(texts).size).toBe(likenessKinds.length);
});
