import { canBeSaid } from "@/lib/accounting/word";
import type { BookEntry } from "@/lib/contract/address-book";
import type { Currency } from "@/lib/contract/rates";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import type { EventLocation } from "@/lib/ledger/event-location";
import { Card, CardHead } from "@/app/ui/card";
import { ChainText } from "@/app/ui/chain-text";
import { cn } from "@/app/ui/cn";
import { actionWords } from "@/app/words/action-words";
import { amountJoin, countOf, signedAmountText } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { shortAddress } from "@/app/words/chain-text";
import { isCost, locationText, roleWords, splitEvents } from "@/app/words/event-words";
import { AssetName } from "../../asset-name";
import { BookEntryName } from "../../book-entry-name";
import { EventAction } from "./event-action";
import { LegWord } from "./leg-word";

/** More legs than these are shown once the reader asks for them. */
const shown = 30;

interface EventsCardProps {
  readonly transaction: TransactionDetail;
  /** Of the person's gains. */
  readonly currency: Currency;
  readonly book: readonly BookEntry[];
}

/** What a transaction did, leg by leg: first what was done, then what it cost and what is to come back. */
export function EventsCard({ transaction, currency, book }: EventsCardProps) {
  const { id, events, eventCount } = transaction;
  if (events.length === 0) return null;
  const left = eventCount - events.length;
  const { done, costs } = splitEvents(events);
  const of = { transactionId: id, currency, book };
  return (
    <Card>
      <CardHead
        title="What happened"
        id="what-happened"
        aside={<span className="text-sm text-muted">leg by leg</span>}
      />
      <Legs {...of} legs={done.slice(0, shown)} caption="What was done" />
      {done.length > shown && (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-3 text-sm text-accent sm:px-5">
            {countOf(done.length - shown)} more
          </summary>
          <Legs {...of} legs={done.slice(shown)} caption="More of what was done" />
        </details>
      )}
      {costs.length > 0 && (
        <>
          <h3 className="border-t border-line bg-raised px-4 py-2 text-sm font-semibold sm:px-5">Fees and deposits</h3>
          <Legs {...of} legs={costs} caption="Fees and deposits" />
        </>
      )}
      {left > 0 && (
        <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">
          {countOf(left)} more in the export of your account.
        </p>
      )}
    </Card>
  );
}

interface LegsProps extends Pick<EventsCardProps, "currency" | "book"> {
  readonly transactionId: string;
  readonly legs: readonly TransactionEventView[];
  readonly caption: string;
}

function Legs({ legs, caption, ...of }: LegsProps) {
  if (legs.length === 0) return null;
  return (
    <table className="w-full text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Amount</th>
          <th scope="col">Where</th>
          <th scope="col">Correct it</th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {legs.map((event) => (
          <Leg key={event.index} {...of} event={event} />
        ))}
      </tbody>
    </table>
  );
}

interface LegProps extends Omit<LegsProps, "legs" | "caption"> {
  readonly event: TransactionEventView;
}

function Leg({ transactionId, currency, book, event }: LegProps) {
  const [role, action] = [roleWords[event.role], actionWords[event.action]];
  const amount = signedAmountText(event.quantity, event.decimals);
  const isNothing = event.role === "informational";
  const label = `${isNothing ? action : `${amount} ${assetLabel(event).short}`}, ${locationText(event)}`;
  return (
    <tr className="border-t border-line first:border-t-0 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:px-4 max-sm:py-3">
      <th scope="row" className="text-left font-medium sm:w-[30%] sm:px-5 sm:py-2.5">
        {isCost(event) ? role : action}
        {role !== "" && <span className="block text-xs font-normal text-muted">{isCost(event) ? action : role}</span>}
      </th>
      <td className="wrap-anywhere text-right sm:w-[22%] sm:py-2.5">
        {!isNothing && (
          <>
            <span className={cn("font-medium", BigInt(event.quantity) > 0n && "text-good")}>{amount}</span>
            {amountJoin(event.decimals)}
            <AssetName asset={event} />
          </>
        )}
      </td>
      <td className="min-w-0 text-muted max-sm:col-span-2 sm:px-5 sm:py-2.5">
        {!isNothing && locationText(event)}
        {event.counterparty !== null && <With address={event.counterparty} book={book} />}
      </td>
      <td className="max-sm:col-span-2 sm:w-56 sm:py-2 sm:pr-5">
        <EventAction transactionId={transactionId} event={event} label={`${label}: what it was`} />
        {canBeSaid({ ...event, location: event.location as EventLocation }) && (
          <LegWord transactionId={transactionId} event={event} label={label} currency={currency} />
        )}
      </td>
    </tr>
  );
}

function With({ address, book }: { readonly address: string } & Pick<LegsProps, "book">) {
  const entry = book.find((each) => each.address === address);
  return (
    <span title={address} className="block text-xs">
      with <ChainText text={shortAddress(address)} limit={40} />
      {entry !== undefined && (
        <>
          : <BookEntryName {...entry} />
        </>
      )}
    </span>
  );
}
