import Link from "next/link";
import type { StakingAccount } from "@/lib/contract/staking";
import { Badge } from "@/app/ui/badge";
import { Card } from "@/app/ui/card";
import { ChainText } from "@/app/ui/chain-text";
import { CopyButton } from "@/app/ui/copy-button";
import { adaText } from "@/app/words/amount-text";
import { poolLabel } from "@/app/words/pool-words";
import { delegationAdvice, delegationBadge, kindWords } from "@/app/words/reward-words";
import { dayText } from "@/app/words/time-text";

interface DelegationCardProps {
  readonly account: StakingAccount;
  /** False before the first sync has ended: what was not seen may still come. */
  readonly isRead: boolean;
}

/** Where the stake and the vote of an account are now, and what it has earned. */
export function DelegationCard({ account, isRead }: DelegationCardProps) {
  const { delegation, drep, registered } = account;
  const badge = delegation === null ? null : delegationBadge(delegation);
  const advice = delegation === null ? null : delegationAdvice(delegation);
  return (
    <Card className="p-4 sm:p-5">
      <p className="text-sm text-muted">Delegated to</p>
      {delegation === null ? (
        <p className="mt-1 text-lg font-semibold">{isRead ? noPoolText(registered) : notYet}</p>
      ) : (
        <>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-lg font-semibold wrap-anywhere">
            <ChainText text={poolLabel(delegation.pool)} limit={60} />
            <CopyButton text={delegation.pool.id} what="pool id" />
            {badge !== null && <Badge tone={badge.tone}>{badge.text}</Badge>}
          </p>
          {advice !== null && <p className="mt-1 text-sm">{advice}</p>}
          {delegation.since !== null && (
            <p className="mt-1 text-sm text-muted">
              Since{" "}
              <Link href={`/activity/${delegation.since.transactionId}`} className="hover:text-ink hover:underline">
                {dayText(delegation.since.at)}, epoch {delegation.since.epoch}
              </Link>
            </p>
          )}
        </>
      )}
      <p className="mt-3 text-sm text-muted">Voting power given to</p>
      <p className="font-medium wrap-anywhere" title={drep ?? undefined}>
        {drep === null ? (isRead ? "Nobody" : notYet) : poolLabel({ id: drep, ticker: null, name: null })}
      </p>
      <Sums account={account} />
    </Card>
  );
}

const notYet = "Not known yet";
const noPoolText = (registered: StakingAccount["registered"]) =>
  registered === false ? "Nobody: the stake key is not registered" : "No pool";

function Sums({ account }: { readonly account: StakingAccount }) {
  const { byKind } = account;
  const earned = byKind.find(({ kind }) => kind === "rewards");
  const others = byKind.filter(({ kind }) => kind !== "rewards");
  const sums = [
    ["Rewards so far", earned?.total ?? "0"],
    ...others.map(({ kind, total }) => [kindWords[kind], total] as const),
    ["Withdrawn", account.withdrawn],
    ["To withdraw", account.withdrawable],
    ["On the way", account.upcoming],
  ] as const;
  const standing = others.length === 0 ? [] : byKind.filter(({ withdrawable }) => withdrawable !== "0");
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-3 border-t border-line pt-4 lg:grid-cols-4">
        {sums.map(([name, amount]) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="font-semibold wrap-anywhere">{adaText(amount)}</dd>
          </div>
        ))}
      </dl>
      {standing.length > 0 && (
        <p className="mt-3 text-sm text-muted">
          To withdraw:{" "}
          {standing.map(({ kind, withdrawable }) => `${kindWords[kind]} ${adaText(withdrawable)}`).join(", ")}
        </p>
      )}
    </>
  );
}
