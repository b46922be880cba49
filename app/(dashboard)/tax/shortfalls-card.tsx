import { shortfallRemedies } from "@/app/words/tax-checks";
import type { TaxPlace } from "@/app/words/tax-place";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import { ListCard } from "./list-card";
import { Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";
import type { TaxData } from "./tax-data";

interface ShortfallsCardProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
}

/** What went beyond what ever came, what that does to the gain, and what can be done; nothing where nothing is missing. */
export function ShortfallsCard({ tax: { answer, shortfalls }, place }: ShortfallsCardProps) {
  if (answer.shortfalls === 0) return null;
  return (
    <ListCard
      list="shortfalls"
      title="Sold, and never came"
      count={answer.shortfalls}
      place={place}
      nextCursor={shortfalls.nextCursor}
    >
      <ul className="list-disc space-y-0.5 py-3 pr-4 pl-8 text-sm text-muted sm:pl-10">
        {shortfallRemedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ul>
      <RowsTable caption="What is missing, the newest first" columns={["Missing", "Counted as gain"]}>
        {shortfalls.shortfalls.map((row) => (
          <Rows key={row.eventId}>
            <Row
              head={
                <>
                  <Amount quantity={row.missing} asset={row} />
                  <span className="block text-xs font-normal text-muted">
                    <EventLink eventId={row.eventId} at={row.at} />
                  </span>
                </>
              }
            >
              <Cell column="Counted as gain">
                <Worth value={row.proceeds} currency={answer.settings.currency} />
              </Cell>
            </Row>
          </Rows>
        ))}
      </RowsTable>
    </ListCard>
  );
}
