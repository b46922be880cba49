import { elsewhere } from "@/lib/accounting/word";
import type { Wallet } from "@/lib/contract/wallet";
import type { TaxPlace } from "@/app/words/tax-place";
import { gainOf, worthOfPart } from "@/app/words/tax-words";
import { walletName } from "@/app/words/wallet-name";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import { ListCard, NoRows } from "./list-card";
import { Gain, Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";
import type { TaxData } from "./tax-data";

interface LotsCardProps {
  readonly tax: TaxData;
  readonly place: TaxPlace;
  readonly wallets: readonly Wallet[];
}

/** What is left today, with what it cost and what selling it now would gain. */
export function LotsCard({ tax, place, wallets }: LotsCardProps) {
  const { lots } = tax.lots;
  return (
    <ListCard list="lots" title="What you still have" place={place} nextCursor={tax.lots.nextCursor}>
      <p className="px-4 pt-3 text-sm text-muted sm:px-5">
        As of today, whichever year is chosen; the oldest first. What it is worth now is told by prices that can be
        relied on, before fees.
      </p>
      {lots.length === 0 ? (
        <NoRows>Nothing is left.</NoRows>
      ) : (
        <RowsTable caption="What is left, the oldest first" columns={["Amount", "Cost", "Worth now", "If sold now"]}>
          <Rows>
            {lots.map((lot, index) => (
              <LotRow key={index} lot={lot} tax={tax} wallets={wallets} />
            ))}
          </Rows>
        </RowsTable>
      )}
    </ListCard>
  );
}

interface LotRowProps extends LotProps {
  readonly tax: TaxData;
}

function LotRow({ lot, tax: { answer, holdings }, wallets }: LotRowProps) {
  const { currency } = answer.settings;
  const held = holdings.find(({ unit }) => unit === lot.unit);
  const isRelied = held !== undefined && held.priceClass !== "unreliable";
  const worth = isRelied ? worthOfPart(held.value, lot.quantity, held.quantity) : null;
  return (
    <Row head={<Lot lot={lot} wallets={wallets} />} className="not-first:border-t not-first:border-line">
      <Cell column="Cost">
        <Worth value={lot.costBasis} currency={currency} />
      </Cell>
      <Cell column="Worth now">
        <Worth value={worth} currency={currency} />
      </Cell>
      <Cell column="If sold now">
        <Gain value={gainOf(worth, lot.costBasis)} currency={currency} />
      </Cell>
    </Row>
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
        {lot.wallet === elsewhere && ", elsewhere"}
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
