import type { UrlObject } from "node:url";
import { Coins, SearchX } from "lucide-react";
import Link from "next/link";
import type { Holding } from "@/lib/contract/holdings";
import type { Wallet } from "@/lib/contract/wallet";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { ShowMore } from "@/app/ui/show-more";
import { firstParam } from "@/app/words/activity-filters";
import type { RawParams } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import { matchHoldings, placesByUnit } from "@/app/words/holding-places";
import type { PlaceSplit } from "@/app/words/holding-places";
import { showMoreText, shownRows } from "@/app/words/shown-rows";
import { readHoldingOrder } from "@/app/words/sort-holdings";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageCurrency, pageUserId, pageWallets } from "../page-data";
import { AdaAllocation } from "../ada-allocation";
import { PriceRefresh } from "../price-refresh";
import { TotalNotes } from "../total-notes";
import { HoldingRow } from "./holding-row";
import { SpamButton } from "./spam-button";
import { HoldingsSearch } from "./holdings-search";
import { SpamSection } from "./spam-section";
import { TokenHoldings } from "./token-holdings";

export const metadata = { title: "Holdings" };

interface HoldingsProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function HoldingsPage({ searchParams }: HoldingsProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, params);
  return (
    <>
      <PageHead
        title="Holdings"
        lead={chosen === undefined ? "All wallets" : <bdi>{walletName(chosen)}</bdi>}
        actions={wallets.length > 0 && <HoldingsSearch />}
      />
      {wallets.length > 0 && <PriceRefresh />}
      {wallets.length === 0 ? (
        <NoWallets />
      ) : (
        <Assets wallets={chosen === undefined ? wallets : [chosen]} chosen={chosen} params={params} />
      )}
    </>
  );
}

interface AssetsProps {
  /** Those that are shown. */
  readonly wallets: readonly Wallet[];
  readonly chosen: Wallet | undefined;
  readonly params: RawParams;
}

async function Assets({ wallets, chosen, params }: AssetsProps) {
  const userId = await pageUserId();
  const scope = chosen === undefined ? {} : { wallet: chosen.id };
  const currency = await pageCurrency();
  const [answer, ada] = await Promise.all([
    getHoldings(userId, { ...scope, currency }),
    getAdaAllocation(userId, scope),
  ]);
  const q = firstParam(params, "q")?.slice(0, 120) ?? "";
  const found = matchHoldings(answer.holdings, q);
  if (answer.holdings.length === 0) return <NothingHeld wallets={wallets} walletId={chosen?.id} />;
  if (found.length === 0) return <NothingFound />;
  const wanted = found.filter(({ spam }) => !spam);
  const limit = shownRows(params, pageSize);
  const sort = firstParam(params, "sort");
  const query = { ...(chosen && { wallet: chosen.id }), ...(q !== "" && { q }) };
  const asked = { ...query, ...(sort !== undefined && { sort }), show: String(limit + 4 * pageSize) };
  const shown = {
    ...{ places: placesByUnit(answer.places), wallet: chosen?.id, limit },
    more: { pathname: "/holdings", query: asked },
  };
  return (
    <div className="space-y-5">
      <TotalNotes wallets={wallets} />
      {q === "" && (
        <Card>
          <CardHead title="Where the ADA is" />
          <div className="p-4 sm:p-5">
            <AdaAllocation ada={ada} />
          </div>
        </Card>
      )}
      <TokenHoldings
        holdings={wanted.filter(({ kind }) => kind !== "nft")}
        places={shown.places}
        currency={currency}
        total={answer.total.value}
        order={readHoldingOrder(params)}
        query={query}
        limit={limit}
        more={shown.more}
        open={q !== ""}
      />
      <AssetSection title="NFTs" holdings={wanted.filter(({ kind }) => kind === "nft")} {...shown} />
      <SpamSection holdings={found.filter(({ spam }) => spam)} {...shown} open={q !== ""} />
    </div>
  );
}

const pageSize = 60;

interface AssetSectionProps {
  readonly title: string;
  readonly holdings: readonly Holding[];
  readonly places: ReadonlyMap<string, PlaceSplit>;
  readonly wallet: string | undefined;
  readonly limit: number;
  readonly more: UrlObject;
}

function AssetSection({ title, holdings, places, wallet, limit, more }: AssetSectionProps) {
  if (holdings.length === 0) return null;
  return (
    <Card>
      <CardHead title={title} aside={<span className="text-sm text-muted">{countOf(holdings.length)}</span>} />
      <ul className="divide-y divide-line">
        {holdings.slice(0, limit).map((holding) => (
          <HoldingRow key={holding.unit} holding={holding} places={places} wallet={wallet} Mark={SpamButton} />
        ))}
      </ul>
      {holdings.length > limit && <ShowMore href={more} text={showMoreText(holdings.length - limit)} />}
    </Card>
  );
}

function NothingHeld({ wallets, walletId }: Pick<AssetsProps, "wallets"> & { readonly walletId: string | undefined }) {
  return (
    <Card>
      <EmptyState
        icon={Coins}
        title="Nothing here yet"
        text="Once a transaction brings something in, it shows up here."
      >
        <TotalNotes wallets={wallets} className="mb-4" />

        <Link className={buttonLook()} href={walletId === undefined ? "/wallets" : `/wallets/${walletId}`}>
          See how far the sync is
        </Link>
      </EmptyState>
    </Card>
  );
}

function NothingFound() {
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title="No asset matches"
        text="Search by name, ticker or the beginning of a policy id."
      >
        <Link className={buttonLook()} href="/holdings">
          Show all holdings
        </Link>
      </EmptyState>
    </Card>
  );
}
