import { addressAt, alternativeAt, DatumError, hashAt, intAt } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { sundaeV1Pools } from "@/lib/protocols/sundae-v1-pool";

const depositLovelace = 2_000_000n;
const actions: readonly OrderKind[] = ["swap", "withdraw", "deposit"];

/** `poolIdent, (destination, alternate), scooperFee, action`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = actions[alternativeAt(data, 3)];
  if (kind === undefined) throw new DatumError(`action ${alternativeAt(data, 3)} is unknown`);
  const maxFeeLovelace = intAt(data, 2);
  const hasMinimum = kind === "swap" && alternativeAt(data, 3, 2) === 0;
  return {
    kind,
    owners: [hashAt(data, 1, 0, 0, 0, 0)],
    receiver: addressAt(data, network, 1, 0, 0),
    offered: offeredFrom(kind, value, maxFeeLovelace + depositLovelace),
    isOfferExact: true,
    wanted: [{ unit: null, minimum: hasMinimum ? intAt(data, 3, 2, 0) : null }],
    maxFeeLovelace,
    depositLovelace,
  };
}

export const sundaeV1 = {
  id: "sundae-v1",
  name: "SundaeSwap V1",
  kind: "dex",
  site: "https://sundae.fi",
  metadataLabels: ["103251"],
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-dex-analytics:querier/config.py",
      note: "escrow",
      hashes: ["ba158766c1bae60e2117ee8987621441fac66a5e0fb9c7aca58cf20a"],
    },
    {
      role: "pool",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/sundaeswap/index.js",
      note: "pool",
      hashes: ["4020e7fc2de75a0729c3cc3af715b34d98381e0cdbcfa99c950bc3ac"],
    },
    {
      role: "factory",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/SundaeSwap.json",
      hashes: ["d42d10695c0c2f7b3f7e32a0559c80704da8cf320289e7831b99d825"],
    },
    {
      role: "treasury",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/SundaeSwap.json",
      note: "scooper rewards",
      hashes: ["646ad13fb9e22d3b802049d85e95dc04edb6471eaa9237a932d38d49"],
    },
    {
      role: "farm",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/SundaeSwap.json",
      note: "V1 farming",
      hashes: ["74db9c7a23605cacae4ee635a15af6e63c5a39915c481254eeb9758b"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "A",
      source: "IndigoProtocol/dexter:src/dex/sundaeswap-v1.ts",
      note: "LP name = 6c7020 + ident; pool NFT = 7020 + ident (same policy)",
      hashes: ["0029cb7c88c7567b63d1a512c0ed626aa169688ec980730c0473b913"],
    },
    {
      role: "license",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/SundaeSwap.json",
      note: "seen in a recorded transaction",
      hashes: ["e8a447d4e19016ca2aa74d20b4c4de87adb1f21dfb5493bf2d7281a6"],
    },
  ],
  readOrder,
  pools: sundaeV1Pools,
  cancelAlternative: 1,
} as const satisfies Protocol;
