import type { ReactNode } from "react";
import type { TransactionOrder } from "@/lib/contract/transaction-detail";
import { cn } from "@/app/ui/cn";
import { amountText, signedAmountText } from "@/app/words/amount-text";
import { executionLines, partShareText } from "@/app/words/execution-words";
import { AssetName } from "../../asset-name";

type Execution = NonNullable<TransactionOrder["execution"]>;
type Asset = TransactionOrder["got"][number];

interface OrderExecutionProps {
  readonly execution: Execution;
  /** What was got. */
  readonly asset: Asset;
}

/** Where what the pool's price came to went: what was got, and what was lost on the way, to the last unit. */
export function OrderExecution({ execution, asset }: OrderExecutionProps) {
  const { aboveLeast, whenPlaced } = execution;
  return (
    <div className="border-t border-line px-4 py-4 sm:px-5">
      <Steps execution={execution} asset={asset} />
      {aboveLeast !== null && (
        <p className="mt-2 text-sm text-muted">
          {signedAmountText(aboveLeast.quantity, asset.decimals)} beyond the least you asked for (
          {partShareText(aboveLeast.share)}).
        </p>
      )}
      <p className="mt-2 text-sm text-muted">
        {whenPlaced === null
          ? "What the pool would have paid when you placed it is not known."
          : whenPlacedText(whenPlaced, asset)}
      </p>
    </div>
  );
}

function Steps({ execution, asset }: OrderExecutionProps) {
  const { dexName, atPrice, got } = execution;
  return (
    <table className="w-full text-sm">
      <caption className="pb-2 text-left font-medium">
        How well it was filled, in <AssetName asset={asset} />
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Amount</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        <Step name={`${dexName}’s price just before`} share="">
          {amountText(atPrice, asset.decimals)}
        </Step>
        {executionLines(execution).map(({ name, meaning, part }) => (
          <Step key={name} name={name} meaning={meaning} share={partShareText(part.share)}>
            {signedAmountText(part.quantity, asset.decimals)}
          </Step>
        ))}
        <Step name="You got" share={partShareText(got.share).replace("+", "")}>
          {amountText(got.quantity, asset.decimals)}
        </Step>
      </tbody>
    </table>
  );
}

interface StepProps {
  readonly name: string;
  readonly meaning?: string;
  readonly share: string;
  readonly children: ReactNode;
}

function Step({ name, meaning, share, children }: StepProps) {
  return (
    <tr className={meaning === undefined ? "font-medium" : "text-muted"}>
      <th scope="row" className={cn("py-1 pr-3 text-left", meaning === undefined ? "font-medium" : "font-normal")}>
        {name}
        {meaning !== undefined && <span className="block text-xs">{meaning}</span>}
      </th>
      <td className="py-1 text-right align-top whitespace-nowrap">{children}</td>
      <td className="py-1 pl-3 text-right align-top whitespace-nowrap">{share}</td>
    </tr>
  );
}

function whenPlacedText({ quantity, more }: NonNullable<Execution["whenPlaced"]>, asset: Asset): string {
  const paid = `At the moment you placed it the pool would have paid ${amountText(quantity, asset.decimals)}`;
  if (more.quantity === "0") return `${paid}: just what you got.`;
  const difference = amountText(more.quantity.replace("-", ""), asset.decimals);
  const share = partShareText(more.share);
  return `${paid}: waiting ${more.quantity.startsWith("-") ? "cost" : "brought"} you ${difference} (${share}).`;
}
