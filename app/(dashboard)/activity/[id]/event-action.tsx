"use client";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { failureText, request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { SelectField } from "@/app/ui/field";
import { actionGroups } from "@/app/words/action-groups";
import { actionWords, type Action } from "@/app/words/action-words";

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
        toast.success(next === null ? "As the app reads it" : `Now called “${actionWords[next]}”`);
        router.refresh();
      } catch (error) {
        toast.error(failureText(error));
      }
    });
  }

  return (
    <div className="flex items-center gap-2">
      <SelectField
        aria-label={label}
        className="h-8 text-xs"
        value={own ?? ""}
        disabled={saving}
        onChange={({ target }) => save(target.value === "" ? null : (target.value as Action))}
      >
        <option value="">{actionWords[unsaidAction]} (as the app reads it)</option>
        {actionGroups.map(([name, members]) => (
          <optgroup key={name} label={name}>
            {members.map((each) => (
              <option key={each} value={each}>
                {actionWords[each]}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      {own !== null && (
        <Button size="small" disabled={saving} aria-label={`Undo: ${label}`} title="Undo" onClick={() => save(null)}>
          <Undo2 aria-hidden />
        </Button>
      )}
    </div>
  );
}
