import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { Card, CardHead } from "@/app/ui/card";
import { Hash } from "@/app/ui/hash";
import { adaText } from "@/app/words/amount-text";
import { sentenceCase } from "@/app/words/chain-text";

/** What the transaction told the chain about stake, pools and votes. */
export function Certificates({ certificates }: Pick<TransactionDetail, "certificates">) {
  if (certificates.length === 0) return null;
  return (
    <Card>
      <CardHead title="Certificates" />
      <ul className="divide-y divide-line">
        {certificates.map(({ index, kind, stakeAddress, poolId, drep, deposit }) => (
          <li key={index} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
            <span className="font-medium">{sentenceCase(kind)}</span>
            <Part name="Stake key" value={stakeAddress} />
            <Part name="Pool" value={poolId} />
            <Part name="DRep" value={drep} />
            {deposit !== null && (
              <span>
                <span className="text-muted">Deposit</span> {adaText(deposit)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Part({ name, value }: { readonly name: string; readonly value: string | null }) {
  if (value === null) return null;
  return (
    <span>
      <span className="text-muted">{name}</span> <Hash value={value} kind="address" />
    </span>
  );
}
