import { Landmark } from "lucide-react";
import Link from "next/link";
import { limits } from "@/lib/contract/limits";
import type { Wallet } from "@/lib/contract/wallet";
import type { StakingAccount, StakingAnswer } from "@/lib/contract/staking";
import { stakingAuditQuery, type StakingAuditAnswer } from "@/lib/contract/staking-audit";
import { getStaking } from "@/lib/portfolio/get-staking";
import { getStakingAudit } from "@/lib/portfolio/get-staking-audit";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { Notice } from "@/app/ui/notice";
import { ShowMore } from "@/app/ui/show-more";
import { firstParam } from "@/app/words/activity-filters";
import type { RawParams } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import { epochBars, unreadWords } from "@/app/words/reward-words";
import { dayText } from "@/app/words/time-text";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { TotalNotes } from "../total-notes";
import { chosenWallet, pageUserId, pageWallets } from "../page-data";
import { AuditCard } from "./audit-card";
import { DelegationCard } from "./delegation-card";
import { DelegationHistory } from "./delegation-history";
import { RewardsChart } from "./rewards-chart";
import { RewardsTable } from "./rewards-table";

export const metadata = { title: "Staking" };

interface StakingProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function StakingPage({ searchParams }: StakingProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, params);
  if (wallets.length === 0)
    return (
      <>
        <PageHead title="Staking" lead="Nothing to show yet" />
        <NoWallets />
      </>
    );
  const userId = await pageUserId();
  const scope = chosen === undefined ? {} : { wallet: chosen.id };
  const [staking, audit] = await Promise.all([
    getStaking(userId, scope),
    getStakingAudit(userId, { ...scope, ...olderOf(params), limit: limits.auditEpochs }),
  ]);
  const { epoch, accounts } = staking;
  return (
    <>
      <PageHead
        title="Staking"
        lead={`Epoch ${epoch.number}, until ${dayText(epoch.until)}`}
        actions={
          <Link className={buttonLook()} href={chosen === undefined ? "/positions" : `/positions?wallet=${chosen.id}`}>
            All positions
          </Link>
        }
      />
      {accounts.length === 0 && <NoStakeKey />}
      <div className="space-y-8">
        {accounts.map((account) => (
          <Account
            key={account.walletId}
            account={account}
            staking={staking}
            audit={audit}
            wallet={wallets.find(({ id }) => id === account.walletId)}
            params={params}
          />
        ))}
      </div>
    </>
  );
}

/** Before which epoch the audit is read, where its older part is asked for. */
function olderOf(params: RawParams): { cursor?: number } {
  const { success, data } = stakingAuditQuery.safeParse({ cursor: firstParam(params, "audit") });
  return success && data.cursor !== undefined ? { cursor: data.cursor } : {};
}

const barsShown = 73;
const rowsShown = 20;

interface AccountProps {
  readonly account: StakingAccount;
  readonly staking: StakingAnswer;
  readonly audit: StakingAuditAnswer;
  readonly wallet: Wallet | undefined;
  readonly params: RawParams;
}

function Account({ account, staking, audit, wallet, params }: AccountProps) {
  const { history } = account;
  const audited = audit.accounts.find(({ walletId }) => walletId === account.walletId);
  const name = wallet === undefined ? account.stakeAddress : walletName(wallet);
  const missing = unreadWords(account.unread);
  const isWhole = firstParam(params, "rewards") === "all";
  return (
    <section aria-label={name} className="space-y-5">
      {staking.accounts.length > 1 && (
        <h2 className="text-lg font-semibold wrap-anywhere">
          <bdi>{name}</bdi>
        </h2>
      )}
      {missing !== null && (
        <Notice tone="warn" title="Not everything could be read">
          {missing}
        </Notice>
      )}
      {wallet !== undefined && <TotalNotes wallets={[wallet]} />}
      <DelegationCard account={account} isRead={wallet?.sync.lastSyncedAt !== null} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <RewardsCard account={account} epoch={staking.epoch.number} isWhole={isWhole} />
        <Card>
          <CardHead title="Delegation history" />
          {history.length === 0 && (
            <p className="px-4 py-8 text-center text-muted sm:px-5">No certificate of this stake key was seen.</p>
          )}
          <DelegationHistory history={history} />
          {history.length === limits.delegationHistory && (
            <p className="px-4 py-3 text-sm text-muted sm:px-5">The newest {limits.delegationHistory} are shown.</p>
          )}
        </Card>
      </div>
      {audited !== undefined && (
        <AuditCard account={audited} audit={audit} isOlder={olderOf(params).cursor !== undefined} />
      )}
    </section>
  );
}

interface RewardsCardProps {
  readonly account: StakingAccount;
  readonly epoch: number;
  /** All of them, or the newest. */
  readonly isWhole: boolean;
}

function RewardsCard({ account: { rewards, walletId }, epoch, isWhole }: RewardsCardProps) {
  const bars = epochBars(rewards, epoch, barsShown);
  const limit = isWhole ? rewards.length : rowsShown;
  return (
    <Card>
      <CardHead
        title="Paid into the reward account"
        aside={<span className="text-sm text-muted">{countOf(rewards.length)}</span>}
      />
      {rewards.length === 0 && (
        <p className="px-4 py-8 text-center text-muted sm:px-5">
          No rewards yet. The first one comes about four epochs after a delegation.
        </p>
      )}
      {bars.length > 0 && (
        <div className="p-4 sm:p-5">
          <RewardsChart bars={bars} />
        </div>
      )}
      {rewards.length > 0 && <RewardsTable rewards={rewards.slice(0, limit)} />}
      {rewards.length > limit && (
        <ShowMore
          href={{ pathname: "/staking", query: { wallet: walletId, rewards: "all" } }}
          text={`Show all ${countOf(rewards.length)}`}
        />
      )}
    </Card>
  );
}

function NoStakeKey() {
  return (
    <Card>
      <EmptyState
        icon={Landmark}
        title="No stake key here"
        text="Follow a wallet by its stake address, or by an address that carries a stake key, to see its delegation and rewards."
      />
    </Card>
  );
}
