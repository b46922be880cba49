import type { Currency } from "@/lib/contract/rates";
import { changeText } from "@/app/words/money-text";
import { SignedMoney } from "../signed-money";

interface Change {
  readonly value: string | null;
  readonly share: string | null;
}

const sinces = [
  { since: "day", text: "24 h" },
  { since: "week", text: "7 days" },
  { since: "month", text: "30 days" },
  { since: "year", text: "1 year" },
] as const;

interface ChangesProps {
  readonly changes: Readonly<Record<(typeof sinces)[number]["since"], Change>>;
  readonly currency: Currency;
}

/** What was gained or lost since a day, a week, a month and a year. */
export function Changes({ changes, currency }: ChangesProps) {
  return (
    <dl
      title="Without what was paid in or out meanwhile"
      className="mt-4 mb-4 grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-4"
    >
      {sinces.map(({ since, text }) => (
        <div key={since} className="min-w-0">
          <dt className="text-xs text-muted">
            <span className="sr-only">Gained in </span>
            {text}
          </dt>
          <dd>
            <Gain {...changes[since]} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Gain({ value, share, currency }: Change & { readonly currency: Currency }) {
  if (value === null) return <span className="text-muted">not known yet</span>;
  return (
    <SignedMoney value={value} currency={currency} className="font-medium">
      {share !== null && (
        <>
          {" "}
          <span className="inline-block whitespace-nowrap">({changeText(share)})</span>
        </>
      )}
    </SignedMoney>
  );
}
