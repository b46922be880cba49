import { Wallet } from "lucide-react";
import { env } from "@/lib/env";
import { LaterAddWalletForm } from "@/app/ui/later-add-wallet-form";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";

/** What every page shows to somebody who has not added a wallet yet. */
export function NoWallets() {
  return (
    <Card>
      <EmptyState
        icon={Wallet}
        title="Add your first wallet"
        text="Everything here is read from the public chain. Nothing can be spent, and no seed phrase is ever asked for."
      >
        <LaterAddWalletForm network={env().CARDANO_NETWORK} demoAddress={env().DEMO_ADDRESS} />
      </EmptyState>
    </Card>
  );
}
