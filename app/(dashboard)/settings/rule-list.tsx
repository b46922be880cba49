"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { CorrectionRule } from "@/lib/contract/corrections";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { Moment } from "@/app/ui/moment";
import { countedAlike } from "@/lib/contract/transaction-detail";
import { countUpTo } from "@/app/words/amount-text";
import { ruleText } from "@/app/words/rule-words";

/** The reader's rules for similar transactions, newest first, each with a way to take it back. */
export function RuleList({ rules }: { readonly rules: readonly CorrectionRule[] }) {
  const router = useRouter();
  const [working, startWork] = useTransition();

  function remove(id: string) {
    startWork(async () => {
      try {
        await request("DELETE", `/api/rules/${id}`);
        tell.success("Rule deleted; its transactions are as they were");
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  if (rules.length === 0) {
    return (
      <p className="px-4 py-6 text-muted sm:px-5">
        None yet. Open a transaction, correct it and choose “All similar” to make one.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} disabled={working} onRemove={() => remove(rule.id)} />
      ))}
    </ul>
  );
}

interface RuleRowProps {
  readonly rule: CorrectionRule;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}

function RuleRow({ rule, disabled, onRemove }: RuleRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="wrap-anywhere">{ruleText(rule)}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {countUpTo(rule.transactions, countedAlike)} {rule.transactions === 1 ? "transaction" : "transactions"}
          </span>
          <span>
            made <Moment at={rule.createdAt} />
          </span>
          {rule.madeOn !== null && (
            <Link href={`/activity/${rule.madeOn}`} className="rounded-md text-accent hover:underline">
              See one
            </Link>
          )}
        </p>
      </div>
      <Button size="small" disabled={disabled} aria-label={`Delete rule: ${ruleText(rule)}`} onClick={onRemove}>
        Delete
      </Button>
    </li>
  );
}
