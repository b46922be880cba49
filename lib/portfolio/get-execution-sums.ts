import "server-only";
import Fraction from "fraction.js";
import type { z } from "zod";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import { derived } from "@/lib/cache/derived";
import { adaDecimals } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import { executionSums, type ExecutionSumsAnswer, type UnjudgedReason } from "@/lib/contract/execution-sums";
import type { positionsQuery } from "@/lib/contract/positions";
import { env } from "@/lib/env";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { completeAll, hasAllInputs } from "@/lib/portfolio/complete-inputs";
import type { ToldExecution } from "@/lib/portfolio/execution-view";
import { executionSumsView } from "@/lib/portfolio/execution-sums-view";
import { judgeFills } from "@/lib/portfolio/read-executions";
import { readNewestFills, type OwnFill } from "@/lib/portfolio/read-fills";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { sumExecutions, type SummedFill } from "@/lib/portfolio/sum-executions";
import { worthThen } from "@/lib/portfolio/worth-then";

type Query = z.output<typeof positionsQuery>;

/** Each asks what one transaction spent, and is kept for all: who comes again sees more. */
const mostCalls = 20;

/**
 * How well the newest of the user's filled orders were carried out, together and by protocol. What transactions spent is asked of the
 * chain for some of them at a time. Throws `not_found` for anybody else's wallet.
 */
export async function getExecutionSums(userId: string, query: Query): Promise<ExecutionSumsAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  return derived(userId, `executions:${walletId ?? "all"}`, executionSums, async () => {
    const { fills, since } = await readNewestFills(userId, walletId);
    const summed = await summedFills(userId, fills);
    return { ...executionSumsView(sumExecutions(summed)), since: since?.toISOString() ?? null };
  });
}

async function summedFills(userId: string, fills: readonly OwnFill[]): Promise<SummedFill[]> {
  const raws = await loadRawTransactions([...new Set(fills.map(({ fill }) => fill.txHash))]);
  const complete = await completeAll(userId, [...raws.values()], mostCalls);
  const txs = new Map(complete.map((tx) => [tx.hash, tx]));
  const [judged, worthOf] = await Promise.all([judgeFills(fills, txs), readWorths(userId, fills)]);
  return fills.map((each, at) => {
    const { order, fill } = each;
    const told = judged[at] ?? null;
    const isJudged = told !== null && told.atPrice > 0n && told.exchanged.amountOut > 0n;
    const ms = order.fills.at(-1) === fill ? order.timeToFillMs : null;
    return {
      protocol: order.protocol,
      batcherFee: fill.batcherFeeLovelace,
      secondsToFill: ms === null ? null : ms / 1_000,
      execution: isJudged ? { told, worth: worthOf(each) } : reasonOf(each, told, txs.get(fill.txHash)),
    };
  });
}

function reasonOf({ order, fill }: OwnFill, told: ToldExecution | null, tx: RawTx | undefined): UnjudgedReason {
  if (told !== null) return "too small";
  if (fill.price === null) return order.kind === "other" ? "unknown kind" : "several assets";
  return tx === undefined || !hasAllInputs(tx) ? "not at hand" : "no single pool";
}

/** What each fill brought, in lovelace at its time, as the movements of its transaction are valued; null where no price is known. */
async function readWorths(userId: string, fills: readonly OwnFill[]): Promise<(fill: OwnFill) => Fraction | null> {
  const moved = fills.flatMap(({ transactionId: id, walletId, at, fill: { price } }) =>
    price === null || price.taken === lovelace ? [] : [{ id, walletId, at, units: [price.given, price.taken] }],
  );
  const worthOf = env().MARKET === "off" || moved.length === 0 ? null : await worthThen(userId, moved, "ADA");
  return ({ transactionId, fill: { price } }) => {
    if (price === null) return null;
    if (price.taken === lovelace) return new Fraction(price.takenQuantity);
    const ada = worthOf?.(transactionId, price.taken, price.takenQuantity.toString()).ada ?? null;
    return ada === null ? null : new Fraction(ada).mul(10n ** BigInt(adaDecimals));
  };
}
