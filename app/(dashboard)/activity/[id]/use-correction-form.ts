"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SubmitEvent } from "react";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { PatchedTransaction } from "@/lib/contract/corrections";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { countOf } from "@/app/words/amount-text";
import { changesOf, correctionOf, undoOf, type Correction } from "@/app/words/correction-form";

/** What the reader has typed and not saved yet, and saving it, with a way back in the toast. */
export function useCorrectionForm(transaction: TransactionDetail) {
  const router = useRouter();
  const saved = correctionOf(transaction);
  const [draft, setDraft] = useState(saved);
  const [scope, setScope] = useState<"this" | "similar">("this");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [saving, startSaving] = useTransition();
  const changes = changesOf(saved, draft);
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
      tell.error(failureText(error));
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
        tell.success(savedText(changed, isPartial), {
          action: { label: "Undo", onClick: () => void undo(ruleIds) },
        });
        router.refresh();
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return { draft, change, changes, isShareable, scope, setScope, save, saving, trouble };
}

function savedText(changed: number, isPartial: boolean): string {
  if (changed === 1 && !isPartial) return "Saved";
  return `${countOf(changed)} transactions changed${isPartial ? ", the rest follows" : ""}`;
}
