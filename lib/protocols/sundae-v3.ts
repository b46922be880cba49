import type { CredentialHash, PaymentAddress, Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { addressAt, alternativeAt, DatumError, hashAt, hexAt, intAt, itemsAt, unitFrom } from "@/lib/protocols/datum";
import { offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import { sundaeV3Pools } from "@/lib/protocols/sundae-v3-pool";

const depositLovelace = 2_000_000n;
/** A strategy's details come later, signed, so that the order itself does not tell what it will ask for. */
const details: readonly OrderKind[] = ["other", "swap", "deposit", "withdraw", "donate", "other"];

/** Every key and script named in a multisig, whatever their quorum. */
function ownersOf(multisig: PlutusData): CredentialHash[] {
  const alternative = alternativeAt(multisig);
  if (alternative === 0 || alternative === 6) return [hashAt(multisig, 0)];
  if (alternative <= 3) return itemsAt(multisig, alternative === 3 ? 1 : 0).flatMap(ownersOf);
  return [];
}

/** `[policy, name, quantity]`. */
function quantityAt(data: PlutusData, ...path: readonly number[]): [Unit, bigint] {
  return [unitFrom(hexAt(data, ...path, 0), hexAt(data, ...path, 1)), intAt(data, ...path, 2)];
}

function offeredBy(kind: OrderKind, data: PlutusData): Map<Unit, bigint> | null {
  if (kind === "swap" || kind === "withdraw") return new Map([quantityAt(data, 4, 0)]);
  if (kind === "deposit" || kind === "donate") return new Map([quantityAt(data, 4, 0, 0), quantityAt(data, 4, 0, 1)]);
  return null;
}

/** `poolIdent, owner, maxProtocolFee, destination, details, extension`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = details[alternativeAt(data, 4)];
  if (kind === undefined) throw new DatumError(`details ${alternativeAt(data, 4)} are unknown`);
  const maxFeeLovelace = intAt(data, 2);
  const receiver: PaymentAddress | null = alternativeAt(data, 3) === 0 ? addressAt(data, network, 3, 0) : null;
  const minimum = kind === "swap" ? quantityAt(data, 4, 1) : null;
  return {
    kind,
    owners: ownersOf(data.kind === "constr" ? (data.fields[1] ?? data) : data),
    receiver,
    offered: offeredBy(kind, data) ?? offeredFrom(kind, value, maxFeeLovelace + depositLovelace),
    isOfferExact: true,
    wanted: minimum === null ? [] : [{ unit: minimum[0], minimum: minimum[1] }],
    maxFeeLovelace,
    depositLovelace,
  };
}

export const sundaeV3 = {
  id: "sundae-v3",
  name: "SundaeSwap V3",
  kind: "dex",
  site: "https://sundae.fi",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "SundaeSwap-finance/sundae-contracts:plutus.json",
      note: "order",
      hashes: ["fa6a58bbe2d0ff05534431c8e2f0ef2cbdc1602a8456e4b13c8f3077"],
    },
    {
      role: "pool",
      grade: "A",
      source: "SundaeSwap-finance/sundae-sdk:packages/core/src/Utilities/__tests__/SundaeUtils.class.test.ts",
      note: "pool; same hash is LP/pool-NFT policy and a stake script",
      hashes: ["e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b"],
    },
    {
      role: "settings",
      grade: "A",
      source: "SundaeSwap-finance/sundae-contracts:plutus.json",
      hashes: ["6d9d7acac59a4469ec52bb207106167c5cbfa689008ffa6ee92acc50"],
    },
    {
      role: "oracle",
      grade: "A",
      source: "SundaeSwap-finance/sundae-contracts:plutus.json",
      hashes: ["f50153654bd0e167563cd0bbbff1b73c40157e53408a0ef517e67a5d"],
    },
    {
      role: "settings",
      use: "stake",
      grade: "A",
      source: "SundaeSwap-finance/sundae-contracts:plutus.json",
      hashes: ["e0fccbbfb75923bff6dac5f23805dcf6cecfaae8aa3a6d3e474ee670"],
    },
    {
      role: "batcher",
      use: "stake",
      grade: "A",
      source: "SundaeSwap-finance/sundae-contracts:plutus.json",
      note: "order withdraw-0 script",
      hashes: ["99e5aacf401fed0eb0e2993d72d423947f42342e8f848353d03efe61"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "A",
      source: "SundaeSwap-finance/sundae-sdk:packages/core/src/Utilities/__tests__/SundaeUtils.class.test.ts",
      note: "0014df10+ident = LP (CIP-67 333), 000de140+ident = pool NFT (222), 000643b0+ident = reference (100)",
      hashes: ["e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b"],
    },
  ],
  readOrder,
  pools: sundaeV3Pools,
  cancelAlternative: 1,
  poolFeePath: [7],
} as const satisfies Protocol;
