import { expect, test } from "vitest";
import { partyText } from "@/app/words/address-book";

test("how often somebody was dealt with", () => {
  expect(partyText({ sends: 14, receives: 1 })).toBe("sent to 14 times, received from once");
  expect(partyText({ sends: 0, receives: 1200 })).toBe("received from 1,200 times");
});
