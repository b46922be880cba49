import { expect, it } from "vitest";
import type { StakeAddress } from "@/lib/cardano/brand";
import { delegationEventsOf } from "@/lib/ledger/delegation-events";
import { accountScope, addressScope } from "@/lib/ledger/ownership";
import { certificate, own, ownStake, rawTx } from "../../../support/raw-tx-fixture";

const foreign = "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty" as StakeAddress;

it("tells what each certificate did to the own stake key, with what was paid for it, and nothing of others", () => {
  const tx = rawTx({
    certificates: [
      certificate("stake_registration"),
      { ...certificate("stake_delegation", { poolId: "pool1x" }), index: 1 },
      { ...certificate("vote_delegation", { drep: "drep_always_abstain" }), index: 1 },
      { ...certificate("stake_delegation", { poolId: "pool1y", stakeAddress: foreign }), index: 2 },
      { ...certificate("pool_registration", { poolId: "pool1x" }), index: 3 },
      { ...certificate("stake_deregistration", { depositLovelace: -2_000_000n }), index: 4 },
    ],
  });
  const nobody = { poolId: null, drepId: null };
  expect(delegationEventsOf(tx, accountScope(ownStake))).toEqual([
    { certIndex: 0, kind: "stake_registration", ...nobody, depositLovelace: 2_000_000n },
    { certIndex: 1, kind: "stake_delegation", poolId: "pool1x", drepId: null, depositLovelace: 0n },
    { certIndex: 1, kind: "vote_delegation", poolId: null, drepId: "drep_always_abstain", depositLovelace: 0n },
    { certIndex: 4, kind: "stake_deregistration", ...nobody, depositLovelace: -2_000_000n },
  ]);
  expect(delegationEventsOf(tx, addressScope(own))).toEqual([]);
});
