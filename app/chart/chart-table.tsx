import { figureText, lineValue, pointTime, type ChartPoint, type ChartWords } from "@/app/words/chart-words";

interface ChartTableProps {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly words: ChartWords;
}

/** The figures of a chart, the newest first. */
export function ChartTable({ title, points, words }: ChartTableProps) {
  return (
    <div
      role="region"
      aria-label={`${title}, as a table`}
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-lg border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-surface">
          <tr className="border-b border-line text-muted">
            <th scope="col" className="px-3 py-2 text-left font-medium">
              {words.by === "day" ? "Day" : "Time"}
            </th>
            {words.names.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {points.toReversed().map((point) => (
            <tr key={point.at}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                <time dateTime={point.at}>{pointTime(point, words)}</time>
              </th>
              {words.names.map((name, line) => (
                <td key={name} className="px-3 py-1.5 text-right wrap-anywhere">
                  {figureText(lineValue(point, line), words)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
