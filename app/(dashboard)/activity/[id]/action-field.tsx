import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { Action } from "@/app/words/action-words";
import { ActionSelect } from "./action-select";

interface ActionFieldProps {
  readonly transaction: Pick<TransactionDetail, "action" | "correction">;
  /** Null where the reader leaves it to us. */
  readonly value: Action | null;
  readonly onChange: (action: Action | null) => void;
}

/** What a transaction was, to choose; its first choice is what it is called without the reader's word. */
export function ActionField({ transaction: { action, correction }, value, onChange }: ActionFieldProps) {
  const { ownAction, classifiedAction } = correction;
  const unsaid = ownAction === null ? action : classifiedAction;
  const isOurs = unsaid === classifiedAction || unsaid === "internal_transfer";
  const source = isOurs ? "as the app reads it" : "by your rule";
  return (
    <label className="min-w-0 text-sm">
      <span className="mb-1 block text-muted">What it was</span>
      <ActionSelect value={value} unsaid={unsaid} source={source} onChange={onChange} />
    </label>
  );
}
