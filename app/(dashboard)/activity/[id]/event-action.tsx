"use client";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { actionWords, type Action } from "@/app/words/action-words";
import { ActionSelect } from "./action-select";

interface EventActionProps {
  readonly transactionId: string;
  readonly event: Pick<TransactionEventView, "index" | "action" | "unsaidAction" | "edited">;
  /** What a screen reader calls the choice. */
  readonly label: string;
}

/** What one leg was, to choose; saved at once, with a way back. */
export function EventAction({ transactionId, event, label }: EventActionProps) {
  const router = useRouter();
  const [saving, startSaving] = useTransition();
  const { action, unsaidAction } = event;
  const own = event.edited && action !== unsaidAction ? action : null;

  function save(next: Action | null) {
    startSaving(async () => {
      try {
        await request("PATCH", `/api/transactions/${transactionId}/events/${event.index}`, { action: next });
        tell.success(next === null ? "As the app reads it" : `Now called “${actionWords[next]}”`);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return (
    <div className="flex items-center gap-2">
      <ActionSelect
        aria-label={label}
        className="h-8 text-xs"
        value={own}
        unsaid={unsaidAction}
        source="as the app reads it"
        disabled={saving}
        onChange={save}
      />
      {own !== null && (
        <Button size="small" disabled={saving} aria-label={`Undo: ${label}`} title="Undo" onClick={() => save(null)}>
          <Undo2 aria-hidden />
        </Button>
      )}
    </div>
  );
}
