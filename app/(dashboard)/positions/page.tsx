import type { UrlObject } from "node:url";
import { Layers } from "lucide-react";
import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { getPositions } from "@/lib/portfolio/get-positions";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { ShowMore } from "@/app/ui/show-more";
import { TextLink } from "@/app/ui/text-link";
import type { RawParams } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import { groupPositions, type PositionGroup } from "@/app/words/position-words";
import { showMoreText, shownRows } from "@/app/words/shown-rows";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageUserId, pageWallets } from "../page-data";
import { AdaCard } from "../ada-card";
import { PositionRow } from "./position-row";

export const metadata = { title: "Positions" };

interface PositionsProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function PositionsPage({ searchParams }: PositionsProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, params);
  const query = chosen === undefined ? "" : (`?wallet=${chosen.id}` as const);
  return (
    <>
      <PageHead
        title="Positions"
        lead={chosen === undefined ? "What your assets do, in all wallets" : <bdi>{walletName(chosen)}</bdi>}
        actions={
          wallets.length > 0 && (
            <Link className={buttonLook()} href={`/staking${query}`}>
              Staking and rewards
            </Link>
          )
        }
      />
      {wallets.length === 0 ? (
        <NoWallets />
      ) : (
        <Positions
          wallets={chosen === undefined ? wallets : [chosen]}
          chosen={chosen}
          query={query}
          limit={shownRows(params, pageSize)}
        />
      )}
    </>
  );
}

/** Rows of one protocol or contract. */
const pageSize = 10;

interface ScopeProps {
  readonly chosen: Wallet | undefined;
  readonly query: "" | `?wallet=${string}`;
  readonly limit: number;
}

interface PositionListProps extends ScopeProps {
  /** Those that are shown. */
  readonly wallets: readonly Wallet[];
}

async function Positions({ wallets, chosen, query, limit }: PositionListProps) {
  const userId = await pageUserId();
  const scope = chosen === undefined ? {} : { wallet: chosen.id };
  const { positions, others, ada } = await getPositions(userId, scope);
  const groups = groupPositions([...positions, ...others]);
  const more = { pathname: "/positions", query: { ...scope, show: String(limit + 4 * pageSize) } };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0 space-y-5">
        {groups.length === 0 && <NothingAtWork />}
        {groups.slice(0, limit).map((group) => (
          <Group key={group.key} group={group} query={query} limit={limit} more={more} />
        ))}
        {groups.length > limit && <ShowMore href={more} text={showMoreText(groups.length - limit)} />}
      </div>
      <AdaCard title="Where your ADA is" ada={ada} wallets={wallets} className="max-lg:order-first" />
    </div>
  );
}

interface GroupProps extends Pick<ScopeProps, "query" | "limit"> {
  readonly group: PositionGroup;
  /** The same page with more rows. */
  readonly more: UrlObject;
}

function Group({ group, query, limit, more }: GroupProps) {
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
        {positions.slice(0, limit).map((position, index) => (
          <PositionRow key={`${position.kind} ${position.txHash ?? ""} ${index}`} position={position} />
        ))}
      </ul>
      {positions.length > limit && <ShowMore href={more} text={showMoreText(positions.length - limit)} />}
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
