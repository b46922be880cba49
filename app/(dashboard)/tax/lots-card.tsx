import type { Wallet } from "@/lib/contract/wallet";
import type { TaxPlace } from "@/app/words/tax-place";
import { walletName } from "@/app/words/wallet-name";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import { ListCard, NoRows } from "./list-card";
import { Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";
import type { TaxData } from "./tax-data";

interface LotsCardProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
  readonly wallets: readonly Wallet[];
}

/** What is left today, with what it cost. */
export function LotsCard({ tax: { answer, lots }, place, wallets }: LotsCardProps) {
  return (
    <ListCard list="lots" title="What you still have" place={place} nextCursor={lots.nextCursor}>
      <p className="px-4 pt-3 text-sm text-muted sm:px-5">As of today, whichever year is chosen; the oldest first.</p>
      {lots.lots.length === 0 ? (
        <NoRows>Nothing is left.</NoRows>
      ) : (
        <RowsTable caption="What is left, the oldest first" columns={["Amount", "Cost"]}>
          <Rows>
            {lots.lots.map((lot, index) => (
              <Row
                key={index}
                head={<Lot lot={lot} wallets={wallets} />}
                className="not-first:border-t not-first:border-line"
              >
                <Cell column="Cost">
                  <Worth value={lot.costBasis} currency={answer.settings.currency} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </RowsTable>
      )}
    </ListCard>
  );
}

interface LotProps {
  readonly lot: TaxData["lots"]["lots"][number];
  readonly wallets: readonly Wallet[];
}

function Lot({ lot, wallets }: LotProps) {
  const wallet = wallets.find(({ id }) => id === lot.wallet);
  return (
    <>
      <Amount quantity={lot.quantity} asset={lot} />
      <span className="block text-xs font-normal text-muted">
        {lot.lotId === null ? "All of it together" : <EventLink eventId={lot.lotId} at={lot.acquiredAt} />}
        {wallet !== undefined && (
          <>
            {", "}
            <bdi>{walletName(wallet)}</bdi>
          </>
        )}
      </span>
    </>
  );
}
