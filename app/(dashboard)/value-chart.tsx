import { AppError } from "@/lib/contract/app-error";
import type { AllHoldings } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { valueOverTime, type ValuesSoFar } from "@/lib/portfolio/get-value-over-time";
import { TimeChart } from "@/app/chart/time-chart";
import { Notice } from "@/app/ui/notice";
import { leftOutText } from "@/app/words/value-words";
import { Changes } from "./overview/changes";

interface ValueChartProps {
  readonly holdings: AllHoldings;
  readonly values: Promise<ValuesSoFar>;
  readonly currency: Currency;
  /** Of the range. */
  readonly name: string;
  /** Whether it says above what was gained since a day, a week, a month and a year. */
  readonly hasChanges?: boolean;
}

/** What everything was worth over time, and what was paid in for it. */
export async function ValueChart({ holdings, values, currency, name, hasChanges = false }: ValueChartProps) {
  const read = await orRefusal(values);
  if (read instanceof AppError) {
    return (
      <Notice tone="info" title="This chart would take too many prices" className="mt-4">
        Choose a longer range, which is drawn by days or weeks, or one wallet.
      </Notice>
    );
  }
  const told = valueOverTime(read, holdings);
  const points = told.points.map(({ at, value, netDeposits }) => ({ at, values: [value, netDeposits] }));
  const leftOut = leftOutText(told.points);
  const by = told.interval === "hour" ? "time" : "day";
  return (
    <>
      {hasChanges && <Changes changes={told.changes} currency={currency} />}
      <TimeChart
        title={`Value over ${name}`}
        points={points}
        words={{ names: ["Value", "Net deposits"], currency, measure: "amount", by }}
      />
      {leftOut !== null && <p className="mt-2 text-xs text-muted">{leftOut}</p>}
    </>
  );
}

/** A limit that was reached is something to say; every other failure goes on. */
async function orRefusal<T>(reading: Promise<T>): Promise<T | AppError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") return error;
    throw error;
  }
}
