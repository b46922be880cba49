"use client";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { Issue } from "@/lib/contract/issues";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { ConfirmDialog } from "@/app/ui/confirm-dialog";

interface IssueActionsProps {
  readonly issue: Pick<Issue, "id" | "kind" | "walletId" | "actions">;
  readonly name: string;
  readonly title: string;
}

/** The buttons that help with an issue; dismissing can be undone from its toast. */
export function IssueActions({ issue, name, title }: IssueActionsProps) {
  const { working, retry, resync, dismiss } = useIssueCalls({ issue, name, title });
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { actions } = issue;
  return (
    <div className="flex flex-wrap gap-2 pl-9 sm:pl-0">
      {actions.includes("retry") && (
        <Button size="small" onClick={retry} disabled={working} aria-label={`Try again: ${title}, ${name}`}>
          {issue.kind === "proof_diverged" ? "Check again" : "Try again"}
        </Button>
      )}
      {actions.includes("full_resync") && (
        <Button ref={opener} size="small" onClick={() => setAsking(true)} disabled={working}>
          Full re-sync
        </Button>
      )}
      {actions.includes("dismiss") && (
        <Button
          size="small"
          tone="quiet"
          onClick={dismiss}
          disabled={working}
          aria-label={`Dismiss: ${title}, ${name}`}
        >
          Dismiss
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        title={`Read all of ${name} again?`}
        description="Everything stored about its transactions is read anew from the chain, which takes as long as the first sync. Your notes, tags and edits are kept."
        action="Start full re-sync"
        onConfirm={resync}
      />
    </div>
  );
}

function useIssueCalls({ issue, name, title }: IssueActionsProps) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const { id } = issue;

  async function call(method: "POST" | "DELETE", path: string, done: () => void) {
    try {
      await request(method, path);
      done();
      router.refresh();
    } catch (error) {
      tell.error(failureText(error));
    }
  }

  const started = () => tell.success(`${name} is being read again`);
  const retry = () => startWork(() => call("POST", `/api/issues/${id}/retry`, started));
  const resync = () => call("POST", `/api/wallets/${issue.walletId}/sync?full=true`, started);
  const undo = () => void call("DELETE", `/api/issues/${id}/dismiss`, () => undefined);
  const dismissed = () => tell.neutral(`Dismissed: ${title}`, { action: { label: "Undo", onClick: undo } });
  const dismiss = () => startWork(() => call("POST", `/api/issues/${id}/dismiss`, dismissed));
  return { working, retry, resync, dismiss };
}
