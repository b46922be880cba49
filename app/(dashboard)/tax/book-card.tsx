import type { AddressBookAnswer } from "@/lib/contract/address-book";
import { Card, CardHead } from "@/app/ui/card";
import { ChainText } from "@/app/ui/chain-text";
import { countOf } from "@/app/words/amount-text";
import { partyText } from "@/app/words/address-book";
import { shortAddress } from "@/app/words/chain-text";
import { dayText } from "@/app/words/time-text";
import { BookEntryName } from "../book-entry-name";
import { BookForm } from "./book-form";
import { RemoveEntry } from "./remove-entry";

interface BookCardProps {
  readonly book: AddressBookAnswer;
  /** An address that the person wants to say something of. */
  readonly who: string | undefined;
}

/** Whose addresses are: offered for those that come up most often. */
export function BookCard({ book: { entries, unknown }, who }: BookCardProps) {
  return (
    <Card id="address-book" aria-labelledby="address-book-title" className="scroll-mt-20">
      <CardHead
        id="address-book-title"
        title="Whose addresses are"
        aside={entries.length > 0 && <span className="text-sm text-muted">{countOf(entries.length)} known</span>}
      />
      <p className="px-4 pt-3 text-sm text-muted sm:px-5">
        Say it once, and all that went there or came from there counts so: your own coins stay yours with what they
        cost, a gift is no sale, a payment is one. What you say at a transaction goes before it.
      </p>
      {unknown.length > 0 && <UnknownParties parties={unknown} />}
      {entries.length > 0 && <Known entries={entries} />}
      <details className="border-t border-line px-4 py-3 sm:px-5" open={who !== undefined}>
        <summary className="w-fit cursor-pointer rounded-md text-sm text-accent">Say it of another address</summary>
        <BookForm address={null} entered={who ?? ""} />
      </details>
    </Card>
  );
}

function UnknownParties({ parties }: { readonly parties: AddressBookAnswer["unknown"] }) {
  return (
    <ul aria-label="Addresses that come up most often" className="divide-y divide-line px-4 py-2 text-sm sm:px-5">
      {parties.map((party) => (
        <li key={party.address}>
          <details className="py-2">
            <summary className="w-fit max-w-full cursor-pointer rounded-md hover:text-accent">
              <span title={party.address} className="font-medium">
                <ChainText text={shortAddress(party.address)} limit={40} />
              </span>
              <span className="text-muted">
                {": "}
                {partyText(party)}, last on {dayText(party.lastAt)}. Who is it?
              </span>
            </summary>
            <BookForm address={party.address} entered={party.address} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Known({ entries }: { readonly entries: AddressBookAnswer["entries"] }) {
  return (
    <ul aria-label="Addresses that you know" className="divide-y divide-line border-t border-line text-sm">
      {entries.map(({ address, kind, label }) => (
        <li key={address} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2 sm:px-5">
          <span className="min-w-0">
            <BookEntryName kind={kind} label={label} />
            <span title={address} className="block text-xs text-muted">
              <ChainText text={shortAddress(address)} limit={40} />
            </span>
          </span>
          <RemoveEntry
            path={`/api/address-book?address=${encodeURIComponent(address)}`}
            action="/forms/address-book"
            field={["address", address]}
            label={`Remove ${label === "" ? shortAddress(address) : label}`}
          />
        </li>
      ))}
    </ul>
  );
}
