import type { PerformanceAnswer } from "@/lib/contract/performance";
import { Card } from "@/app/ui/card";
import { totalGain } from "@/app/words/performance-identity";
import { returnFigures } from "@/app/words/performance-words";
import { SignedMoney } from "../signed-money";

/** What was gained, in money and in percent. */
export function GainCard({ answer }: { readonly answer: PerformanceAnswer }) {
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="sr-only">Gain</h2>
      <dl className="grid gap-x-8 gap-y-5 md:grid-cols-3">
        <Figure name="Gain" answers="What came of what you held: income and gains, less fees.">
          <SignedMoney value={totalGain(answer)} currency={answer.currency} />
        </Figure>
        {returnFigures(answer).map(({ name, answers, rate, note }) => (
          <Figure key={name} name={name} answers={answers} note={note}>
            {rate ?? <span className="text-lg text-muted">None</span>}
          </Figure>
        ))}
      </dl>
    </Card>
  );
}

interface FigureProps {
  readonly name: string;
  readonly answers: string;
  readonly note?: string | null;
  readonly children: React.ReactNode;
}

function Figure({ name, answers, note = null, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <p className="mt-1 text-2xl font-semibold tracking-tight wrap-anywhere">{children}</p>
        {note !== null && <p className="mt-1 text-sm">{note}</p>}
        <p className="mt-1 text-xs text-muted">{answers}</p>
      </dd>
    </div>
  );
}
