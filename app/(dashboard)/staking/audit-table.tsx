import Link from "next/link";
import type { AuditedEpoch } from "@/lib/contract/staking-audit";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { amountText, signedAmountText } from "@/app/words/amount-text";
import { verdictText, verdictTone } from "@/app/words/audit-words";
import { poolLabel } from "@/app/words/pool-words";
import { dayText } from "@/app/words/time-text";

const cell = "px-4 py-2.5 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5 sm:px-5";
const named = `${cell} before:text-muted sm:before:hidden`;
const amount = `${named} font-medium sm:text-right`;

interface AuditTableProps {
  readonly epochs: readonly AuditedEpoch[];
  readonly caption: string;
}

/** Epochs with what was expected and received, and the three dates of each reward. */
export function AuditTable({ epochs, caption }: AuditTableProps) {
  return (
    <table className="w-full text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr className="text-left text-muted">
          <th scope="col" className="px-5 py-2 font-medium">
            Earned in
          </th>
          <th scope="col" className="px-5 py-2 text-right font-medium">
            Expected, ADA
          </th>
          <th scope="col" className="px-5 py-2 text-right font-medium">
            Received, ADA
          </th>
          <th scope="col" className="px-5 py-2 text-right font-medium">
            Difference
          </th>
          <th scope="col" className="px-5 py-2 font-medium">
            Spendable
          </th>
          <th scope="col" className="px-5 py-2 font-medium">
            Withdrawn
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {epochs.map((row, index) => (
          <AuditRow key={`${row.epoch} ${index}`} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function AuditRow({ row }: { readonly row: AuditedEpoch }) {
  const { epoch, earnedAt, spendableAt, withdrawnAt, transactionId, pool, expected, received, difference } = row;
  return (
    <tr className="border-t border-line align-top max-sm:block max-sm:px-4 max-sm:py-3">
      <th scope="row" className="text-left font-medium max-sm:block sm:px-5 sm:py-2.5">
        Epoch {epoch}
        <span className="block text-xs font-normal text-muted">
          until {dayText(earnedAt)}
          {pool !== null && (
            <>
              {" · "}
              <ChainText text={poolLabel(pool)} limit={32} />
            </>
          )}
        </span>
        <Badge tone={verdictTone(row)} className="mt-1 whitespace-normal">
          {verdictText(row)}
        </Badge>
      </th>
      <td className={`${amount} before:content-['Expected,_ADA']`}>
        {expected === null ? "–" : amountText(expected, 6)}
      </td>
      <td className={`${amount} before:content-['Received,_ADA']`}>{amountText(received, 6)}</td>
      <td className={`${amount} before:content-['Difference']`}>
        {difference === null ? "–" : signedAmountText(difference, 6)}
      </td>
      <td className={`${named} before:content-['Spendable']`}>{dayText(spendableAt)}</td>
      <td className={`${named} before:content-['Withdrawn']`}>
        {withdrawnAt === null || transactionId === null ? (
          <span className="text-muted">{received === "0" ? "–" : "Not yet"}</span>
        ) : (
          <Link href={`/activity/${transactionId}`} className="hover:underline">
            {dayText(withdrawnAt)}
          </Link>
        )}
      </td>
    </tr>
  );
}
