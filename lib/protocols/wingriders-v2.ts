import type { Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import { addressAt, alternativeAt, hashAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo, type Wanted } from "@/lib/protocols/order-terms";
import { givenOut, heldReserves, type PoolReader, type PoolUtxo } from "@/lib/protocols/pool";
import type { Protocol } from "@/lib/protocols/protocol";

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

/** LP tokens are named for their pool by 32 bytes; `4c` marks a pool that is valid. */
const lpName = /^[0-9a-f]{64}$/;
/** Stays in a pool with an ADA side, and belongs to neither reserve. */
const oilLovelace = 3_000_000n;

/** Fields 12 to 17 are treasuries of protocol, project and reserve, of asset A and asset B in turn. */
function treasury(data: PoolUtxo["data"], side: 0 | 1): bigint {
  return intAt(data, 12 + side) + intAt(data, 14 + side) + intAt(data, 16 + side);
}

/** `requestHash, policyA, nameA, policyB, nameB, …`. */
const pools: PoolReader = {
  poolUnit: (lp) => (lpName.test(splitUnit(lp)?.assetName ?? "") ? lp : null),
  read: (pool) => ({
    supply: givenOut(pool),
    reserves: heldReserves(
      pool,
      [
        [unitFrom(hexAt(pool.data, 1), hexAt(pool.data, 2)), treasury(pool.data, 0)],
        [unitFrom(hexAt(pool.data, 3), hexAt(pool.data, 4)), treasury(pool.data, 1)],
      ],
      oilLovelace,
    ),
  }),
};

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
  pools,
  cancelAlternative: 1,
  batcherFeeLovelace: agentFeeLovelace,
} as const satisfies Protocol;
