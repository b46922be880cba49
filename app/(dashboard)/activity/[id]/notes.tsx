import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { Badge } from "@/app/ui/badge";
import { Card, CardHead } from "@/app/ui/card";
import { blockText } from "@/app/words/chain-text";

/** What the reader wrote on a transaction; nothing where they wrote nothing. */
export function Notes({ transaction: { note, tags } }: { readonly transaction: TransactionDetail }) {
  if (note === null && tags.length === 0) return null;
  return (
    <Card>
      <CardHead title="Your note" />
      <div className="space-y-3 p-4 sm:p-5">
        {note !== null && <p className="wrap-anywhere whitespace-pre-line">{blockText(note)}</p>}
        {tags.length > 0 && (
          <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li key={tag}>
                <Badge tone="accent">
                  <bdi>{tag}</bdi>
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
