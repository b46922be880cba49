import { notFound } from "next/navigation";
import type { Operations } from "@/lib/contract/operator";
import { isOperator } from "@/lib/operator/is-operator";
import { allLimits } from "@/lib/operator/check-health";
import { readOperations } from "@/lib/operator/read-operations";
import { PageHead } from "@/app/ui/page-head";
import { countOf } from "@/app/words/amount-text";
import { boundText, limitName, partText, percentText } from "@/app/words/figures";
import { rateSourceRows } from "@/app/words/rate-words";
import { absoluteTime } from "@/app/words/time-text";
import { pageUserId } from "../page-data";
import { DeadLetters } from "./dead-letters";
import { Figures } from "./figures";

export const metadata = { title: "Operations" };

export default async function OperationsPage() {
  if (!isOperator(await pageUserId())) notFound();
  const { at, queue, deadLetters, budget, koios, rates, cache, functions, slowStatements, costPerThousand, ...market } =
    await readOperations(new Date());
  return (
    <>
      <PageHead title="Operations" lead={`This server on ${absoluteTime(at)}`} />
      <div className="space-y-5">
        <div className="grid items-start gap-5 md:grid-cols-2">
          <Figures title="Queue" rows={queueRows(queue)} />
          <Figures title="Blockfrost budget" rows={budget && budgetRows(budget)} />
          <Figures
            title="Koios, bytes in bulk"
            rows={koios === null ? [] : koiosRows(koios)}
            none="Not asked: BYTES, or a BLOCKFROST_BASE_URL without a KOIOS_BASE_URL, says so."
          />
          <Figures title="What ada costs, by source" rows={rateSourceRows(rates, Date.parse(at))} />
          <Figures
            title="Function times, today"
            rows={functions && functions.map((times) => [times.name, timesText(times)] as const)}
          />
          <Figures
            title="Cost per 1,000 transactions"
            rows={costPerThousand === null ? [] : costRows(costPerThousand)}
            none="No sync has completed within a week."
          />
          <Figures title="Cache, today" rows={cache && cacheRows(cache)} />
          <Figures
            title="Market written to Postgres, today"
            rows={market.marketFlushes && flushRows(market.marketFlushes)}
            none="Nothing was written yet."
          />
          <Figures
            title="Database statements over a second, today"
            rows={slowStatements && slowStatements.map(({ name, count }) => [name, countOf(count)] as const)}
            none="None."
          />
          <Figures title="Limits" rows={limitRows(allLimits())} />
        </div>
        <DeadLetters letters={deadLetters} />
      </div>
    </>
  );
}

function limitRows(all: Readonly<Record<string, number>>) {
  return Object.entries(all).map(([name, most]) => [limitName(name), countOf(most)] as const);
}

function queueRows({ queued, running, waiting, background, unpublished, longestSilenceSeconds }: Operations["queue"]) {
  return [
    ["Queued", countOf(queued)],
    ["Running", countOf(running)],
    ["Waiting", countOf(waiting)],
    ["Of these in the background", countOf(background)],
    ["Committed, not yet published", countOf(unpublished)],
    ["Longest without a sign of life", `${countOf(Math.max(0, longestSilenceSeconds ?? 0))} s`],
  ] as const;
}

function budgetRows(budget: NonNullable<Operations["budget"]>) {
  return [
    ["Tokens left", partText(budget.tokens, budget.burst)],
    ["Quota used today", partText(budget.usedToday, budget.dailyQuota)],
    ["Of it in the background", partText(budget.usedByBackground, budget.backgroundQuota)],
    ["Breaker", breakerWords[budget.breaker]],
    ["Stopped until midnight UTC (402)", budget.quotaExhausted ? "yes" : "no"],
    ["Held for", `${countOf(budget.heldSeconds)} s`],
  ] as const;
}

function koiosRows({ lie, ...koios }: NonNullable<Operations["koios"]>) {
  return [
    ["Calls left of ten seconds", partText(koios.callsLeft, koios.burst)],
    ["Quota used today", partText(koios.usedToday, koios.dailyQuota)],
    ["Breaker", breakerWords[koios.breaker]],
    ["Left for Blockfrost for", `${countOf(koios.heldSeconds)} s`],
    ["Wrong bytes within a week", lie === null ? "none" : `${absoluteTime(lie.at)}, ${lie.hash}: ${lie.why}`],
  ] as const;
}

const breakerWords = {
  closed: "closed: calls go on",
  open: "open: no answers, or shut out (418)",
  probing: "half open: the next call is the probe",
} as const;

function cacheRows({ tokens, derived }: NonNullable<Operations["cache"]>) {
  return [
    ["Token metadata", hitText(tokens)],
    ["Derived figures", hitText(derived)],
  ] as const;
}

/** Of a hundred writes ninety-nine are to succeed. */
const flushAim = 0.99;

function flushRows({ begun, done, rate, rows, last }: NonNullable<Operations["marketFlushes"]>) {
  if (rate === null) return [];
  const today = [
    [
      "Succeeded",
      `${percentText(rate)} of ${countOf(begun)}${rate < flushAim ? ", fewer than the 99 % aimed at" : ""}`,
    ],
    ["Killed or failed, and made again", countOf(begun - done)],
    ["Rows written", countOf(rows)],
  ] as const;
  if (last === null) return today;
  return [
    ...today,
    ["Last", `${absoluteTime(last.at)}: ${countOf(last.rows)} rows of ${countOf(last.changed)} tokens`],
    ["It took", `${countOf(last.ms)} ms`],
    ["Its first change had waited", `${countOf(Math.round(last.lagMs / 1000))} s`],
  ] as const;
}

function hitText({ hits, misses, rate }: NonNullable<Operations["cache"]>["tokens"]): string {
  return rate === null ? "not asked yet" : `${percentText(rate)} of ${countOf(hits + misses)}`;
}

function timesText({ count, p50Ms, p95Ms }: NonNullable<Operations["functions"]>[number]): string {
  return `${countOf(count)} ${count === 1 ? "run" : "runs"}, half ${boundText(p50Ms)}, 95 % ${boundText(p95Ms)}`;
}

function costRows(cost: NonNullable<Operations["costPerThousand"]>) {
  return [
    ["Blockfrost calls", countOf(cost.blockfrostCalls)],
    ["Koios calls", countOf(cost.koiosCalls)],
    ["Messages", countOf(cost.messages)],
    ["Redis commands", countOf(cost.redisCommands)],
    ["Database statements", countOf(cost.dbStatements)],
    ["Over transactions", countOf(cost.transactions)],
  ] as const;
}
