import { expect, it } from "vitest";
import { changesOf, correctionOf } from "@/app/words/correction-form";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";

const saved = correctionOf({
  correction: { classifiedAction: "send", ownAction: "lock", ownSpam: null, alike: { action: 3, spam: 0 } },
  note: "rent",
  tags: ["home", "2026"],
  spam: false,
} as unknown as TransactionDetail);

it("sends nothing where nothing changed but spaces and commas", () => {
  expect(changesOf(saved, { ...saved, note: " rent ", tags: "home,, 2026 ,home" })).toEqual({});
});

it("sends each field that changed, and only those", () => {
  expect(changesOf(saved, { ...saved, action: null })).toEqual({ action: null });
  expect(changesOf(saved, { action: "lock", note: "", tags: "", spam: true })).toEqual({
    note: "",
    tags: [],
    spam: true,
  });
});
