import { env } from "@/lib/env";
import { AddWalletForm } from "@/app/ui/add-wallet-form";
import { Card, CardHead } from "@/app/ui/card";
import { PageHead } from "@/app/ui/page-head";
import { ShowMore } from "@/app/ui/show-more";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { limits } from "@/lib/contract/limits";
import { walletsQuery } from "@/lib/contract/wallet";
import { listWallets } from "@/lib/wallets/list-wallets";
import { NoWallets } from "../no-wallets";
import { pageUserId } from "../page-data";
import { WalletRow } from "./wallet-row";

export const metadata = { title: "Wallets" };

interface WalletsPageProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function WalletsPage({ searchParams }: WalletsPageProps) {
  const given = walletsQuery.safeParse({
    cursor: firstParam(await searchParams, "cursor"),
    limit: limits.walletsShown,
  });
  const cursor = given.success ? given.data.cursor : undefined;
  const { wallets, nextCursor, total } = await listWallets(await pageUserId(), { cursor, limit: limits.walletsShown });
  if (total === 0) {
    return (
      <>
        <PageHead title="Wallets" lead="None yet" />
        <NoWallets />
      </>
    );
  }
  return (
    <>
      <PageHead title="Wallets" lead={`${total} followed`} />
      <div className="space-y-5">
        <Card>
          <ul className="divide-y divide-line">
            {wallets.map((wallet) => (
              <WalletRow key={wallet.id} wallet={wallet} />
            ))}
          </ul>
          {nextCursor !== null && (
            <ShowMore href={{ pathname: "/wallets", query: { cursor: nextCursor } }} text="The next wallets" />
          )}
        </Card>
        <Card>
          <CardHead title="Add another wallet" />
          <div className="max-w-2xl p-4 sm:p-5">
            <AddWalletForm
              network={env().CARDANO_NETWORK}
              demoAddress={wallets.some(isDemo) ? undefined : env().DEMO_ADDRESS}
            />
          </div>
        </Card>
      </div>
    </>
  );
}

function isDemo({
  address,
  stakeAddress,
}: {
  readonly address: string;
  readonly stakeAddress: string | null;
}): boolean {
  const demo = env().DEMO_ADDRESS;
  return demo === address || demo === stakeAddress;
}
