import type { AccountingSettings } from "@/lib/contract/accounting";
import { yearOf } from "@/lib/gains/tax-years";
import type { TaxPlace } from "@/app/words/tax-place";
import { methodOf } from "@/app/words/tax-words";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import { ListCard, NoRows } from "./list-card";
import { LotUses } from "./lot-uses";
import { Gain, Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";
import type { TaxData } from "./tax-data";

interface DisposalsCardProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
}

/** What went for good, each with what it was made of. */
export function DisposalsCard({ tax: { answer, disposals }, place }: DisposalsCardProps) {
  const { settings } = answer;
  return (
    <ListCard
      list="disposals"
      title="Sales"
      count={answer.disposals.count}
      place={place}
      nextCursor={disposals.nextCursor}
    >
      {disposals.disposals.length === 0 ? (
        <NoRows>Nothing was sold.</NoRows>
      ) : (
        <RowsTable caption="Sales, the newest first" columns={["Sold", "Proceeds", "Cost", "Gain"]}>
          {disposals.disposals.map((disposal) => (
            <Disposal key={disposal.eventId} disposal={disposal} settings={settings} isOpen={place.isWhole} />
          ))}
        </RowsTable>
      )}
    </ListCard>
  );
}

interface DisposalProps {
  readonly disposal: TaxData["disposals"]["disposals"][number];
  readonly settings: AccountingSettings;
  readonly isOpen: boolean;
}

function Disposal({ disposal, settings, isOpen }: DisposalProps) {
  const { eventId, at, quantity, proceeds, costBasis, gain } = disposal;
  const { currency } = settings;
  const head = (
    <>
      <Amount quantity={quantity} asset={disposal} />
      <span className="block text-xs font-normal text-muted">
        <EventLink eventId={eventId} at={at} />
      </span>
    </>
  );
  return (
    <Rows>
      <Row head={head} className="max-sm:pb-0">
        <Cell column="Proceeds">
          <Worth value={proceeds} currency={currency} />
        </Cell>
        <Cell column="Cost">
          <Worth value={costBasis} currency={currency} />
        </Cell>
        <Cell column="Gain">
          <Gain value={gain} currency={currency} />
        </Cell>
      </Row>
      <tr role="row" className="max-sm:block">
        <td role="cell" colSpan={4} className="px-4 pb-2.5 max-sm:block sm:px-5">
          <LotUses
            disposal={disposal}
            currency={currency}
            method={methodOf(settings, yearOf(settings, Date.parse(at)))}
            isOpen={isOpen}
          />
        </td>
      </tr>
    </Rows>
  );
}
