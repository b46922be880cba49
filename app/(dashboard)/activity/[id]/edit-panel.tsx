"use client";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { limits } from "@/lib/contract/limits";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { TextArea, TextField } from "@/app/ui/field";
import type { Correction } from "@/app/words/correction-form";
import { ActionField } from "./action-field";
import { ScopeField } from "./scope-field";
import { useCorrectionForm } from "./use-correction-form";

/** What the reader knows better than we do: action, note, tags, spam; for this transaction or for all like it. */
export function EditPanel({ transaction }: { readonly transaction: TransactionDetail }) {
  const form = useCorrectionForm(transaction);
  const { draft, change, changes } = form;
  const { alike } = transaction.correction;
  const others = changes.action !== undefined ? alike.action : alike.spam;
  return (
    <Card>
      <CardHead title="Correct it" id="correct-it" />
      <form onSubmit={form.save} aria-labelledby="correct-it" className="grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
        <ActionField transaction={transaction} value={draft.action} onChange={(action) => change({ action })} />
        <OwnWords draft={draft} onChange={change} />
        <label className="flex min-h-10 items-center gap-2.5 sm:col-span-2">
          <input
            type="checkbox"
            checked={draft.spam}
            className="size-4 accent-accent"
            onChange={(event) => change({ spam: event.target.checked })}
          />
          This is spam
        </label>
        {form.isShareable && <ScopeField value={form.scope} others={others} onChange={form.setScope} />}
        <div className="flex flex-wrap items-center justify-end gap-3 sm:col-span-2">
          <p aria-live="polite" className="min-w-0 flex-1 text-sm text-bad">
            {form.trouble}
          </p>
          <Button type="submit" tone="primary" disabled={form.saving || Object.keys(changes).length === 0}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface OwnWordsProps {
  readonly draft: Correction;
  readonly onChange: (fields: Partial<Correction>) => void;
}

/** Tags and note. */
function OwnWords({ draft, onChange }: OwnWordsProps) {
  return (
    <>
      <label className="min-w-0 text-sm">
        <span className="mb-1 block text-muted">Tags, with commas between them</span>
        <TextField
          value={draft.tags}
          maxLength={limits.transactionTags * (limits.tagCharacters + 2)}
          placeholder="tax 2026, savings"
          onChange={(event) => onChange({ tags: event.target.value })}
        />
      </label>
      <label className="min-w-0 text-sm sm:col-span-2">
        <span className="mb-1 block text-muted">Note</span>
        <TextArea
          value={draft.note}
          maxLength={limits.noteCharacters}
          rows={2}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </label>
    </>
  );
}
