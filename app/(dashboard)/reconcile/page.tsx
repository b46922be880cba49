import { PageHead } from "@/app/ui/page-head";
import { TextLink } from "@/app/ui/text-link";
import type { RawParams } from "@/app/words/activity-filters";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageWallets } from "../page-data";
import { TotalNotes } from "../total-notes";
import { ReconcileForm } from "./reconcile-form";

export const metadata = { title: "Compare a file" };

interface ReconcileProps {
  readonly searchParams: Promise<RawParams>;
}

/** Holds the file of another app against what the person's wallets did. */
export default async function ReconcilePage({ searchParams }: ReconcileProps) {
  const wallets = await pageWallets();
  const head = (
    <PageHead
      title="Compare a file"
      lead="See what another app tells otherwise, what it lacks, and what is missing here."
      actions={<TextLink href={"/tax"}>Back to tax</TextLink>}
    />
  );
  if (wallets.length === 0)
    return (
      <>
        {head}
        <NoWallets />
      </>
    );
  const chosen = chosenWallet(wallets, await searchParams);
  return (
    <>
      {head}
      <TotalNotes wallets={wallets} className="mb-4" />
      <ReconcileForm
        chosen={chosen?.id ?? ""}
        wallets={wallets.map((wallet) => ({ id: wallet.id, name: walletName(wallet) }))}
      />
    </>
  );
}
