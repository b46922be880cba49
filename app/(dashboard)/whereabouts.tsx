import type { HoldingsAnswer } from "@/lib/http/contract";
import { adaDecimals } from "@/lib/cardano/amount";
import { cn } from "@/app/ui/cn";
import { amountText } from "@/app/words/amount-text";
import { placesByUnit, splitOf } from "@/app/words/holding-places";
import { placeWords, rewardsWords } from "@/app/words/place-words";
import { shares, shareText } from "@/app/words/shares";

interface Part {
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly amount: bigint;
  readonly dot: string;
  readonly fill: string;
}

/** The user's lovelace by place; what is unverified is shown, but belongs to nobody's total. */
export function adaParts({ places, rewards }: HoldingsAnswer): {
  parts: readonly Part[];
  unverified: Part;
  total: bigint;
} {
  const split = splitOf(placesByUnit(places), "lovelace");
  const withdrawable = BigInt(rewards?.withdrawableLovelace ?? 0);
  const parts: readonly Part[] = [
    { key: "wallet", ...placeWords.wallet, amount: split.wallet, dot: "bg-part-wallet", fill: "fill-part-wallet" },
    {
      key: "contract",
      ...placeWords.contract,
      amount: split.contract,
      dot: "bg-part-contract",
      fill: "fill-part-contract",
    },
    { key: "rewards", ...rewardsWords, amount: withdrawable, dot: "bg-part-rewards", fill: "fill-part-rewards" },
  ];
  const unverified = {
    key: "unverified",
    ...placeWords.unverified,
    name: `${placeWords.unverified.name}, not counted`,
    amount: split.unverified,
    dot: "bg-part-unverified",
    fill: "",
  };
  return { parts, unverified, total: split.wallet + split.contract + withdrawable };
}

/** Where the ADA is: a bar for the eye, and the same as a table. */
export function Whereabouts({ holdings }: { readonly holdings: HoldingsAnswer }) {
  const { parts, unverified } = adaParts(holdings);
  const present = parts.filter(({ key, amount }) => amount > 0n || key === "wallet");
  const tenths = shares(present.map(({ amount }) => amount));
  return (
    <div>
      <Bar parts={present} tenths={tenths} />
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
          {present.map((part, index) => (
            <PlaceRow key={part.key} part={part} share={shareText(tenths[index] ?? 0, part.amount > 0n)} />
          ))}
          {unverified.amount > 0n && <PlaceRow part={unverified} share="" />}
        </tbody>
      </table>
    </div>
  );
}

function PlaceRow({ part, share }: { readonly part: Part; readonly share: string }) {
  return (
    <tr>
      <th scope="row" title={part.meaning} className="py-1.5 pr-3 text-left font-normal">
        <span className="flex items-center gap-2">
          <span aria-hidden className={cn("size-2.5 shrink-0 rounded-sm", part.dot)} />
          {part.name}
        </span>
      </th>
      <td className="py-1.5 text-right font-medium">{amountText(part.amount, adaDecimals)}</td>
      <td className="py-1.5 pl-3 text-right whitespace-nowrap text-muted">{share}</td>
    </tr>
  );
}

const width = 1000;
const gap = 6;

function Bar({ parts, tenths }: { readonly parts: readonly Part[]; readonly tenths: readonly number[] }) {
  const summary = parts
    .map(({ name, amount }, index) => `${name} ${shareText(tenths[index] ?? 0, amount > 0n)}`)
    .join(", ");
  const starts = tenths.map((_, index) => tenths.slice(0, index).reduce((sum, part) => sum + part, 0));
  return (
    <svg
      role="img"
      aria-label={summary}
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      className="h-4 w-full rounded-md"
    >
      <rect width={width} height="10" className="fill-raised" />
      {parts.map(({ key, fill, amount }, index) => {
        const part = amount > 0n ? Math.max(tenths[index] ?? 0, gap) : 0;
        const last = (starts[index] ?? 0) + part >= width;
        return (
          <rect
            key={key}
            x={starts[index]}
            width={Math.max(0, last ? part : part - gap / 2)}
            height="10"
            className={fill}
          />
        );
      })}
    </svg>
  );
}
