"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SubmitEvent } from "react";
import { toast } from "sonner";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { PatchedTransaction } from "@/lib/contract/corrections";
import { limits } from "@/lib/contract/limits";
import { failureText, request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { TextArea, TextField } from "@/app/ui/field";
import { changesOf, correctionOf, undoOf, type Correction } from "@/app/words/correction-form";
import { countOf } from "@/app/words/amount-text";
import { ActionField } from "./action-field";
import { ScopeField } from "./scope-field";

/** What the reader knows better than we do: action, note, tags, spam; for this transaction or for all like it. */
export function EditPanel({ transaction }: { readonly transaction: TransactionDetail }) {
  const router = useRouter();
  const saved = correctionOf(transaction);
  const [draft, setDraft] = useState(saved);
  const [scope, setScope] = useState<"this" | "similar">("this");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [saving, startSaving] = useTransition();
  const changes = changesOf(saved, draft);
  const { alike } = transaction.correction;
  const others = changes.action !== undefined ? alike.action : alike.spam;
  const isShareable = changes.action !== undefined || changes.spam !== undefined;
  const path = `/api/transactions/${transaction.id}`;

  function change(fields: Partial<Correction>) {
    setDraft((before) => ({ ...before, ...fields }));
  }

  async function undo(ruleIds: readonly string[]) {
    try {
      await Promise.all(ruleIds.map((id) => request("DELETE", `/api/rules/${id}`)));
      setDraft(correctionOf(await request<PatchedTransaction>("PATCH", path, undoOf(transaction))));
      router.refresh();
    } catch (error) {
      toast.error(failureText(error));
    }
  }

  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTrouble(null);
    startSaving(async () => {
      try {
        const body = { ...changes, scope: isShareable ? scope : "this" };
        const { changed, isPartial, ruleIds, ...now } = await request<PatchedTransaction>("PATCH", path, body);
        setDraft(correctionOf(now));
        setScope("this");
        toast.success(
          changed === 1 && !isPartial
            ? "Saved"
            : `${countOf(changed)} transactions changed${isPartial ? ", the rest follows" : ""}`,
          {
            action: { label: "Undo", onClick: () => void undo(ruleIds) },
          },
        );
        router.refresh();
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return (
    <Card>
      <CardHead title="Correct it" id="correct-it" />
      <form onSubmit={save} aria-labelledby="correct-it" className="grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
        <ActionField transaction={transaction} value={draft.action} onChange={(action) => change({ action })} />
        <label className="min-w-0 text-sm">
          <span className="mb-1 block text-muted">Tags, with commas between them</span>
          <TextField
            value={draft.tags}
            maxLength={limits.transactionTags * (limits.tagCharacters + 2)}
            placeholder="tax 2026, savings"
            onChange={(event) => change({ tags: event.target.value })}
          />
        </label>
        <label className="min-w-0 text-sm sm:col-span-2">
          <span className="mb-1 block text-muted">Note</span>
          <TextArea
            value={draft.note}
            maxLength={limits.noteCharacters}
            rows={2}
            onChange={(event) => change({ note: event.target.value })}
          />
        </label>
        <label className="flex min-h-10 items-center gap-2.5 sm:col-span-2">
          <input
            type="checkbox"
            checked={draft.spam}
            className="size-4 accent-accent"
            onChange={(event) => change({ spam: event.target.checked })}
          />
          This is spam
        </label>
        {isShareable && <ScopeField value={scope} others={others} onChange={setScope} />}
        <div className="flex flex-wrap items-center justify-end gap-3 sm:col-span-2">
          <p aria-live="polite" className="min-w-0 flex-1 text-sm text-bad">
            {trouble}
          </p>
          <Button type="submit" tone="primary" disabled={saving || Object.keys(changes).length === 0}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
