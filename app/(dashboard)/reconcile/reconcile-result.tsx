import type { ReactNode } from "react";
import { Scale } from "lucide-react";
import type { ReconcileAnswer } from "@/lib/contract/reconcile";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { countOf } from "@/app/words/amount-text";
import { formNames, matchParts, shownText } from "@/app/words/reconcile-words";
import { DifferentRow, HereRow, ThereRow } from "./reconcile-rows";

interface ReconcileResultProps {
  readonly fileName: string;
  readonly answer: ReconcileAnswer;
  readonly wallets: readonly { readonly id: string; readonly name: string }[];
}

const colours = {
  matched: "bg-good",
  different: "bg-warn",
  missingThere: "bg-part-tokens",
  missingHere: "bg-bad",
} as const;

/** What file and wallets have in common, as a picture and in figures, then what they have not. */
export function ReconcileResult({ fileName, answer, wallets }: ReconcileResultProps) {
  const { missingHere, missingThere, different, counts } = answer;
  const nameOf = (id: string) => wallets.find((wallet) => wallet.id === id)?.name ?? "another wallet";
  if (answer.rows === 0)
    return (
      <Card>
        <EmptyState
          icon={Scale}
          title="The file has no lines"
          text="It has a header that we know, and nothing below it."
        />
      </Card>
    );
  return (
    <div className="space-y-5">
      <Summary fileName={fileName} answer={answer} nameOf={nameOf} />
      <Rows title="Differ" text="Both know these, and tell them otherwise." shown={different} count={counts.different}>
        {different.map((each) => (
          <DifferentRow key={`${each.txHash ?? each.at} ${each.lines.join(" ")}`} row={each} />
        ))}
      </Rows>
      <Rows
        title="Not in the file"
        text="Your wallet did these in the time of which the file tells."
        shown={missingThere}
        count={counts.missingThere}
      >
        {missingThere.map((each) => (
          <ThereRow key={`${each.txHash ?? each.at} ${each.walletId}`} row={each} />
        ))}
      </Rows>
      <Rows
        title="Not in your wallets"
        text="The file has these, and no wallet here knows them. Is a wallet missing, or still being read?"
        shown={missingHere}
        count={counts.missingHere}
      >
        {missingHere.map((each) => (
          <HereRow key={each.lines.join(" ")} row={each} nameOf={nameOf} />
        ))}
      </Rows>
    </div>
  );
}

interface SummaryProps {
  readonly fileName: string;
  readonly answer: ReconcileAnswer;
  readonly nameOf: (id: string) => string;
}

function Summary({ fileName, answer, nameOf }: SummaryProps) {
  const { all, parts } = matchParts(answer);
  const { recognisedAs, rows, walletId, matched } = answer;
  const against = walletId === null ? "all your wallets together" : nameOf(walletId);
  return (
    <Card className="p-4 sm:p-5" aria-labelledby="result-title">
      <h2 id="result-title" className="text-lg font-semibold">
        {matched === all ? "Everything matches" : `${countOf(matched)} of ${countOf(all)} match`}
      </h2>
      <p className="mt-1 text-sm wrap-anywhere text-muted">
        <bdi>{fileName}</bdi>, {countOf(rows)} {rows === 1 ? "line" : "lines"}, recognised as {formNames[recognisedAs]},
        held against <bdi>{against}</bdi>
        {answer.wasAsked || walletId === null ? "." : ", which it fits best."}
      </p>
      <div aria-hidden className="mt-4 flex h-3 gap-0.5 overflow-hidden rounded-full bg-raised">
        {parts.map(({ kind, count }) =>
          count === 0 ? null : <div key={kind} className={`min-w-1 ${colours[kind]}`} style={{ flexGrow: count }} />,
        )}
      </div>
      <ul className="mt-3 grid grid-cols-1 gap-x-6 gap-y-1 text-sm sm:grid-cols-2 lg:grid-cols-4">
        {parts.map(({ kind, count, name }) => (
          <li key={kind} className="flex items-center gap-2">
            <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${colours[kind]}`} />
            <span>
              <span className="font-semibold">{countOf(count)}</span> {name}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface RowsProps {
  readonly title: string;
  readonly text: string;
  readonly shown: readonly unknown[];
  readonly count: number;
  readonly children: ReactNode;
}

/** A list of what does not match; nothing at all where it is empty. */
function Rows({ title, text, shown, count, children }: RowsProps) {
  if (count === 0) return null;
  const cut = shownText(shown.length, count);
  return (
    <Card aria-label={title}>
      <CardHead title={title} aside={<span className="text-sm text-muted">{countOf(count)}</span>} />
      <p className="border-b border-line px-4 py-2 text-sm text-muted sm:px-5">{text}</p>
      <ul className="divide-y divide-line">{children}</ul>
      {cut !== null && <p className="border-t border-line px-4 py-2 text-sm text-muted sm:px-5">{cut}</p>}
    </Card>
  );
}
