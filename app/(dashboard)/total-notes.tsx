import { Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Wallet } from "@/lib/contract/wallet";
import { readChainBalances } from "@/lib/sync/chain-balance";
import { cn } from "@/app/ui/cn";
import { chainBalanceText, soFarText, totalMarks, totalState } from "@/app/words/total-words";
import { LaterProgressRefresh } from "./later-sync";

interface TotalNotesProps {
  /** Those that the total is of. */
  readonly wallets: readonly Wallet[];
  readonly className?: string;
}

/** A page looks at so many syncs itself. */
const watched = 3;

/** What is to be known of a total beside it: how far it is read, what the chain says meanwhile, and what is wrong with it. */
export async function TotalNotes({ wallets, className }: TotalNotesProps) {
  const state = totalState(wallets);
  const soFar = soFarText(state, wallets.length);
  const marks = totalMarks(state, wallets.length);
  if (soFar === null && marks.length === 0) return null;
  const known = await readChainBalances(state.reading.map(({ id }) => id));
  const chain = chainBalanceText(state, known, wallets.length);
  return (
    <div className={cn("space-y-1 text-sm", className)}>
      {soFar !== null && (
        <p className="flex items-start gap-1.5 text-muted">
          <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {soFar} {chain !== null && <span className="font-medium text-ink">{chain}</span>}
          </span>
        </p>
      )}
      {marks.map((text) => (
        <p key={text} className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <Link href="/issues" className="font-medium text-warn hover:underline">
            {text}
          </Link>
        </p>
      ))}
      {state.reading.slice(0, watched).map(({ id, sync }) => (
        <LaterProgressRefresh key={id} sync={sync} />
      ))}
    </div>
  );
}

/** The title of a total, which says whether it is whole. */
export function soFarTitle(title: string, wallets: readonly Wallet[]): string {
  return soFarText(totalState(wallets), wallets.length) === null ? title : `${title} so far`;
}
