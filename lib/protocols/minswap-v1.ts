import { addressAt, alternativeAt, assetAt, DatumError, hashAt, intAt } from "@/lib/protocols/datum";
import { minswapV1Pools } from "@/lib/protocols/minswap-v1-pool";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo, type Wanted } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const steps: readonly OrderKind[] = ["swap", "exact_out", "deposit", "withdraw", "zap_in"];

function wantedBy(kind: OrderKind, data: OrderUtxo["data"]): readonly Wanted[] {
  if (kind === "deposit") return [{ unit: null, minimum: intAt(data, 3, 0) }];
  if (kind === "withdraw") {
    return [
      { unit: null, minimum: intAt(data, 3, 0) },
      { unit: null, minimum: intAt(data, 3, 1) },
    ];
  }
  const unit = kind === "zap_in" ? null : assetAt(data, 3, 0);
  return [{ unit, minimum: intAt(data, 3, 1) }];
}

/** `sender, receiver, receiverDatumHash, step, batcherFee, depositAda`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = steps[alternativeAt(data, 3)];
  if (kind === undefined) throw new DatumError(`step ${alternativeAt(data, 3)} is unknown`);
  const maxFeeLovelace = intAt(data, 4);
  const depositLovelace = intAt(data, 5);
  return {
    kind,
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 1),
    offered: offeredFrom(kind, value, maxFeeLovelace + depositLovelace),
    isOfferExact: true,
    wanted: wantedBy(kind, data),
    maxFeeLovelace,
    depositLovelace,
  };
}

export const minswapV1 = {
  id: "minswap-v1",
  name: "Minswap V1",
  kind: "dex",
  site: "https://minswap.org",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "Batch order (current V1)",
      hashes: ["a65ca58a4e9c755fa830173d2a5caed458ac0c73f97db7faae2e7e3b"],
    },
    {
      role: "order",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-dex-analytics:querier/config.py",
      note: "Batch order (first deployment)",
      hashes: ["0ca50950adbb06c5c5f6833924a66ac873e43202588b6d338602d78d"],
    },
    {
      role: "pool",
      grade: "A",
      source: "minswap/sdk:test/address.test.ts",
      note: "Liquidity pool (current V1)",
      hashes: ["e1317b152faac13426e6a83e06ff88a4d62cce3c1634ab0a5ec13309"],
    },
  ],
  policies: [
    {
      role: "factory",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "factory token, asset name 4d494e53574150",
      hashes: ["13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f"],
    },
    {
      role: "factory",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/MinswapAnalyzer.ts",
      note: "first deployment",
      hashes: ["3f6092645942a54a75186b25e0975b79e1f50895ad958b42015eb6d2"],
    },
    {
      role: "lp",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "LP token; asset name equals pool-NFT asset name",
      hashes: ["e4214b7cce62ac6fbba385d164df48e157eae5863521b4b67ca71d86"],
    },
    {
      role: "lp",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/MinswapAnalyzer.ts",
      note: "first deployment",
      hashes: ["e0baa1f0887a766daf5196f92c88728e356e71255c5ad00866607484"],
    },
    {
      role: "pool_nft",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "pool NFT",
      hashes: ["0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1"],
    },
    {
      role: "pool_nft",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/MinswapAnalyzer.ts",
      note: "first deployment",
      hashes: ["5178cc70a14405d3248e415d1a120c61d2aa74b4cee716d475b1495e"],
    },
  ],
  readOrder,
  pools: minswapV1Pools,
  cancelAlternative: 1,
} as const satisfies Protocol;
