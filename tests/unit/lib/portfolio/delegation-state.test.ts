import { expect, it } from "vitest";
import { delegationState } from "@/lib/portfolio/delegation-state";

const given = { activeFrom: 598, retirement: null, lastReward: 612, epoch: 614, readIn: 614 };
const state = (more: Partial<Parameters<typeof delegationState>[0]>) => {
  const { is, epoch } = delegationState({ ...given, ...more });
  return `${is} ${epoch ?? "-"}`;
};

it("earns while rewards come, or may still come", () => {
  expect(state({})).toBe("earning -");
  // Some epochs without a block are no news; neither is a list that was not read again.
  expect(state({ epoch: 618, readIn: 618 })).toBe("earning -");
  expect(state({ epoch: 670 })).toBe("earning -");
  expect(state({ lastReward: null, activeFrom: 612 })).toBe("earning -");
  expect(state({ readIn: null, lastReward: null, epoch: 670 })).toBe("earning -");
  expect(state({ activeFrom: null, lastReward: null, epoch: 670, readIn: 670 })).toBe("earning -");
});

it("does not earn yet, nor where no reward came for long", () => {
  expect(state({ activeFrom: 616 })).toBe("not_yet 616");
  expect(state({ epoch: 619, readIn: 619 })).toBe("unrewarded 612");
  expect(state({ lastReward: null, epoch: 670, readIn: 670 })).toBe("unrewarded -");
  // A new delegation to a pool that paid long ago counts from when it is active.
  expect(state({ activeFrom: 668, epoch: 670, readIn: 670 })).toBe("earning -");
});

it("does not earn at a pool that retired, whatever came before; one that will retire pays until then", () => {
  expect(state({ retirement: { isRetired: true, epoch: 614 } })).toBe("retired 614");
  expect(state({ retirement: { isRetired: true, epoch: null } })).toBe("retired 612");
  expect(state({ retirement: { isRetired: false, epoch: 620 } })).toBe("retiring 620");
});
