import type { CandlesAnswer } from "@/lib/contract/market";
import { RangePicker } from "@/app/chart/range-picker";
import { TimeChart } from "@/app/chart/time-chart";
import { Card, CardHead } from "@/app/ui/card";
import type { ChartRange } from "@/app/words/chart-ranges";
import { candleSourceWords } from "@/app/words/candle-words";

interface PriceChartProps {
  readonly answer: CandlesAnswer;
  readonly range: ChartRange;
}

/** The price over time, as far as it is known; what nobody saw is a gap. */
export function PriceChart({ answer, range }: PriceChartProps) {
  const { unit, currency, interval, candles, source } = answer;
  const points = candles.map(({ at, close }) => ({ at, values: [close] }));
  const words = { names: ["Price"], currency, measure: "price", by: interval === "day" ? "day" : "time" } as const;
  return (
    <Card>
      <CardHead title="Price" aside={<RangePicker chosen={range} pathname={`/market/${unit}`} />} />
      <div className="p-4 sm:p-5">
        <TimeChart title="Price over time" points={points} words={words} />
        {source !== null && <p className="mt-2 text-xs text-muted">{candleSourceWords[source]}</p>}
      </div>
    </Card>
  );
}
