import type { AccountingAnswer } from "@/lib/contract/accounting";
import { Card, CardHead } from "@/app/ui/card";
import { countOf } from "@/app/words/amount-text";
import { knownSum, leftOutOfSums, termText } from "@/app/words/tax-words";
import { Gain, Worth } from "./money";
import { Cell, Row, Rows, RowsTable } from "./rows-table";

/** What was sold, by how long it was held, and what was earned. */
export function TotalsCard({ answer }: { readonly answer: AccountingAnswer }) {
  const { disposals, income, settings } = answer;
  return (
    <Card aria-labelledby="totals-title" className="overflow-hidden">
      <CardHead
        id="totals-title"
        title="Gains and income"
        aside={<span className="text-sm text-muted">in {settings.currency}</span>}
      />
      {disposals.count === 0 ? (
        <p className="px-4 py-4 text-muted sm:px-5">Nothing was sold.</p>
      ) : (
        <GainsTable answer={answer} />
      )}
      <dl className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-3 sm:grid-cols-[auto_1fr] sm:px-5">
        <dt className="font-medium">Income</dt>
        <dd className="sm:text-right">
          {income.count === 0 ? (
            <span className="text-muted">Nothing was earned.</span>
          ) : (
            <>
              <Worth
                value={knownSum(income.value, income.count, income.unknown)}
                currency={settings.currency}
                className="font-semibold"
              />{" "}
              <span className="text-sm text-muted">
                {income.count === 1 ? "once" : `in ${countOf(income.count)} parts`}
              </span>
            </>
          )}
        </dd>
      </dl>
      <LeftOut what="sales" {...disposals} />
      <LeftOut what="income" {...income} />
    </Card>
  );
}

function GainsTable({ answer: { disposals, settings } }: { readonly answer: AccountingAnswer }) {
  const { count, unknown, byTerm } = disposals;
  const { currency, longTermAfterDays } = settings;
  const isNothingKnown = unknown === count;
  const total = { term: null, proceeds: disposals.proceeds, costBasis: disposals.costBasis, gain: disposals.gain };
  const terms = longTermAfterDays === null || isNothingKnown ? [] : byTerm;
  const rows = [
    ...terms.map((sums) => ({ ...sums, name: termText(sums.term, longTermAfterDays), isTotal: false })),
    { ...total, name: "All sales", isTotal: true },
  ];
  const known = (sum: string) => knownSum(sum, count, unknown);
  return (
    <RowsTable caption="Gains by how long what was sold was held" columns={["Held", "Proceeds", "Cost", "Gain"]}>
      {rows.map(({ name, proceeds, costBasis, gain, isTotal }) => (
        <Rows key={name}>
          <Row head={name} className={isTotal ? "font-semibold" : ""}>
            <Cell column="Proceeds">
              <Worth value={known(proceeds)} currency={currency} />
            </Cell>
            <Cell column="Cost">
              <Worth value={known(costBasis)} currency={currency} />
            </Cell>
            <Cell column="Gain">
              <Gain value={known(gain)} currency={currency} />
            </Cell>
          </Row>
        </Rows>
      ))}
    </RowsTable>
  );
}

interface LeftOutProps {
  readonly what: string;
  readonly count: number;
  readonly unknown: number;
}

function LeftOut({ what, count, unknown }: LeftOutProps) {
  const text = leftOutOfSums(count, unknown);
  if (text === null) return null;
  return (
    <p className="border-t border-line px-4 py-2 text-sm text-warn sm:px-5">
      Of {what}: {text}
    </p>
  );
}
