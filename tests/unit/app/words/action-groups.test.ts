import { expect, it } from "vitest";
import { actionGroups } from "@/app/words/action-groups";
import { actions } from "@/lib/ledger/action";

it("holds every action just once", () => {
  expect(actionGroups.flatMap(([, members]) => [...members]).sort()).toEqual([...actions].sort());
});
