import type { Route } from "next";
import Link from "next/link";
import type { MarketTokenAnswer } from "@/lib/contract/market";
import { Card, CardHead } from "@/app/ui/card";
import { Fact } from "@/app/ui/fact";
import { TextLink } from "@/app/ui/text-link";
import { amountText, signedAmountText } from "@/app/words/amount-text";
import { moneyText } from "@/app/words/money-text";
import { dayText } from "@/app/words/time-text";
import { SpamButton } from "../../holdings/spam-button";

interface OwnCardProps {
  readonly token: MarketTokenAnswer;
  readonly short: string;
}

/** What the person has of a token, and what they traded of it. */
export function OwnCard({ token, short }: OwnCardProps) {
  const { own, trades, unit, decimals, currency } = token;
  return (
    <Card>
      <CardHead
        title="Yours"
        aside={
          (own !== null || trades.length > 0) && (
            <TextLink href={`/activity?unit=${unit}` as Route}>All activity</TextLink>
          )
        }
      />
      <div className="p-4 sm:p-5">
        {own === null ? (
          <p className="text-muted">None of your wallets holds any.</p>
        ) : (
          <dl className="divide-y divide-line">
            <Fact name="Amount">{amountText(own.quantity, decimals)}</Fact>
            <Fact name="Worth">
              {own.value === null ? <span className="text-muted">not known</span> : moneyText(own.value, currency)}
            </Fact>
            <Fact name="Spam">
              <span className="flex items-center justify-end gap-2">
                {own.spam ? "yes, it counts nowhere" : "no"}
                <SpamButton unit={unit} name={short} spam={own.spam} />
              </span>
            </Fact>
          </dl>
        )}
        {trades.length > 0 && <Trades trades={trades} decimals={decimals} />}
      </div>
    </Card>
  );
}

function Trades({ trades, decimals }: Pick<MarketTokenAnswer, "trades" | "decimals">) {
  return (
    <>
      <h3 className="mt-4 text-sm font-semibold">Newest trades</h3>
      <ul className="mt-1 divide-y divide-line text-sm">
        {trades.map(({ id, timestamp, summary, netChange }) => (
          <li key={id} className="relative flex items-baseline justify-between gap-3 py-2 hover:bg-raised/50">
            <span className="min-w-0">
              <Link
                href={`/activity/${id}` as Route}
                prefetch={false}
                className="wrap-anywhere after:absolute after:inset-0"
              >
                {summary}
              </Link>
              <span className="block text-xs text-muted">{dayText(timestamp)}</span>
            </span>
            <span className="shrink-0 font-medium">{signedAmountText(netChange, decimals)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
