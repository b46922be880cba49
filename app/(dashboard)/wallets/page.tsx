import { env } from "@/lib/env";
import { AddWalletForm } from "@/app/ui/add-wallet-form";
import { Card, CardHead } from "@/app/ui/card";
import { PageHead } from "@/app/ui/page-head";
import { NoWallets } from "../no-wallets";
import { pageWallets } from "../page-data";
import { WalletRow } from "./wallet-row";

export const metadata = { title: "Wallets" };

export default async function WalletsPage() {
  const wallets = await pageWallets();
  if (wallets.length === 0) {
    return (
      <>
        <PageHead title="Wallets" lead="None yet" />
        <NoWallets />
      </>
    );
  }
  return (
    <>
      <PageHead title="Wallets" lead={`${wallets.length} followed`} />
      <div className="space-y-5">
        <Card>
          <ul className="divide-y divide-line">
            {wallets.map((wallet) => (
              <WalletRow key={wallet.id} wallet={wallet} />
            ))}
          </ul>
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
