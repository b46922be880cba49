import type { ReactNode } from "react";
import type { Acceptable, AccountingSettings } from "@/lib/contract/accounting";
import { isProven } from "@/lib/contract/proof";
import { hashOf, rewardOf } from "@/lib/gains/event-facts";
import { amountText, countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { currencyName } from "@/app/words/money-text";
import { originText } from "@/app/words/origin-words";
import { product } from "@/app/words/product";
import { acceptedText, checksOf, checkWords, unprovenWallets } from "@/app/words/tax-checks";
import { methodWords, scopeWords, taxChoices } from "@/app/words/tax-settings";
import { taxYearName, taxYearSpan } from "@/app/words/tax-year";
import {
  gainText,
  leftOutOfSums,
  matchText,
  methodOf,
  rewardText,
  shortTermText,
  termText,
  worthText,
} from "@/app/words/tax-words";
import { dayText } from "@/app/words/time-text";
import { walletName } from "@/app/words/wallet-name";
import type { Report } from "./read-report";

/** A document of its own that prints well: it needs no script and loads nothing. */
const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; break-after: avoid; }
p { margin: .35rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: .25rem; }
th, td { padding: .3rem .5rem .3rem 0; text-align: left; vertical-align: top; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.small { font-size: .8rem; opacity: .8; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10px; } @page { margin: 14mm; } }
`;

interface ReportProps {
  readonly report: Report;
  readonly madeAt: Date;
}

export function ReportDocument({ report, madeAt }: ReportProps) {
  const { answer, wallets, manifest } = report;
  const { settings, year } = answer;
  const name = taxYearName(settings, year ?? 0);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`Cardano, tax year ${name}`}</title>
        <style>{style}</style>
      </head>
      <body>
        <h1>Cardano, tax year {name}</h1>
        <p>
          {taxYearSpan(answer)}. Made by {product.name} on {dayText(madeAt.toISOString())}.
        </p>
        <Unsettled answer={answer} />
        {settings.closedYears.includes(year ?? 0) && <p>This year is closed.</p>}
        <Wallets wallets={wallets} />
        <Summary report={report} />
        <Rules settings={settings} year={year ?? 0} />
        <Open report={report} />
        <Disposals report={report} />
        <Income report={report} />
        <Shortfalls report={report} />
        <Lots report={report} />
        <h2>Name of this report</h2>
        <p className="small">
          {manifest} (SHA-256 of all rows above, the rules and settings that they follow from: the same hash means the
          same report)
        </p>
        <p className="small">
          Events of one moment count in the order of their blocks, their places in the block and their legs. This is not
          tax advice.
        </p>
      </body>
    </html>
  );
}

/** What may still become other figures. */
function Unsettled({ answer: { computing, ratesPending } }: Pick<Report, "answer">) {
  return (
    <>
      {computing !== null && (
        <p>
          <strong>Not complete: </strong>
          {countOf(computing.done)} of {countOf(computing.total)} transactions are computed so far. Open it again in a
          moment.
        </p>
      )}
      {ratesPending && (
        <p>
          <strong>Not settled: </strong>
          some exchange rates are still being looked up, and an earlier one stands in. Open it again in a moment.
        </p>
      )}
    </>
  );
}

function Wallets({ wallets }: { readonly wallets: Report["wallets"] }) {
  return (
    <>
      <h2>Wallets</h2>
      <Table columns={["Wallet", "Address", "Checked against the chain"]}>
        {wallets.map((wallet) => (
          <tr key={wallet.id}>
            <td>{walletName(wallet)}</td>
            <td className="small">{wallet.stakeAddress ?? wallet.address}</td>
            <td>{isProven(wallet.proof) ? "Yes: its sums equal the chain's" : "Not proven"}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Summary({ report: { answer } }: { readonly report: Report }) {
  const { settings, disposals, income, shortfalls } = answer;
  const { currency, longTermAfterDays } = settings;
  const rows = [
    ...disposals.byTerm.map(({ term, ...sums }) => ({ name: termText(term, longTermAfterDays), ...sums })),
    { name: "All sales", ...disposals },
  ];
  return (
    <>
      <h2>Summary, in {currencyName(currency)}</h2>
      <Table columns={["", "Proceeds", "Cost", "Gain"]} numbers={[1, 2, 3]}>
        {rows.map(({ name, proceeds, costBasis, gain }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="n">{worthText(proceeds, currency)}</td>
            <td className="n">{worthText(costBasis, currency)}</td>
            <td className="n">{gainText(gain, currency)}</td>
          </tr>
        ))}
      </Table>
      <p>{leftOutOfSums(disposals.count, disposals.unknown)}</p>
      <p>
        Income: {worthText(income.value, currency)} in {countOf(income.count)} parts.{" "}
        {leftOutOfSums(income.count, income.unknown)}
      </p>
      <p>
        {shortfalls === 0
          ? "Nothing was sold beyond what came in."
          : `${countOf(shortfalls)} sold more than ever came in: see below.`}
      </p>
    </>
  );
}

function Rules({ settings, year }: { readonly settings: AccountingSettings; readonly year: number }) {
  const method = methodOf(settings, year);
  return (
    <>
      <h2>Rules</h2>
      <p>
        {methodWords[method].long}; {scopeWords[settings.scope]}.
      </p>
      <ul>
        {taxChoices.map((choice) => (
          <li key={choice.name}>
            {choice.label}: {optionText(choice, settings)}
          </li>
        ))}
      </ul>
    </>
  );
}

function optionText({ name, options }: (typeof taxChoices)[number], settings: AccountingSettings): string {
  return options.find(({ value }) => value === settings[name])?.text ?? settings[name];
}

function Open({ report: { answer, wallets } }: { readonly report: Report }) {
  const checks = Object.values(checksOf(answer, unprovenWallets(wallets).length));
  const open = checks
    .filter(({ count, accepted }) => count > accepted)
    .map(({ what, count, accepted }) => ({ what, count: count - accepted, said: null }));
  const accepted = checks
    .filter((check) => check.accepted > 0)
    .map((check) => ({ what: check.what, count: check.accepted, said: acceptedText(check) }));
  return (
    <>
      <Checks title="Not settled" of={open} />
      <Checks title="Accepted as it is" of={accepted} />
    </>
  );
}

interface ChecksProps {
  readonly title: string;
  readonly of: readonly { readonly what: Acceptable; readonly count: number; readonly said: string | null }[];
}

function Checks({ title, of }: ChecksProps) {
  if (of.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {of.map(({ what, count, said }) => (
          <li key={what}>
            {checkWords[what].title}: {countOf(count)}. {checkWords[what].text} {said}
          </li>
        ))}
      </ul>
    </>
  );
}

function Disposals({ report: { answer, disposals } }: { readonly report: Report }) {
  const { currency } = answer.settings;
  return (
    <>
      <h2>Sales</h2>
      <Table columns={["Sold", "Proceeds", "Cost", "Gain"]} numbers={[1, 2, 3]} empty="Nothing was sold.">
        {disposals.rows.toReversed().map((row) => (
          <tr key={row.eventId}>
            <td>
              <What row={row} quantity={row.quantity} value={row.proceeds} />
              {row.matches.map(({ rule, acquired, quantity, costBasis }, n) => (
                <div key={n} className="small">
                  {matchText(rule, acquired)}: {amountText(quantity, row.decimals)}, cost{" "}
                  {worthText(costBasis, currency)}
                </div>
              ))}
              {row.matches.length === 0 &&
                row.lots.map(({ lotId, acquiredAt, quantity, costBasis, gain, term }, n) => (
                  <div key={n} className="small">
                    {lotId === null
                      ? "From the pool"
                      : `Of ${acquiredAt === null ? "an unknown day" : dayText(acquiredAt)}`}
                    : {amountText(quantity, row.decimals)}, cost {worthText(costBasis, currency)}, gain{" "}
                    {gainText(gain, currency)}, {shortTermText(term)}
                  </div>
                ))}
            </td>
            <td className="n">{worthText(row.proceeds, currency)}</td>
            <td className="n">{worthText(row.costBasis, currency)}</td>
            <td className="n">{gainText(row.gain, currency)}</td>
          </tr>
        ))}
      </Table>
      <Cut isCut={disposals.isCut} shown={disposals.rows.length} />
    </>
  );
}

function Income({ report: { answer, income } }: { readonly report: Report }) {
  const { currency } = answer.settings;
  return (
    <>
      <h2>Income</h2>
      <Table columns={["Received", "Worth"]} numbers={[1]} empty="Nothing was earned.">
        {income.rows.toReversed().map((row) => (
          <tr key={row.eventId}>
            <td>
              <What row={row} quantity={row.quantity} value={row.value} />
            </td>
            <td className="n">{worthText(row.value, currency)}</td>
          </tr>
        ))}
      </Table>
      <Cut isCut={income.isCut} shown={income.rows.length} />
    </>
  );
}

function Shortfalls({ report: { answer, shortfalls } }: { readonly report: Report }) {
  if (shortfalls.rows.length === 0) return null;
  const { currency } = answer.settings;
  return (
    <>
      <h2>Sold beyond what came in</h2>
      <Table columns={["Missing", "Counted as gain"]} numbers={[1]}>
        {shortfalls.rows.toReversed().map((row) => (
          <tr key={row.eventId}>
            <td>
              <What row={row} quantity={row.missing} value={row.proceeds} />
            </td>
            <td className="n">{worthText(row.proceeds, currency)}</td>
          </tr>
        ))}
      </Table>
      <Cut isCut={shortfalls.isCut} shown={shortfalls.rows.length} />
    </>
  );
}

function Lots({ report: { answer, lots } }: { readonly report: Report }) {
  const { currency } = answer.settings;
  return (
    <>
      <h2>What is left today</h2>
      <Table columns={["Held", "Since", "Cost"]} numbers={[2]} empty="Nothing is left.">
        {lots.rows.map(({ unit, name, ticker, decimals, quantity, acquiredAt, costBasis }, n) => (
          <tr key={n}>
            <td>
              {amountText(quantity, decimals)} {assetLabel({ unit, name, ticker }).short}
            </td>
            <td>{acquiredAt === null ? "All of it together" : dayText(acquiredAt)}</td>
            <td className="n">{worthText(costBasis, currency)}</td>
          </tr>
        ))}
      </Table>
      <Cut isCut={lots.isCut} shown={lots.rows.length} />
    </>
  );
}

type Happened = Omit<Report["income"]["rows"][number], "quantity" | "value">;

interface WhatProps {
  readonly row: Happened;
  readonly quantity: string;
  /** What it was worth; null where nobody knows. */
  readonly value: string | null;
}

/** What, when, by which transaction, and who said what it was worth. */
function What({ row, quantity, value }: WhatProps) {
  const { eventId, at, decimals, price } = row;
  const reward = rewardOf(eventId);
  return (
    <>
      {amountText(quantity, decimals)} {assetLabel(row).short}, <time dateTime={at}>{dayText(at)}</time>
      {reward !== null && `, ${rewardText(reward)}`}
      <div className="small">{hashOf(eventId)}</div>
      <div className="small">Price: {originText(price, value !== null)}</div>
    </>
  );
}

interface TableProps {
  readonly columns: readonly string[];
  /** Columns that hold numbers. */
  readonly numbers?: readonly number[];
  readonly empty?: string;
  readonly children: ReactNode[];
}

function Table({ columns, numbers = [], empty = "None.", children }: TableProps) {
  if (children.length === 0) return <p>{empty}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {columns.map((column, n) => (
              <th key={column} scope="col" className={numbers.includes(n) ? "n" : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Cut({ isCut, shown }: { readonly isCut: boolean; readonly shown: number }) {
  return isCut ? <p>These are the last {countOf(shown)}: files for tax tools hold all of them.</p> : null;
}
