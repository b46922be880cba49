import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { walletName } from "@/app/words/wallet-name";
import { ProofBadge } from "../proof-badge";
import { SyncLine } from "../sync-line";

/** A wallet with how far it is read and whether it is proven. */
export function WalletLine({ wallet }: { readonly wallet: Wallet }) {
  return (
    <li className="relative px-4 py-3 hover:bg-raised/50 sm:px-5">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Link href={`/wallets/${wallet.id}`} className="min-w-0 font-medium wrap-anywhere after:absolute after:inset-0">
          <bdi>{walletName(wallet)}</bdi>
        </Link>
        <ProofBadge status={wallet.proof.status} />
      </div>
      <SyncLine sync={wallet.sync} />
    </li>
  );
}
