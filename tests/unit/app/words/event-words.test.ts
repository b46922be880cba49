import { describe, expect, it } from "vitest";
import { locationText, roleWords, splitEvents } from "@/app/words/event-words";
import { locationKinds } from "@/lib/ledger/event-location";
import { eventRoles } from "@/lib/ledger/transaction-event";

describe("legs in words", () => {
  it("every location has a name, a position that of its protocol", () => {
    const texts = locationKinds.map((kind) => locationText({ location: `${kind}:x`, protocolName: "Minswap V2" }));
    expect(texts).toEqual([
      "In wallet",
      "At a contract under your stake key",
      "In the order",
      "With Minswap V2",
      "Kept as a deposit",
      "In the reward account",
    ]);
    expect(locationText({ location: "position:x:farm", protocolName: null })).toBe("With the protocol");
  });

  it("what was done stands apart from what it cost and what is to come back", () => {
    const { done, costs } = splitEvents(eventRoles.map((role) => ({ role })));
    expect(costs.map(({ role }) => roleWords[role])).toEqual([
      "Network fee",
      "Batcher fee",
      "Deposit",
      "Deposit returned",
    ]);
    expect([...done, ...costs].map(({ role }) => role).toSorted()).toEqual(eventRoles.toSorted());
  });
});
