import { expect, it } from "vitest";
import { isRelabelDue, relabelText } from "@/app/words/relabel-words";

const state = { status: "ready", stale: 20, total: 20, checked: 20, skipped: 2, changed: 14 } as const;

it("says what an update changes, and what it leaves", () => {
  expect(relabelText(state)).toEqual({
    title: "This update re-labels 14 transactions",
    text: "2 transactions cannot be read without asking the chain and keep their labels. What you wrote yourself stays.",
  });
  expect(relabelText({ ...state, changed: 1 }).title).toBe("This update re-labels 1 transaction");
  expect(relabelText({ ...state, changed: 0 }).title).toBe("This update changes no label");
});

it("is due while other rules' labels are there, until what can be done is done", () => {
  expect(isRelabelDue({ status: "none", stale: 0 })).toBe(false);
  expect(isRelabelDue({ status: "none", stale: 3 })).toBe(true);
  expect(isRelabelDue({ status: "done", stale: 3 })).toBe(false);
});
