import type { ReactNode } from "react";
import { Card, CardHead } from "@/app/ui/card";

interface FiguresProps {
  readonly title: string;
  /** Name and value; null where the service that would tell does not answer. */
  readonly rows: readonly (readonly [name: string, value: ReactNode])[] | null;
  /** In the place of rows where there are none. */
  readonly none?: string;
}

/** A card of named figures. */
export function Figures({ title, rows, none = "Nothing was counted yet." }: FiguresProps) {
  return (
    <Card>
      <CardHead title={title} />
      {rows === null || rows.length === 0 ? (
        <p className="px-4 py-4 text-sm text-muted sm:px-5">{rows === null ? "The service does not answer." : none}</p>
      ) : (
        <dl className="divide-y divide-line px-4 sm:px-5">
          {rows.map(([name, value]) => (
            <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5 text-sm">
              <dt className="text-muted">{name}</dt>
              <dd className="font-medium tabular-nums wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
