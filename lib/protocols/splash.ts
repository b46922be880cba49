import { addressAt, alternativeAt, assetAt, DatumError, hashAt, hexAt, intAt } from "@/lib/protocols/datum";
import type { OrderTerms, OrderUtxo } from "@/lib/protocols/order-terms";
import { readSpectrumOrder } from "@/lib/protocols/spectrum";
import type { Protocol } from "@/lib/protocols/protocol";
import { splashPools } from "@/lib/protocols/splash-pool";

const limitTag = "00";
const instantTag = "01";

/** `tag 00, beacon, in, tradableInput, costPerExStep, minMarginalOutput, out, basePrice, fee, redeemer, cancellationPkh, …`. */
function readLimit({ data, network }: OrderUtxo): OrderTerms {
  return {
    kind: "limit",
    owners: [hashAt(data, 10)],
    receiver: addressAt(data, network, 9),
    offered: new Map([[assetAt(data, 2), intAt(data, 3)]]),
    isOfferExact: true,
    wanted: [{ unit: assetAt(data, 6), minimum: null }],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

/** `tag 01, redeemer, in, out, price, fee, minLovelace, executor, cancelAfter, cancelPkh`; all of the input is offered. */
function readInstant({ data, network, value }: OrderUtxo): OrderTerms {
  const unit = assetAt(data, 2);
  const amount = value.get(unit);
  return {
    kind: "swap",
    owners: [hashAt(data, 9)],
    receiver: addressAt(data, network, 1),
    offered: unit === "lovelace" || amount === undefined ? null : new Map([[unit, amount]]),
    isOfferExact: true,
    wanted: [{ unit: assetAt(data, 3), minimum: null }],
    maxFeeLovelace: intAt(data, 5),
    depositLovelace: intAt(data, 6),
  };
}

function readOrder(order: OrderUtxo): OrderTerms {
  if (order.kind === "deposit" || order.kind === "withdraw") return readSpectrumOrder(order);
  if (alternativeAt(order.data) !== 0) throw new DatumError("not an order of a known form");
  const tag = hexAt(order.data, 0);
  if (tag === limitTag) return readLimit(order);
  if (tag === instantTag) return readInstant(order);
  throw new DatumError(`tag ${tag} is unknown`);
}

export const splash = {
  id: "splash",
  name: "Splash Protocol",
  kind: "dex",
  site: "https://www.splash.trade",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "limit/spot order v3",
      hashes: ["464eeee89f05aff787d40045af2a40a83fd96c513197d32fbc54ff02"],
    },
    {
      role: "order",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/splash/constants.ts",
      note: "limit order v2",
      hashes: ["2025463437ee5d64e89814a66ce7f98cb184a66ae85a2fbbfd750106"],
    },
    {
      role: "order",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-offchain-cardano/src/orders/limit.rs",
      note: "limit order v1",
      hashes: ["dbe7a3d8a1d82990992a38eea1a2efaa68e931e252fc92ca1383809b"],
    },
    {
      role: "order",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/plutus.json",
      note: "grid order",
      hashes: ["6eff899ca605c05c115f0d7b0d0397e2dd886cd366d77bcb4ac65922"],
    },
    {
      role: "batcher",
      use: "stake",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/plutus.json",
      note: "limit-order witness (withdraw-0)",
      hashes: ["96f5c1bee23481335ff4aece32fe1dfa1aa40a944a66d2d6edc9a9a5"],
    },
    {
      role: "pool",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "royalty pool; first, because LP tokens that can be looked up are its own",
      hashes: ["cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1"],
    },
    {
      role: "pool",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "constant function, fee switch; constant function bidirectional fee (splash deployment file + cquisitor: pool; CRFA/Strica label: deposit) -> resolve by datum: pool datum starts with Asset poolNft and UTxO holds it; weighted pool v1; weighted pool v2; stable pool t2t",
      hashes: [
        "f002facfd69d51b63e7046c6d40349b0b17c8dd775ee415c66af3ccc",
        "680f52841c06f32cecdcdeff2c20ce6b70c2a5249b94d1a2b4eff294",
        "f60fd1e70f4b9dfc09cdde8d7f7f1277de2694c82a516d7d3cc9e03e",
        "c5283689ea30e0920c50adf77345b5809c05c962cc111e0f1d2dbedb",
        "5d3df99fcfbbf282bd76a3d76a2e30bdd22e61c56f1462447938933b",
      ],
    },
    {
      role: "pool",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-dex-analytics:querier/config.py",
      note: "constant function, fee switch v2",
      hashes: ["9dee0659686c3ab807895c929e3284c11222affd710b09be690f924d"],
    },
    {
      role: "order",
      orderKind: "withdraw",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "constant function redeem; weighted redeem; stable redeem",
      hashes: [
        "87f504b07add9e1d74ae102f53ab7f9ff2456dee897a43d8e27b348b",
        "b8a2bba77a5b50ac297032a7b0261f375a269ee3623d65172b384ba7",
        "4e7acc95834f1b86c54e9b9e38f3c1f72f848a52eb994da50d5f825f",
      ],
    },
    {
      role: "order",
      orderKind: "deposit",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "weighted deposit; stable deposit",
      hashes: [
        "99b82cb994dc2af44c12cb5daf5ad274211622800467af5bd8c32352",
        "3771abe5d236a51ace13c738885e29845fd5ef9ee90ed0efb420d275",
      ],
    },
    {
      role: "order",
      orderKind: "deposit",
      grade: "B",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/plutus.json",
      note: "royalty deposit",
      hashes: ["5a04e05f6fd8b6e03c19619417abfec145b44f237d58bed30dc9f694"],
    },
    {
      role: "order",
      orderKind: "withdraw",
      grade: "B",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/plutus.json",
      note: "royalty redeem",
      hashes: ["fceb645fdc06550d62065bc0f95318e8dcd71e6a8c13c05f313b246d"],
    },
    {
      role: "treasury",
      grade: "B",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      hashes: [
        "92c094b90cf3637a96a13e9bc9a04ce8bb7e48c7ed0b5d1cc5ca7332",
        "b7f10508f0bca230b30172c17ae98fc11846ff573b4b91b4ea41ffc6",
      ],
    },
    {
      role: "treasury",
      grade: "B",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/plutus.json",
      hashes: [
        "e6715e7c155fbb5bb5cc23e41ebf5491ccb292959fc2220d7499a1fa",
        "66e711a4bf9ddf46ff239143870b6893055a4fd4dea9f99fed6665cd",
      ],
    },
    {
      role: "stake_key",
      use: "key",
      grade: "A",
      source: "splashprotocol/protocol-sdk:packages/core/src/models/address/BaseAddress/BaseAddress.spec.ts",
      hashes: ["b2f6abf60ccde92eae1a2f4fdf65f2eaf6208d872c6f0e597cc10b07"],
    },
    {
      role: "batcher",
      use: "key",
      grade: "A",
      source: "splashprotocol/protocol-sdk:SPOT_ORDER_DOCUMENTATION.md",
      hashes: ["5cb2c968e5d1c7197a6ce7615967310a375545d9bc65063a964335b2"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "C",
      source: "recorded transactions ae57d8ce…, ed198c3d…",
      note: "LP tokens of pools that the factory made; two pools seen",
      hashes: ["6e917b8b965078a39804a6313e5be73535612421acd70aa83f0ec200"],
    },
  ],
  readOrder,
  pools: splashPools,
} as const satisfies Protocol;
