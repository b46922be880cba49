import { CircleAlert, CircleHelp, Hourglass, Scale, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Issue } from "@/lib/contract/issues";
import type { Wallet } from "@/lib/contract/wallet";
import { Moment } from "@/app/ui/moment";
import { cn } from "@/app/ui/cn";
import { Hash } from "@/app/ui/hash";
import { explorerTransaction } from "@/app/words/explorer";
import { issueTitles } from "@/app/words/issue-words";
import { absoluteTime } from "@/app/words/time-text";
import { walletName } from "@/app/words/wallet-name";
import { IssueActions } from "./issue-actions";

const looks = {
  quarantined_transaction: { Icon: TriangleAlert, tone: "text-warn" },
  sync_failed: { Icon: CircleAlert, tone: "text-bad" },
  sync_waiting: { Icon: Hourglass, tone: "text-muted" },
  proof_diverged: { Icon: Scale, tone: "text-bad" },
  not_explained: { Icon: CircleHelp, tone: "text-muted" },
} as const;

interface IssueRowProps {
  readonly issue: Issue;
  readonly wallet: Wallet | undefined;
}

/** One issue: what happened, to which wallet, what to do, and the buttons that do it. */
export function IssueRow({ issue, wallet }: IssueRowProps) {
  const { Icon, tone } = looks[issue.kind];
  const title = issueTitles[issue.kind];
  const name = wallet === undefined ? "a wallet" : walletName(wallet);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", tone)} />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-medium">{title}</h2>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-muted">
          <Link href={`/wallets/${issue.walletId}`} className="text-accent hover:underline">
            <bdi>{name}</bdi>
          </Link>
          {issue.txHash !== null && wallet !== undefined && (
            <a
              href={explorerTransaction(wallet.network, issue.txHash)}
              target="_blank"
              rel="noreferrer"
              className="hover:underline"
            >
              <Hash value={issue.txHash} />
            </a>
          )}
          <Moment at={issue.at} />
        </p>
        <p className="mt-2 text-sm wrap-anywhere">{issue.reason}</p>
        <p className="mt-1 text-sm text-muted">
          {issue.next}
          {issue.resumesAt !== null && ` Next try: ${absoluteTime(issue.resumesAt)}.`}
        </p>
        {issue.kind === "not_explained" && (
          <Link href={`/activity/${issue.id}`} className="mt-1 inline-block text-sm text-accent hover:underline">
            See the transaction
          </Link>
        )}
        {issue.kind === "proof_diverged" && (
          <Link
            href={`/wallets/${issue.walletId}/proof`}
            className="mt-1 inline-block text-sm text-accent hover:underline"
          >
            See the comparison
          </Link>
        )}
      </div>
      {issue.actions.length > 0 && <IssueActions issue={issue} name={name} title={title} />}
    </li>
  );
}
