import type { Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { lovelace } from "@/lib/cardano/unit";
import { addressAt, alternativeAt, assetAt, DatumError, hashAt, intAt } from "@/lib/protocols/datum";
import { minswapV2Pools } from "@/lib/protocols/minswap-v2-pool";
import { mainUnit, offeredFrom, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

interface Step {
  readonly kind: OrderKind;
  /** Field of the step with `Specific(amount)` or `All(deducted)`. */
  readonly amount?: number;
  /** Fields of the step with the least that must come out. */
  readonly minima: readonly number[];
}

const depositLovelace = 2_000_000n;
const steps: readonly Step[] = [
  { kind: "swap", amount: 1, minima: [2] },
  { kind: "stop", amount: 1, minima: [2] },
  { kind: "oco", amount: 1, minima: [2] },
  { kind: "exact_out", amount: 1, minima: [2] },
  { kind: "deposit", minima: [1] },
  { kind: "withdraw", amount: 0, minima: [1, 2] },
  { kind: "zap_out", amount: 1, minima: [2] },
  { kind: "partial_swap", minima: [] },
  { kind: "withdraw", amount: 0, minima: [3] },
  { kind: "route", amount: 1, minima: [2] },
  { kind: "donate", minima: [] },
];
const isLpGiven = (kind: OrderKind) => kind === "withdraw" || kind === "zap_out";

function offeredBy(step: Step, data: PlutusData, value: OrderUtxo["value"], reserved: bigint): Map<Unit, bigint> {
  const whole = offeredFrom(step.kind, value, reserved);
  if (step.amount === undefined || alternativeAt(data, 6, step.amount) !== 0) return whole;
  const unit = isLpGiven(step.kind) ? assetAt(data, 5) : mainUnit(value);
  return unit === null ? whole : new Map([[unit, intAt(data, 6, step.amount, 0)]]);
}

/** A deposit into an ADA pool names the lovelace that it gives; the rest of the order's lovelace is fee and deposit. */
function depositOffer(data: PlutusData, value: OrderUtxo["value"], reserved: bigint): Map<Unit, bigint> {
  const whole = offeredFrom("deposit", value, reserved);
  const tokens = [...value.keys()].filter((unit) => unit !== lovelace);
  if (tokens.length > 1 || alternativeAt(data, 6, 0) !== 0) return whole;
  const ada = intAt(data, 6, 0, 0);
  if (ada > 0n) whole.set(lovelace, ada);
  else whole.delete(lovelace);
  return whole;
}

/** `canceller, refundReceiver, …, successReceiver, …, lpAsset, step, maxBatcherFee, expiry`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  const step = steps[alternativeAt(data, 6)];
  if (step === undefined) throw new DatumError(`step ${alternativeAt(data, 6)} is unknown`);
  const maxFeeLovelace = intAt(data, 7);
  const reserved = maxFeeLovelace + depositLovelace;
  return {
    kind: step.kind,
    owners: [hashAt(data, 0, 0)],
    receiver: addressAt(data, network, 3),
    offered: step.kind === "deposit" ? depositOffer(data, value, reserved) : offeredBy(step, data, value, reserved),
    isOfferExact: true,
    wanted: step.minima.map((field) => ({
      unit: step.kind === "deposit" ? assetAt(data, 5) : null,
      minimum: intAt(data, 6, field),
    })),
    maxFeeLovelace,
    depositLovelace,
  };
}

export const minswapV2 = {
  id: "minswap-v2",
  name: "Minswap V2",
  kind: "dex",
  site: "https://minswap.org",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "order",
      hashes: ["c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c"],
    },
    {
      role: "pool",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "pool",
      hashes: ["ea07b733d932129c378af627436e7cbc2ef0bf96e0036bb51b3bde6b"],
    },
    {
      role: "factory",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "factory",
      hashes: ["7bc5fbd41a95f561be84369631e0e35895efb0b73e0a7480bb9ed730"],
    },
    {
      role: "batcher",
      use: "stake",
      grade: "A",
      source: "minswap/minswap-dex-v2:deployed/mainnet/script.json",
      note: "pool batching withdraw-0 script",
      hashes: ["1eae96baf29e27682ea3f815aba361a0c6059d45e4bfbe95bbd2f44a"],
    },
    {
      role: "expired_order_cancel",
      use: "stake",
      grade: "B",
      source: "minswap/minswap-dex-v2:plutus.json",
      note: "withdraw-0 script for CancelExpiredOrderByAnyone",
      hashes: ["c8b0cc61374d409ff9c8512317003e7196a3e4d48553398c656cc124"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "authen policy: LP tokens (32-byte name = pool id) and authentication tokens",
      hashes: ["f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c"],
    },
  ],
  readOrder,
  pools: minswapV2Pools,
  cancelAlternative: 1,
  expireAlternative: 2,
} as const satisfies Protocol;
