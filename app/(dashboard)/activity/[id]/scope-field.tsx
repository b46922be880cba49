import { countedAlike } from "@/lib/contract/transaction-detail";
import { countUpTo } from "@/app/words/amount-text";

interface ScopeFieldProps {
  readonly value: "this" | "similar";
  /** How many other transactions are like this one. */
  readonly others: number;
  readonly onChange: (scope: "this" | "similar") => void;
}

/** Whether a correction is for one transaction, or a rule. */
export function ScopeField({ value, others, onChange }: ScopeFieldProps) {
  return (
    <fieldset className="rounded-lg bg-raised px-4 py-2 sm:col-span-2">
      <legend className="sr-only">For which transactions</legend>
      <div className="flex flex-wrap gap-x-6">
        {(["this", "similar"] as const).map((scope) => (
          <label key={scope} className="flex min-h-10 items-center gap-2.5">
            <input
              type="radio"
              name="scope"
              checked={value === scope}
              className="size-4 accent-accent"
              onChange={() => onChange(scope)}
            />
            {scope === "this" ? "Only this one" : `All similar (${countUpTo(others + 1, countedAlike)})`}
          </label>
        ))}
      </div>
      {value === "similar" && (
        <p className="pb-1 text-sm text-muted">
          It becomes a rule that also holds for transactions to come. You find your rules in the settings. Note and tags
          stay with this one.
        </p>
      )}
    </fieldset>
  );
}
