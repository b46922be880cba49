import { ArrowDown, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { Badge } from "@/app/ui/badge";
import { Card, CardHead } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { Hash } from "@/app/ui/hash";
import { amountJoin, amountText } from "@/app/words/amount-text";
import { AssetName } from "../../asset-name";

type Input = TransactionDetail["inputs"][number];
type Output = TransactionDetail["outputs"][number];

interface UtxoGraphProps {
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
}

/** What the transaction consumed and what it made, side by side; the user's own stand out. */
export function UtxoGraph({ inputs, outputs }: UtxoGraphProps) {
  return (
    <Card>
      <CardHead title="Inputs and outputs" aside={<Badge tone="accent">Yours are marked</Badge>} />
      <div className="grid gap-3 p-4 sm:p-5 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Side title={`${inputs.length} ${inputs.length === 1 ? "input" : "inputs"}`}>
          {inputs.map((input) => (
            <InputBox key={`${input.txHash} ${input.index}`} input={input} />
          ))}
        </Side>
        <div aria-hidden className="grid place-items-center text-muted">
          <ArrowRight className="size-5 max-md:hidden" />
          <ArrowDown className="size-5 md:hidden" />
        </div>
        <Side title={`${outputs.length} ${outputs.length === 1 ? "output" : "outputs"}`}>
          {outputs.map((output) => (
            <OutputBox key={output.index} output={output} />
          ))}
        </Side>
      </div>
    </Card>
  );
}

const shownAtOnce = 8;

function Side({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  const rest = children.slice(shownAtOnce);
  return (
    <section className="min-w-0">
      <h3 className="mb-2 label-caps">{title}</h3>
      <ul className="space-y-2">{children.slice(0, shownAtOnce)}</ul>
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="rounded-md py-1 text-sm font-medium text-accent">Show {rest.length} more</summary>
          <ul className="mt-2 space-y-2">{rest}</ul>
        </details>
      )}
    </section>
  );
}

function InputBox({ input }: { readonly input: Input }) {
  return (
    <Box {...input}>
      {input.address === null ? (
        <span className="text-sm text-muted">Address not known just now: open this page again</span>
      ) : (
        <Hash value={input.address} kind="address" />
      )}
    </Box>
  );
}

function OutputBox({ output }: { readonly output: Output }) {
  return (
    <Box {...output}>
      <Hash value={output.address} kind="address" />
    </Box>
  );
}

function ownWords(place: Output["place"]): string {
  return place === "contract" ? "Yours, in a contract" : "Yours";
}

type BoxProps = Pick<Input, "own" | "place" | "contract" | "amounts"> & { readonly children: ReactNode };

function Box({ own, place, contract, amounts, children }: BoxProps) {
  return (
    <li
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-lg border px-3 py-2",
        own ? "border-accent bg-accent-soft/50" : "border-line",
      )}
    >
      {children}
      <span className="flex flex-wrap gap-1">
        {contract !== null && <Badge>{contract}</Badge>}
        {own && <Badge tone="accent">{ownWords(place)}</Badge>}
      </span>
      <Amounts amounts={amounts} />
    </li>
  );
}

function Amounts({ amounts }: { readonly amounts: Input["amounts"] }) {
  if (amounts === null) return null;
  return (
    <ul className="max-h-56 w-full overflow-y-auto text-sm">
      {amounts.map(({ quantity, decimals, ...asset }) => (
        <li key={asset.unit} className="wrap-anywhere">
          {amountText(quantity, decimals)}
          {amountJoin(decimals)}
          <AssetName asset={asset} limit={32} />
        </li>
      ))}
    </ul>
  );
}
