import { Check, X } from "lucide-react";
import type { Proof } from "@/lib/contract/proof";
import type { TokenLabel } from "@/lib/portfolio/token-name";
import { Card, CardHead } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { amountText, countOf, signedAmountText } from "@/app/words/amount-text";
import { AssetName } from "../../../asset-name";

interface ProofTableProps {
  readonly proof: Proof;
  /** What the units are called, those too that are no longer held. */
  readonly labels: ReadonlyMap<string, TokenLabel>;
}

type Row = Omit<Proof["assets"][number], "unit">;

/** Unit by unit: what we computed, what the chain says, and the difference. */
export function ProofTable({ proof, labels }: ProofTableProps) {
  const assets = [...proof.assets].sort((a, b) => Number(agrees(a)) - Number(agrees(b)));
  return (
    <Card>
      <CardHead
        title="Asset by asset"
        aside={<span className="text-sm text-muted">{countOf(assets.length)} compared</span>}
      />
      <table className="w-full text-sm max-sm:block">
        <caption className="sr-only">Asset by asset</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-right text-muted">
            <th scope="col" className="px-5 py-2 text-left font-medium">
              Asset
            </th>
            <th scope="col" className="py-2 font-medium">
              Sum of transactions
            </th>
            <th scope="col" className="py-2 pl-4 font-medium">
              On the chain
            </th>
            <th scope="col" className="px-5 py-2 font-medium">
              Difference
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {assets.map(({ unit, ...row }) => {
            const label = labels.get(unit) ?? { ticker: null, name: null, decimals: null };
            return (
              <ProofRow key={unit} row={row} decimals={label.decimals}>
                <AssetName asset={{ unit, ...label }} limit={36} />
              </ProofRow>
            );
          })}
          {proof.withdrawals !== null && (
            <ProofRow row={proof.withdrawals} decimals={6}>
              Rewards withdrawn (ADA)
            </ProofRow>
          )}
        </tbody>
      </table>
    </Card>
  );
}

function agrees({ difference }: Row): boolean {
  return BigInt(difference) === 0n;
}

interface ProofRowProps {
  readonly row: Row;
  readonly decimals: number | null;
  readonly children: React.ReactNode;
}

const cell = "wrap-anywhere max-sm:flex max-sm:justify-between max-sm:gap-4 sm:py-2.5 sm:text-right";
const named = "before:text-muted sm:before:hidden";

function ProofRow({ row, decimals, children }: ProofRowProps) {
  const equal = agrees(row);
  const Icon = equal ? Check : X;
  return (
    <tr className={cn("border-t border-line max-sm:block max-sm:px-4 max-sm:py-3", !equal && "bg-bad-soft")}>
      <th scope="row" className="text-left font-medium max-sm:block sm:px-5 sm:py-2.5">
        {children}
      </th>
      <td className={cn(cell, named, "before:content-['Sum']")}>{amountText(row.computed, decimals)}</td>
      <td className={cn(cell, named, "before:content-['Chain'] sm:pl-4")}>{amountText(row.onChain, decimals)}</td>
      <td className={cn(cell, named, "before:content-['Difference'] sm:px-5")}>
        <span className={cn("inline-flex items-center gap-1.5 font-medium", equal ? "text-good" : "text-bad")}>
          {equal ? "0" : signedAmountText(row.difference, decimals)}
          <Icon aria-hidden className="size-4" />
        </span>
      </td>
    </tr>
  );
}
