import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { Badge } from "@/app/ui/badge";
import { Hash } from "@/app/ui/hash";
import { countOf } from "@/app/words/amount-text";
import { walletName } from "@/app/words/wallet-name";
import { ProofBadge } from "../proof-badge";
import { SyncLine } from "../sync-line";
import { WalletMenu } from "./wallet-menu";

/** A wallet in the list: name, address, how far it is read, whether it is proven, and what can be done with it. */
export function WalletRow({ wallet }: { readonly wallet: Wallet }) {
  const { id, label, address, stakeAddress, network, proof, sync } = wallet;
  return (
    <li className="relative flex items-start gap-3 px-4 py-4 hover:bg-raised/50 sm:px-5">
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,14rem)] sm:items-center">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link href={`/wallets/${id}`} className="font-medium wrap-anywhere after:absolute after:inset-0">
              <bdi>{walletName(wallet)}</bdi>
            </Link>
            <ProofBadge status={proof.status} />
            {proof.quarantined > 0 && <Badge tone="warn">{countOf(proof.quarantined)} need attention</Badge>}
          </p>
          <p className="mt-0.5 text-sm text-muted">
            {label !== null && <Hash value={stakeAddress ?? address} kind="address" className="mr-3" />}
            {network}
          </p>
        </div>
        <SyncLine sync={sync} />
      </div>
      <div className="relative z-10">
        <WalletMenu id={id} name={walletName(wallet)} label={label} />
      </div>
    </li>
  );
}
