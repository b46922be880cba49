import Link from "next/link";
import type { Amount, Position } from "@/lib/contract/positions";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { Moment } from "@/app/ui/moment";
import { amountJoin, amountText, signedAmountText } from "@/app/words/amount-text";
import { partShareText } from "@/app/words/execution-words";
import { poolLabel } from "@/app/words/pool-words";
import { poolShareText, positionWords } from "@/app/words/position-words";
import { AssetName } from "../asset-name";

/** One position: what it is, what lies in it, how old it is, and the way to the transaction that opened it. */
export function PositionRow({ position }: { readonly position: Position }) {
  const { kind, about, assets, debt, debtKnown, liquidity, rewards } = position;
  const words = positionWords[kind];
  return (
    <li className="grid gap-x-4 gap-y-2 px-4 py-3.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={kind === "locked" ? "neutral" : "accent"} title={words.meaning}>
            {words.name}
          </Badge>
          {about !== null && (
            <span className="font-medium wrap-anywhere" title={about.id}>
              <ChainText text={poolLabel(about)} limit={48} />
            </span>
          )}
        </p>
        <Age position={position} />
        {liquidity !== null && <PoolPart liquidity={liquidity} />}
        {liquidity?.againstHolding != null && <AgainstHolding compared={liquidity.againstHolding} />}
      </div>
      <div className="min-w-0 sm:text-right">
        <Amounts amounts={assets} />
        {!debtKnown && <p className="text-sm text-muted">The debt is not known</p>}
        <Amounts amounts={debt} label="Owed" />
        <Amounts amounts={rewards.filter(({ quantity }) => quantity !== "0")} label="Rewards" />
      </div>
    </li>
  );
}

function Age({ position: { kind, openedAt, transactionId } }: { readonly position: Position }) {
  if (openedAt === null) return null;
  const since = (
    <>
      {kind === "stake" || kind === "vote" ? "Given" : "Opened"} <Moment at={openedAt} />
    </>
  );
  return (
    <p className="mt-1 text-sm text-muted">
      {transactionId === null ? (
        since
      ) : (
        <Link href={`/activity/${transactionId}`} className="hover:text-ink hover:underline">
          {since}
        </Link>
      )}
    </p>
  );
}

function PoolPart({ liquidity: { lp, share, at } }: { readonly liquidity: NonNullable<Position["liquidity"]> }) {
  return (
    <p className="mt-1 text-sm text-muted">
      {share === null || at === null ? (
        "The pool's reserves are not known just now: these are its liquidity tokens."
      ) : (
        <>
          {poolShareText(share)} of the pool, for {amountText(lp.quantity, lp.decimals)}
          {amountJoin(lp.decimals)}liquidity tokens, by its reserves <Moment at={at} />
        </>
      )}
    </p>
  );
}

type Compared = NonNullable<NonNullable<Position["liquidity"]>["againstHolding"]>;

/** What liquidity came to, its fees included, beside having kept what was put in. */
function AgainstHolding({ compared: { differences, share } }: { readonly compared: Compared }) {
  const changed = differences.filter(({ quantity }) => quantity !== "0");
  return (
    <div className="mt-1 text-sm text-muted">
      <p title="Fees are in it. What was put in and came back is counted as if it had been kept instead, at the pool's price of now.">
        Against holding: {share === null ? "" : partShareText(share)}
        {changed.length === 0 && (share === null ? "the same" : "")}
      </p>
      <ul>
        {changed.map((amount) => (
          <li key={amount.unit} className="wrap-anywhere">
            {signedAmountText(amount.quantity, amount.decimals)}
            {amountJoin(amount.decimals)}
            <AssetName asset={amount} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AmountsProps {
  readonly amounts: readonly Amount[];
  readonly label?: string;
}

function Amounts({ amounts, label }: AmountsProps) {
  if (amounts.length === 0) return null;
  return (
    <ul className={label === undefined ? "" : "text-sm text-muted"}>
      {amounts.map((amount) => (
        <li key={amount.unit} className="wrap-anywhere">
          {label !== undefined && `${label} `}
          <span className={label === undefined ? "font-medium" : ""}>
            {amountText(amount.quantity, amount.decimals)}
          </span>
          {amountJoin(amount.decimals)}
          <AssetName asset={amount} />
        </li>
      ))}
    </ul>
  );
}
