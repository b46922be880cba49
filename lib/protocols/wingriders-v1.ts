import type { Unit } from "@/lib/cardano/brand";
import { addressAt, alternativeAt, assetAt, DatumError, hashAt, intAt } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo, type Wanted } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { wingridersV1Pools } from "@/lib/protocols/wingriders-v1-pool";

const depositLovelace = 2_000_000n;
const actions: readonly OrderKind[] = ["swap", "deposit", "withdraw"];

function wantedBy(kind: OrderKind, data: OrderUtxo["data"], a: Unit, b: Unit): readonly Wanted[] {
  const first = intAt(data, 1, kind === "swap" ? 1 : 0);
  if (kind === "swap") return [{ unit: alternativeAt(data, 1, 0) === 0 ? b : a, minimum: first }];
  if (kind === "deposit") return [{ unit: null, minimum: first }];
  return [
    { unit: a, minimum: first },
    { unit: b, minimum: intAt(data, 1, 1) },
  ];
}

/** `(beneficiary, ownerPkh, deadline, (assetA, assetB)), action`; the agent's fee stands nowhere. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = actions[alternativeAt(data, 1)];
  if (kind === undefined) throw new DatumError(`action ${alternativeAt(data, 1)} is unknown`);
  return {
    kind,
    owners: [hashAt(data, 0, 1)],
    receiver: addressAt(data, network, 0, 0),
    offered: offeredFrom(kind, value, agentFeeLovelace + depositLovelace),
    isOfferExact: false,
    wanted: wantedBy(kind, data, assetAt(data, 0, 3, 0), assetAt(data, 0, 3, 1)),
    maxFeeLovelace: null,
    depositLovelace,
  };
}

/** The full fee; since March 2024 small orders pay 0.85 or 1.5 ADA, which the pool's change shows. */
const agentFeeLovelace = 2_000_000n;

export const wingridersV1 = {
  id: "wingriders-v1",
  name: "WingRiders V1",
  kind: "dex",
  site: "https://www.wingriders.com",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "WingRiders/dex-serializer:test/pool.spec.ts",
      note: "request (constant product)",
      hashes: ["86ae9eebd8b97944a45201e4aec1330a72291af2d071644bba015959"],
    },
    {
      role: "pool",
      grade: "A",
      source: "WingRiders/dex-blockfrost-adapter:README.md",
      note: "pool",
      hashes: ["e6c90a5923713af5786963dee0fdffd830ca7e0c86a041d9e5833e91"],
    },
    {
      role: "factory",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/wingriders.json",
      hashes: ["e9823c2d96ffc29ba6dd695fd85f784aa081bdcc01f92bb43242e752"],
    },
    {
      role: "order",
      grade: "A",
      source: "WingRiders/dex-blockfrost-adapter:src/constants.ts",
      note: "stableswap request",
      hashes: ["c5e0385012d5f010b1dc7ab42ba632944052de232051ec6ce3bfd72e"],
    },
    {
      role: "pool",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/wingriders/constants.ts",
      note: "stableswap pool",
      hashes: ["9868d58fbfcc2b14cfc7d9eec0b765e7e6fc4e950c9c2748ace9ce61"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "A",
      source: "WingRiders/dex-blockfrost-adapter:README.md",
      note: "LP + pool validity token (asset name 4c)",
      hashes: ["026a18d04a0c642759bb3d83b12e3344894e5c1c7b2aeb1a2113a570"],
    },
    {
      role: "lp",
      grade: "A",
      source: "WingRiders/dex-blockfrost-adapter:src/constants.ts",
      note: "stableswap LP",
      hashes: ["980e8c567670d34d4ec13a0c3b6de6199f260ae5dc9dc9e867bc5c93"],
    },
  ],
  readOrder,
  pools: wingridersV1Pools,
  cancelAlternative: 1,
  batcherFeeLovelace: agentFeeLovelace,
} as const satisfies Protocol;
