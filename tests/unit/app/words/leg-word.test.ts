import { expect, test } from "vitest";
import { kindsIn, kindsOut } from "@/lib/accounting/word";
import { eventWord } from "@/lib/contract/transaction-events";
import { legKinds, saidText, wordEntered } from "@/app/words/leg-word";

const field = (fields: Record<string, string>) => (name: string) => fields[name] ?? "";

test("a word is told in a sentence", () => {
  expect(saidText({ kind: "gift", value: null, basis: null, currency: null })).toBe("You said: a gift");
  expect(saidText({ kind: "income", value: "12.5", basis: "3.00000000001", currency: "EUR" })).toBe(
    "You said: income, worth €12.50, that cost €3.00",
  );
  expect(saidText({ kind: null, value: "2", basis: null, currency: "ADA" })).toBe("You said: worth 2 ADA");
});

test("offered is what is taken", () => {
  expect([legKinds(true), legKinds(false)]).toEqual([[...kindsIn], [...kindsOut]]);
});

test("a form says a word, with a currency where it says money", () => {
  const parsed = (fields: Record<string, string>) => eventWord.safeParse(wordEntered(field(fields))).data ?? null;
  expect(parsed({ kind: "gift", currency: "EUR" })).toEqual({ kind: "gift", value: null, basis: null, currency: null });
  expect(parsed({ kind: "", value: " 3 ", currency: "EUR" })).toEqual({
    ...{ kind: null, value: "3", basis: null, currency: "EUR" },
  });
  expect(parsed({ currency: "EUR" })).toBeNull();
  expect(parsed({ value: "3,5", currency: "EUR" })).toBeNull();
});
