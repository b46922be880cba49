import { Download } from "lucide-react";
import { Card, CardHead } from "@/app/ui/card";
import { exportChoices, exportPath, reportPath } from "@/app/words/export-words";
import { TextLink } from "@/app/ui/text-link";

interface ExportCardProps {
  readonly year: number | "all";
  readonly wallet: string | undefined;
}

/** Files for tax tools; plain links, which a browser saves. */
export function ExportCard({ year, wallet }: ExportCardProps) {
  return (
    <Card className="print:hidden">
      <CardHead title="Files for tax tools" aside={<TextLink href="/reconcile">Compare a file</TextLink>} />
      {year !== "all" && (
        <p className="border-b border-line px-4 py-3 text-sm sm:px-5">
          <a className="font-medium text-accent hover:underline" href={reportPath(year, wallet)}>
            Report of the year
          </a>
          , to read, to print and to keep: all sales with their lots, income, prices and who said them.
        </p>
      )}
      <ul className="divide-y divide-line">
        {exportChoices.map(({ format, name, text }) => (
          <li key={format} className="flex items-start justify-between gap-4 px-4 py-3 sm:px-5">
            <div className="min-w-0">
              <p className="font-medium">{name}</p>
              <p className="text-sm text-muted">{text}</p>
            </div>
            <a
              href={exportPath(format, year, wallet)}
              download
              className="inline-flex min-h-9 shrink-0 items-center gap-1.5 text-sm font-medium text-accent hover:underline"
            >
              <Download aria-hidden className="size-4" />
              Download<span className="sr-only"> the file for {name}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-3 text-xs text-muted sm:px-5">
        The same history, rules and prices give the same file to the byte. Tokens are called by numbers that stay yours,
        for tickers are not unique; each line says which token is meant.
      </p>
    </Card>
  );
}
