import type Fraction from "fraction.js";
import { adaDecimals, formatAmount } from "@/lib/cardano/amount";
import type { ExecutionRow, ExecutionSumsAnswer } from "@/lib/contract/execution-sums";
import { valueText } from "@/lib/market/decimal-text";
import type { ExecutionSum, ExecutionSums } from "@/lib/portfolio/sum-executions";
import { protocolName } from "@/lib/protocols/registry";

/** Sums as the contract shows them. */
export function executionSumsView({ total, byProtocol }: ExecutionSums): Omit<ExecutionSumsAnswer, "since"> {
  return {
    total: rowOf(total),
    byProtocol: [...byProtocol].map(([protocol, sum]) => ({
      protocol,
      protocolName: protocolName(protocol),
      ...rowOf(sum),
    })),
  };
}

const adaText = (lovelace: Fraction) => valueText(lovelace.div(10n ** BigInt(adaDecimals)));

function partOf(lovelace: Fraction, whole: Fraction) {
  return { ada: adaText(lovelace), share: whole.n === 0n ? null : valueText(lovelace.div(whole)) };
}

function comparedOf({ fills, more, atPrice }: ExecutionSum["aboveLeast"]) {
  return fills === 0 ? null : { fills, ...partOf(more, atPrice) };
}

function rowOf(sum: ExecutionSum): ExecutionRow {
  const { fills, judged, unjudged, unvalued, medianSeconds, atPrice } = sum;
  return {
    fills,
    judged,
    unjudged: [...unjudged].map(([reason, of]) => ({ reason, fills: of })),
    unvalued,
    traded: adaText(sum.got),
    atPrice: adaText(atPrice),
    fee: partOf(sum.fee, atPrice),
    ownWeight: partOf(sum.ownWeight, atPrice),
    others: partOf(sum.others, atPrice),
    batcherFee: { ada: formatAmount(sum.batcherFee, adaDecimals), unknown: sum.batcherFeeUnknown },
    aboveLeast: comparedOf(sum.aboveLeast),
    sincePlaced: comparedOf(sum.sincePlaced),
    medianSeconds,
  };
}
