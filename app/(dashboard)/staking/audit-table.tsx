import type { AuditedEpoch } from "@/lib/contract/staking-audit";
import { Badge } from "@/app/ui/badge";
import { amountText, signedAmountText } from "@/app/words/amount-text";
import { verdictText, verdictTone } from "@/app/words/audit-words";
import { dayText } from "@/app/words/time-text";
import { amountCell, DatedRow, DatedTable, namedCell, WithdrawnCell } from "./dated-table";

interface AuditTableProps {
  readonly epochs: readonly AuditedEpoch[];
  readonly caption: string;
}

const columns = [
  { name: "Earned in" },
  { name: "Expected, ADA", isAmount: true },
  { name: "Received, ADA", isAmount: true },
  { name: "Difference", isAmount: true },
  { name: "Spendable" },
  { name: "Withdrawn" },
];

/** Epochs with what was expected and received, and the three dates of each reward. */
export function AuditTable({ epochs, caption }: AuditTableProps) {
  return (
    <DatedTable caption={caption} columns={columns}>
      {epochs.map((row, index) => (
        <AuditRow key={`${row.epoch} ${index}`} row={row} />
      ))}
    </DatedTable>
  );
}

function AuditRow({ row }: { readonly row: AuditedEpoch }) {
  const { epoch, earnedAt, spendableAt, withdrawnAt, transactionId, pool, expected, received, difference } = row;
  const badge = (
    <Badge tone={verdictTone(row)} className="mt-1 whitespace-normal">
      {verdictText(row)}
    </Badge>
  );
  return (
    <DatedRow title={`Epoch ${epoch}`} note={`until ${dayText(earnedAt)}`} pool={pool} badge={badge}>
      <td className={`${amountCell} before:content-['Expected,_ADA']`}>
        {expected === null ? "–" : amountText(expected, 6)}
      </td>
      <td className={`${amountCell} before:content-['Received,_ADA']`}>{amountText(received, 6)}</td>
      <td className={`${amountCell} before:content-['Difference']`}>
        {difference === null ? "–" : signedAmountText(difference, 6)}
      </td>
      <td className={`${namedCell} before:content-['Spendable']`}>{dayText(spendableAt)}</td>
      <WithdrawnCell
        withdrawn={withdrawnAt === null || transactionId === null ? null : { at: withdrawnAt, transactionId }}
        otherwise={received === "0" ? "–" : "Not yet"}
      />
    </DatedRow>
  );
}
