import Link from "next/link";
import type { DelegationEntry } from "@/lib/contract/staking";
import { ChainText } from "@/app/ui/chain-text";
import { adaText } from "@/app/words/amount-text";
import { poolLabel } from "@/app/words/pool-words";
import { delegationWords } from "@/app/words/reward-words";
import { dayText } from "@/app/words/time-text";

/** What certificates did to a stake key, newest first. */
export function DelegationHistory({ history }: { readonly history: readonly DelegationEntry[] }) {
  return (
    <ul className="divide-y divide-line">
      {history.map((entry, index) => (
        <li key={`${entry.txHash} ${index}`} className="px-4 py-3 sm:px-5">
          <p className="wrap-anywhere">
            <Link href={`/activity/${entry.transactionId}`} className="font-medium hover:underline">
              {delegationWords[entry.kind]}
            </Link>{" "}
            {entry.pool !== null && <ChainText text={poolLabel(entry.pool)} limit={48} />}
            {entry.drep !== null && poolLabel({ id: entry.drep, ticker: null, name: null })}
          </p>
          <p className="mt-0.5 text-sm text-muted">
            {dayText(entry.at)}, epoch {entry.epoch}
            {entry.activeFrom !== null && `, earning from epoch ${entry.activeFrom.epoch}`}
            <Deposit lovelace={BigInt(entry.deposit)} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Deposit({ lovelace }: { readonly lovelace: bigint }) {
  if (lovelace === 0n) return null;
  return lovelace > 0n ? `, deposit ${adaText(lovelace)}` : `, ${adaText(-lovelace)} of deposit came back`;
}
