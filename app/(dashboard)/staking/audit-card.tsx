import { limits } from "@/lib/contract/limits";
import type { AuditedAccount, StakingAuditAnswer } from "@/lib/contract/staking-audit";
import { Card, CardHead } from "@/app/ui/card";
import { ShowMore } from "@/app/ui/show-more";
import { countOf } from "@/app/words/amount-text";
import { auditBars, auditSentence } from "@/app/words/audit-words";
import { LaterRefresh } from "../later-refresh";
import { AuditChart } from "./audit-chart";
import { AuditTable } from "./audit-table";

interface AuditCardProps {
  readonly account: AuditedAccount;
  readonly audit: StakingAuditAnswer;
  /** Older epochs were asked for. */
  readonly isOlder: boolean;
}

/** Whether each epoch paid what stake and pool let expect, and which did not. */
export function AuditCard({ account, audit: { later, nextCursor, callLimit }, isOlder }: AuditCardProps) {
  const { asOf, summary, outstanding, epochs, walletId } = account;
  const bars = auditBars(epochs);
  return (
    <Card>
      <CardHead title="Did each epoch pay what it should?" />
      <div className="space-y-3 p-4 sm:p-5">
        <p className="font-semibold">
          {asOf === null ? "Checked when the first sync has ended." : auditSentence(summary)}
        </p>
        {later && (
          <p className="text-sm text-muted" role="status">
            More of the pools&apos; figures is being read: what is not known yet comes by and by.
            <LaterRefresh />
          </p>
        )}
        <AuditChart bars={bars} />
        <p className="text-sm text-muted">
          Expected is the share of what the pool paid its members, by the stake that counted in that epoch. Stake and
          pool figures are the chain&apos;s, told by Blockfrost in at most {callLimit} calls a look and then kept. A
          pool&apos;s listed total lacks what members who left did not get, so up to 5 % more is as expected too.
        </p>
      </div>
      {outstanding.length > 0 && <AuditTable epochs={outstanding} caption="Epochs that need a look, newest first" />}
      {outstanding.length === limits.auditOutstanding && (
        <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">
          The newest {limits.auditOutstanding} of these are shown.
        </p>
      )}
      {epochs.length > 0 && (
        <details open={isOlder} className="border-t border-line">
          <summary className="px-4 py-3 font-medium sm:px-5">
            {isOlder ? "Older epochs" : "All epochs"}, {countOf(epochs.length)} {epochs.length === 1 ? "row" : "rows"}
          </summary>
          <AuditTable epochs={epochs} caption="Expected and received rewards by epoch, newest first" />
          {nextCursor !== null && (
            <ShowMore
              href={{ pathname: "/staking", query: { wallet: walletId, audit: nextCursor } }}
              text="Older epochs"
            />
          )}
        </details>
      )}
    </Card>
  );
}
