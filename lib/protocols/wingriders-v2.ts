import type { Unit } from "@/lib/cardano/brand";
import { addressAt, alternativeAt, hashAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo, type Wanted } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { wingridersV2Pools } from "@/lib/protocols/wingriders-v2-pool";

const actions: readonly OrderKind[] = ["swap", "deposit", "withdraw"];
const agentFeeLovelace = 2_000_000n;

function wantedBy(kind: OrderKind, data: OrderUtxo["data"], a: Unit, b: Unit): readonly Wanted[] {
  if (kind === "swap") return [{ unit: alternativeAt(data, 10, 0) === 0 ? b : a, minimum: intAt(data, 10, 1) }];
  if (kind === "deposit") return [{ unit: null, minimum: intAt(data, 10, 0) }];
  if (kind !== "withdraw") return [];
  return [
    { unit: a, minimum: intAt(data, 10, 0) },
    { unit: b, minimum: intAt(data, 10, 1) },
  ];
}

/** `oil, beneficiary, owner, …, deadline, assetA, assetB, action, …`; the agent's fee stands in the pool. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = actions[alternativeAt(data, 10)] ?? "other";
  const depositLovelace = intAt(data, 0);
  const [a, b] = [unitFrom(hexAt(data, 6), hexAt(data, 7)), unitFrom(hexAt(data, 8), hexAt(data, 9))];
  return {
    kind,
    owners: [hashAt(data, 2, 0, 0)],
    receiver: addressAt(data, network, 1),
    offered: offeredFrom(kind, value, agentFeeLovelace + depositLovelace),
    isOfferExact: false,
    wanted: wantedBy(kind, data, a, b),
    maxFeeLovelace: null,
    depositLovelace,
  };
}

export const wingridersV2 = {
  id: "wingriders-v2",
  name: "WingRiders V2",
  kind: "dex",
  site: "https://www.wingriders.com",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/wingriders/constants.ts",
      note: "request constant product; request stableswap",
      hashes: [
        "c134d839a64a5dfb9b155869ef3f34280751a622f69958baa8ffd29c",
        "23680ea6701b56f2c12ae79d8af94fd36f509b7b007029c7ce114840",
      ],
    },
    {
      role: "pool",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/wingriders/constants.ts",
      note: "pool constant product; pool stableswap",
      hashes: [
        "af97793b8702f381976cec83e303e9ce17781458c73c4bb16fe02b83",
        "946ae228430f2fc64aa8b3acb910ee27e9b3e47aa8f925fac27834a1",
      ],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/wingriders/constants.ts",
      note: "LP + pool validity (4c)",
      hashes: ["6fdc63a1d71dc2c65502b79baae7fb543185702b12c3c5fb639ed737"],
    },
  ],
  readOrder,
  pools: wingridersV2Pools,
  cancelAlternative: 1,
  batcherFeeLovelace: agentFeeLovelace,
} as const satisfies Protocol;
