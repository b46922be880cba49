import Link from "next/link";
import type { Holding } from "@/lib/contract/holdings";
import { AssetLogo } from "@/app/ui/asset-logo";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { amountText } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { splitOf } from "@/app/words/holding-places";
import type { PlaceSplit } from "@/app/words/holding-places";
import { clipText } from "@/app/words/chain-text";
import { placeWords } from "@/app/words/place-words";
import { HoldingWorth } from "./holding-worth";
import type { SpamButton } from "./spam-button";

interface HoldingRowProps {
  readonly holding: Holding;
  readonly places: ReadonlyMap<string, PlaceSplit>;
  readonly wallet?: string | undefined;
  /** The button that marks it as spam, or takes the mark away; only who shows it loads its code. */
  readonly Mark?: typeof SpamButton;
}

/** One asset: picture, name, exact amount, and how much of it lies outside the wallet itself. */
export function HoldingRow({ holding, places, wallet, Mark }: HoldingRowProps) {
  const label = assetLabel(holding);
  const split = splitOf(places, holding.unit);
  const scope = wallet === undefined ? "" : (`&wallet=${wallet}` as const);
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 hover:bg-raised/50 sm:px-5">
      <AssetLogo unit={holding.unit} label={label.short} logo={holding.logo} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <Link
            href={`/activity?unit=${holding.unit}${scope}`}
            title={`Transactions of ${label.short}`}
            className="min-w-0 wrap-anywhere after:absolute after:inset-0"
          >
            <ChainText text={label.short} limit={32} />
          </Link>
          {holding.spam && <Badge tone="warn">Spam</Badge>}
          {holding.kind === "lp" && <Badge>Liquidity</Badge>}
        </p>
        {label.long !== label.short && (
          <p className="truncate text-sm text-muted">
            <ChainText text={label.long} limit={48} />
          </p>
        )}
      </div>
      <div className="max-w-[62%] text-right wrap-anywhere">
        <p className="font-medium">{amountText(holding.quantity, holding.decimals)}</p>
        <HoldingWorth holding={holding} />
        {split.contract > 0n && (
          <p title={placeWords.contract.meaning} className="text-xs text-muted">
            {amountText(split.contract, holding.decimals)} {placeWords.contract.name.toLowerCase()}
          </p>
        )}
      </div>
      {Mark !== undefined && holding.kind !== "ada" && (
        <Mark unit={holding.unit} name={clipText(label.short, 32)} spam={holding.spam} />
      )}
    </li>
  );
}
