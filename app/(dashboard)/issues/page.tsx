import { ShieldCheck } from "lucide-react";
import type { Issue } from "@/lib/contract/issues";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { countOf } from "@/app/words/amount-text";
import { pageIssues, pageWallets } from "../page-data";
import { IssueRow } from "./issue-row";

export const metadata = { title: "Issues" };

export default async function IssuesPage() {
  const [{ issues, attention, notExplained }, wallets] = await Promise.all([pageIssues(), pageWallets()]);
  const byId = new Map(wallets.map((wallet) => [wallet.id, wallet]));
  return (
    <>
      <PageHead title="Issues" lead={leadText(issues, attention, notExplained)} />
      <Card>
        {issues.length === 0 ? (
          <EmptyState
            icon={ShieldCheck}
            title="Nothing needs your attention"
            text="Every transaction was read and no sync has stopped. What goes wrong shows up here, with what to do about it."
          />
        ) : (
          <ul className="divide-y divide-line">
            {issues.map((issue) => (
              <IssueRow key={issue.id} issue={issue} wallet={byId.get(issue.walletId)} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function leadText(issues: readonly Issue[], attention: number, notExplained: number): string {
  if (issues.length === 0) return "None";
  const waiting = issues.filter(({ kind }) => kind === "sync_waiting").length;
  const listed = issues.filter(({ kind }) => kind === "not_explained").length;
  const newest = notExplained > listed ? ` (the newest ${countOf(listed)} are listed)` : "";
  const parts = [
    attention === 0 ? "" : `${countOf(attention)} need${attention === 1 ? "s" : ""} attention`,
    waiting === 0 ? "" : waiting === 1 ? "1 goes on by itself" : `${countOf(waiting)} go on by themselves`,
    notExplained === 0 ? "" : `${countOf(notExplained)} not explained${newest}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
