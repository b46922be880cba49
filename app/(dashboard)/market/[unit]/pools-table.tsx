import type { MarketPool } from "@/lib/contract/market";
import type { Currency } from "@/lib/contract/rates";
import { env } from "@/lib/env";
import { Badge } from "@/app/ui/badge";
import { Hash } from "@/app/ui/hash";
import { amountJoin, amountText, countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { clipText } from "@/app/words/chain-text";
import { explorerTransaction } from "@/app/words/explorer";
import { feeText, roundAdaText } from "@/app/words/market-words";
import { moneyPriceText } from "@/app/words/money-text";

interface PoolsTableProps {
  readonly pools: readonly MarketPool[];
  readonly currency: Currency;
}

/** What each pool of a token holds and says, the deepest first. */
export function PoolsTable({ pools, currency }: PoolsTableProps) {
  return (
    <ul className="divide-y divide-line border-t border-line text-sm">
      {pools.map((pool) => (
        <li key={pool.poolUnit} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[1fr_auto] sm:px-5">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{pool.dexName}</span>
              {pool.counted ? <Badge tone="good">counts</Badge> : <Badge>does not count</Badge>}
            </p>
            <p className="mt-0.5 text-muted wrap-anywhere">Holds {pool.reserves.map(reserveText).join(" and ")}</p>
            <p className="mt-0.5 text-xs text-muted">
              As of{" "}
              <a
                className="text-accent hover:underline"
                href={explorerTransaction(env().CARDANO_NETWORK, pool.txHash)}
                target="_blank"
                rel="noreferrer"
              >
                <span className="sr-only">transaction </span>
                <Hash value={pool.txHash} />
              </a>
              {pool.height !== null && `, block ${countOf(pool.height)}`}
              {pool.fee !== null && `, fee ${feeText(pool.fee)}`}
            </p>
          </div>
          <div className="sm:text-right">
            <p className="font-medium">
              {pool.price === null ? (
                <span className="text-muted">no price</span>
              ) : (
                moneyPriceText(pool.price, currency)
              )}
            </p>
            {pool.depthAda !== null && <p className="text-xs text-muted">{roundAdaText(pool.depthAda)} deep</p>}
            {pool.via !== null && <p className="text-xs text-muted">through a stable coin</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function reserveText(side: MarketPool["reserves"][number]): string {
  const { short } = assetLabel(side);
  return `${amountText(side.quantity, side.decimals)}${amountJoin(side.decimals)}${clipText(short, 24)}`;
}
