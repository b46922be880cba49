import { Layers } from "lucide-react";
import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { getPositions } from "@/lib/portfolio/get-positions";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { TextLink } from "@/app/ui/text-link";
import type { RawParams } from "@/app/words/activity-filters";
import { adaText, countOf } from "@/app/words/amount-text";
import { groupPositions, type PositionGroup } from "@/app/words/position-words";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageUserId, pageWallets } from "../page-data";
import { AdaAllocation } from "../ada-allocation";
import { PositionRow } from "./position-row";

export const metadata = { title: "Positions" };

interface PositionsProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function PositionsPage({ searchParams }: PositionsProps) {
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, await searchParams);
  const query = chosen === undefined ? "" : (`?wallet=${chosen.id}` as const);
  return (
    <>
      <PageHead
        title="Positions"
        lead={chosen === undefined ? "What your assets do, in all wallets" : <bdi>{walletName(chosen)}</bdi>}
        actions={
          wallets.length > 0 && (
            <Button asChild>
              <Link href={`/staking${query}`}>Staking and rewards</Link>
            </Button>
          )
        }
      />
      {wallets.length === 0 ? <NoWallets /> : <Positions chosen={chosen} query={query} />}
    </>
  );
}

interface ScopeProps {
  readonly chosen: Wallet | undefined;
  readonly query: "" | `?wallet=${string}`;
}

async function Positions({ chosen, query }: ScopeProps) {
  const userId = await pageUserId();
  const { positions, others, ada } = await getPositions(userId, chosen === undefined ? {} : { wallet: chosen.id });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0 space-y-5">
        {positions.length + others.length === 0 && <NothingAtWork />}
        {groupPositions([...positions, ...others]).map((group) => (
          <Group key={group.key} group={group} query={query} />
        ))}
      </div>
      <Card className="p-4 max-lg:order-first sm:p-5">
        <h2 className="text-sm text-muted">Where your ADA is</h2>
        <p className="mt-1 mb-5 text-2xl font-semibold tracking-tight wrap-anywhere">{adaText(ada.total)}</p>
        <AdaAllocation ada={ada} />
      </Card>
    </div>
  );
}

function Group({ group, query }: { readonly group: PositionGroup; readonly query: ScopeProps["query"] }) {
  const { key, title, positions } = group;
  const aside =
    key === "cardano" ? (
      <TextLink href={`/staking${query}`}>Rewards</TextLink>
    ) : (
      <span className="text-sm text-muted">{countOf(positions.length)}</span>
    );
  return (
    <Card>
      <CardHead title={title} aside={aside} />
      <ul className="divide-y divide-line">
        {positions.map((position, index) => (
          <PositionRow key={`${position.kind} ${position.txHash ?? ""} ${index}`} position={position} />
        ))}
      </ul>
    </Card>
  );
}

function NothingAtWork() {
  return (
    <Card>
      <EmptyState
        icon={Layers}
        title="Nothing is at work yet"
        text="Open orders, liquidity, loans, farms and delegated stake show up here as soon as the wallet has any."
      />
    </Card>
  );
}
