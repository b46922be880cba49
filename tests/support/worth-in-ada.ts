import type { Transaction } from "@/lib/contract/transactions";

type Worths = Required<Pick<Transaction["flows"][number], "worth" | "worthNow" | "worthNowClass">>;

/** What so much ADA was worth in ADA, and is. */
export const worthInAda = (ada: string, at: string): Worths => ({
  worth: {
    ada,
    value: ada,
    rank: "output",
    priceClass: "firm",
    priceSource: null,
    priceAt: at,
    provenance: null,
    reason: null,
  },
  worthNow: ada,
  worthNowClass: "firm",
});

/** Of a token that no pool trades. */
export const worthNothingKnown: Worths = {
  worth: {
    ada: null,
    value: null,
    rank: null,
    priceClass: "none",
    priceSource: null,
    priceAt: null,
    provenance: null,
    reason: "none exists",
  },
  worthNow: null,
  worthNowClass: "none",
};
