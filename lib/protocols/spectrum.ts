import { buildAddress } from "@/lib/cardano/build-address";
import type { Credential } from "@/lib/cardano/credential";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { alternativeAt, assetAt, hashAt, intAt } from "@/lib/protocols/datum";
import { offeredFrom, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { spectrumPools } from "@/lib/protocols/spectrum-pool";

const stakeOf = (data: PlutusData, field: number): Credential | null =>
  alternativeAt(data, field) === 0 ? { kind: "key", hash: hashAt(data, field, 0) } : null;

function ownerAt({ data, network }: OrderUtxo, field: number) {
  const owner = hashAt(data, field);
  return { owners: [owner], receiver: buildAddress({ kind: "key", hash: owner }, stakeOf(data, field + 1), network) };
}

/** `in, out, poolNft, feeNum, exFee per token (num, den), ownerPkh, stakePkh, baseAmount, minQuoteAmount`. */
function readSwap(order: OrderUtxo): OrderTerms {
  const { data } = order;
  const minimum = intAt(data, 9);
  return {
    kind: "swap",
    ...ownerAt(order, 6),
    offered: new Map([[assetAt(data, 0), intAt(data, 8)]]),
    isOfferExact: true,
    wanted: [{ unit: assetAt(data, 1), minimum }],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

/** `poolNft, x, y, lq, exFee, ownerPkh, stakePkh`, to add or to take out. */
function readLiquidity(order: OrderUtxo, kind: "deposit" | "withdraw"): OrderTerms {
  const { data, value } = order;
  const exFee = intAt(data, 4);
  const lq = assetAt(data, 3);
  const kept = kind === "deposit" ? exFee + intAt(data, 7) : exFee;
  const pair = [assetAt(data, 1), assetAt(data, 2)].map((unit) => ({ unit, minimum: null }));
  return {
    kind,
    ...ownerAt(order, 5),
    offered: kind === "deposit" ? offeredFrom(kind, value, kept) : new Map([[lq, value.get(lq) ?? 0n]]),
    isOfferExact: true,
    wanted: kind === "deposit" ? [{ unit: lq, minimum: null }] : pair,
    maxFeeLovelace: exFee,
    depositLovelace: null,
  };
}

export function readSpectrumOrder(order: OrderUtxo): OrderTerms {
  return order.kind === "deposit" || order.kind === "withdraw" ? readLiquidity(order, order.kind) : readSwap(order);
}

export const spectrum = {
  id: "spectrum",
  name: "Spectrum Finance",
  kind: "dex",
  site: "https://spectrum.fi",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "swap order",
      hashes: ["2618e94cdb06792f05ae9b1ec78b0231f4b7f4215b1b4cf52e6342de"],
    },
    {
      role: "order",
      orderKind: "deposit",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "deposit order",
      hashes: ["075e09eb0fa89e1dc34691b3c56a7f437e60ac5ea67b338f2e176e20"],
    },
    {
      role: "order",
      orderKind: "withdraw",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "redeem order",
      hashes: ["83da79f531c19f9ce4d85359f56968a742cf05cc25ed3ca48c302dee"],
    },
    {
      role: "pool",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:bloom-cardano-agent/resources/mainnet.deployment.json",
      note: "pool v1; pool v2",
      hashes: [
        "e628bfd68c07a7a38fcd7d8df650812a9dfdbee54b1ed4c25c87ffbf",
        "6b9c456aa650cb808a9ab54326e039d5235ed69f069c9664a8fe5b69",
      ],
    },
    {
      role: "lock",
      grade: "B",
      source: "spectrum-finance/cardano-dex-sdk-js:src/amm/scripts.ts",
      note: "liquidity lock",
      hashes: ["ddbebc6263726bcc035934b3b71c1fb144a78a1cbbc57499c45b1e89"],
    },
  ],
  policies: [],
  readOrder: readSpectrumOrder,
  pools: spectrumPools,
} as const satisfies Protocol;
