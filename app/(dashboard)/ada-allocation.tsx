import type { AdaPart, AdaAllocation as Answer } from "@/lib/contract/positions";
import { adaDecimals } from "@/lib/cardano/amount";
import { cn } from "@/app/ui/cn";
import { adaPartWords } from "@/app/words/ada-part-words";
import { amountText } from "@/app/words/amount-text";
import { shares, shareText } from "@/app/words/shares";

const colours = {
  wallet: { dot: "bg-part-wallet", fill: "fill-part-wallet" },
  spendable: { dot: "bg-part-wallet", fill: "fill-part-wallet" },
  with_tokens: { dot: "bg-part-tokens", fill: "fill-part-tokens" },
  orders: { dot: "bg-part-orders", fill: "fill-part-orders" },
  protocols: { dot: "bg-part-protocols", fill: "fill-part-protocols" },
  collateral: { dot: "bg-part-collateral", fill: "fill-part-collateral" },
  contracts: { dot: "bg-part-contract", fill: "fill-part-contract" },
  deposits: { dot: "bg-part-deposits", fill: "fill-part-deposits" },
  rewards: { dot: "bg-part-rewards", fill: "fill-part-rewards" },
  returned_deposits: { dot: "bg-part-deposits", fill: "fill-part-deposits" },
  treasury: { dot: "bg-part-protocols", fill: "fill-part-protocols" },
  other_payments: { dot: "bg-part-contract", fill: "fill-part-contract" },
} as const satisfies Record<AdaPart, { dot: string; fill: string }>;

interface Slice {
  readonly part: AdaPart;
  readonly amount: bigint;
  readonly tenths: number;
}

/** Where the ADA is: a bar for the eye, and the same as a table. */
export function AdaAllocation({ ada }: { readonly ada: Answer }) {
  const amounts = ada.parts.map(({ quantity }) => BigInt(quantity));
  const tenths = shares(amounts);
  const slices = ada.parts.map(({ part }, index) => ({
    part,
    amount: amounts[index] ?? 0n,
    tenths: tenths[index] ?? 0,
  }));
  return (
    <div>
      <Bar slices={slices} />
      <table className="mt-4 w-full text-sm">
        <caption className="sr-only">ADA by place</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Amount in ADA</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {slices.map(({ part, amount, tenths: share }) => (
            <PlaceRow
              key={part}
              {...adaPartWords[part]}
              dot={colours[part].dot}
              amount={amount}
              share={shareText(share, amount > 0n)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PlaceRowProps {
  readonly name: string;
  readonly meaning: string;
  readonly dot: string;
  readonly amount: bigint;
  readonly share: string;
}

function PlaceRow({ name, meaning, dot, amount, share }: PlaceRowProps) {
  return (
    <tr>
      <th scope="row" title={meaning} className="py-1.5 pr-3 text-left font-normal">
        <span className="flex items-center gap-2">
          <span aria-hidden className={cn("size-2.5 shrink-0 rounded-sm", dot)} />
          {name}
        </span>
      </th>
      <td className="py-1.5 text-right font-medium">{amountText(amount, adaDecimals)}</td>
      <td className="py-1.5 pl-3 text-right whitespace-nowrap text-muted max-[23rem]:sr-only">{share}</td>
    </tr>
  );
}

const width = 1000;
const gap = 6;

function Bar({ slices }: { readonly slices: readonly Slice[] }) {
  const summary = slices
    .map(({ part, amount, tenths }) => `${adaPartWords[part].name} ${shareText(tenths, amount > 0n)}`)
    .join(", ");
  const starts = slices.map((_, index) => slices.slice(0, index).reduce((sum, { tenths }) => sum + tenths, 0));
  return (
    <svg
      role="img"
      aria-label={summary === "" ? "No ADA" : summary}
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      className="h-4 w-full rounded-md"
    >
      <rect width={width} height="10" className="fill-raised" />
      {slices.map(({ part, amount, tenths }, index) => {
        const shown = amount > 0n ? Math.max(tenths, gap) : 0;
        const last = (starts[index] ?? 0) + shown >= width;
        return (
          <rect
            key={part}
            x={starts[index]}
            width={Math.max(0, last ? shown : shown - gap / 2)}
            height="10"
            className={colours[part].fill}
          />
        );
      })}
    </svg>
  );
}
