import { moneyPriceText } from "@/app/words/money-text";
import type { TaxPlace } from "@/app/words/tax-place";
import { notKnown, priceOfOne } from "@/app/words/tax-words";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import { ListCard, NoRows } from "./list-card";
import { Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";
import type { TaxData } from "./tax-data";

interface IncomeCardProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
}

/** What was earned: rewards by their epoch, and what else came as income. */
export function IncomeCard({ tax: { answer, income }, place }: IncomeCardProps) {
  const { currency } = answer.settings;
  return (
    <ListCard list="income" title="Income" count={answer.income.count} place={place} nextCursor={income.nextCursor}>
      {income.income.length === 0 ? (
        <NoRows>Nothing was earned.</NoRows>
      ) : (
        <RowsTable caption="Income, the newest first" columns={["Earned", "Price of one", "Worth"]}>
          <Rows>
            {income.income.map((row) => {
              const price = priceOfOne(row.value, row.quantity, row.decimals);
              return (
                <Row key={row.eventId} head={<Earned row={row} />} className="not-first:border-t not-first:border-line">
                  <Cell column="Price of one">
                    {price === null ? <span className="text-muted">{notKnown}</span> : moneyPriceText(price, currency)}
                  </Cell>
                  <Cell column="Worth">
                    <Worth value={row.value} currency={currency} />
                  </Cell>
                </Row>
              );
            })}
          </Rows>
        </RowsTable>
      )}
    </ListCard>
  );
}

function Earned({ row }: { readonly row: TaxData["income"]["income"][number] }) {
  return (
    <>
      <Amount quantity={row.quantity} asset={row} />
      <span className="block text-xs font-normal text-muted">
        <EventLink eventId={row.eventId} at={row.at} />
      </span>
    </>
  );
}
