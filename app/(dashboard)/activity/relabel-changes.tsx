import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { RelabelAnswer } from "@/lib/contract/relabel";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { Moment } from "@/app/ui/moment";
import { actionWords } from "@/app/words/action-words";
import { countOf } from "@/app/words/amount-text";

type Label = RelabelAnswer["changes"][number]["before"];

/** What is called otherwise by newer rules: old and new beside each other. */
export function RelabelChanges({ changes, changed }: Pick<RelabelAnswer, "changes" | "changed">) {
  return (
    <div className="mt-4 max-h-96 overflow-y-auto rounded-lg border border-line" tabIndex={0} aria-label="Changes">
      <ul className="divide-y divide-line">
        {changes.map(({ transactionId, at, before, after, kept }) => (
          <li key={transactionId} className="px-4 py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              <Link href={`/activity/${transactionId}`} className="rounded-md text-accent hover:underline">
                <Moment at={at} />
              </Link>
              {kept && <Badge>Your own label stays</Badge>}
            </p>
            <div className="mt-1 grid items-center gap-x-3 gap-y-1 sm:grid-cols-[1fr_auto_1fr]">
              <LabelText label={before} isOld />
              <ArrowRight aria-label="becomes" className="size-4 text-muted max-sm:rotate-90" />
              <LabelText label={after} />
            </div>
          </li>
        ))}
      </ul>
      {changed > changes.length && (
        <p className="border-t border-line px-4 py-3 text-sm text-muted">
          and {countOf(changed - changes.length)} older ones
        </p>
      )}
    </div>
  );
}

function LabelText({ label, isOld = false }: { readonly label: Label; readonly isOld?: boolean }) {
  const { action, protocolName, summary } = label;
  return (
    <div className="min-w-0">
      <p className={isOld ? "text-muted" : "font-medium"}>
        {actionWords[action]} {protocolName !== null && <Badge tone="accent">{protocolName}</Badge>}
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        <ChainText text={summary} limit={120} />
      </p>
    </div>
  );
}
