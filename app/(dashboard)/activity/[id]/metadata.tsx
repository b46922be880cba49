import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { Card, CardHead } from "@/app/ui/card";
import { blockText, clipText } from "@/app/words/chain-text";

const maxLetters = 20_000;

/** What somebody attached to the transaction, as plain text: nothing in it becomes a link or a picture. */
export function Metadata({ metadata }: Pick<TransactionDetail, "metadata">) {
  if (metadata.length === 0) return null;
  return (
    <Card>
      <CardHead title="Metadata" />
      <ul className="divide-y divide-line">
        {metadata.map(({ label, json }) => (
          <li key={label} className="px-4 py-3 sm:px-5">
            <details open={metadata.length === 1}>
              <summary className="rounded-md text-sm font-medium">Label {clipText(label, 30)}</summary>
              <pre
                dir="ltr"
                tabIndex={0}
                className="mt-2 max-h-96 overflow-auto rounded-lg bg-raised p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere [unicode-bidi:isolate]"
              >
                {clipText(blockText(JSON.stringify(json, null, 2)), maxLetters)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
