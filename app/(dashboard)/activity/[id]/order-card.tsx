import Link from "next/link";
import type { ReactNode } from "react";
import type { TransactionOrder } from "@/lib/contract/transaction-detail";
import { Badge } from "@/app/ui/badge";
import { Card, CardHead } from "@/app/ui/card";
import { ChainText } from "@/app/ui/chain-text";
import { Fact } from "@/app/ui/fact";
import { adaText, amountJoin, amountText } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { sentenceCase, shortHash } from "@/app/words/chain-text";
import { orderStatusWords } from "@/app/words/order-words";
import { absoluteTime, spanText } from "@/app/words/time-text";
import { AssetName } from "../../asset-name";
import { OrderExecution } from "./order-execution";

interface OrderCardProps {
  readonly order: TransactionOrder;
  /** The transaction whose page this is. */
  readonly transactionId: string;
}

/** One order over all its transactions: what it came to, at which price, what it cost and how long it took. */
export function OrderCard({ order, transactionId }: OrderCardProps) {
  const { name, tone } = orderStatusWords[order.status];
  const got = order.got.find(({ unit }) => unit === order.execution?.unit);
  return (
    <Card>
      <CardHead
        title={`${sentenceCase(order.kind)} order on ${order.protocolName}`}
        aside={<Badge tone={tone}>{name}</Badge>}
      />
      <dl className="divide-y divide-line px-4 sm:px-5">
        {order.openedAt !== null && <Fact name="Placed">{absoluteTime(order.openedAt)}</Fact>}
        {order.closedAt !== null && <Fact name={name}>{absoluteTime(order.closedAt)}</Fact>}
        {order.secondsToFill !== null && <Fact name="Time to fill">{spanText(order.secondsToFill)}</Fact>}
        <Amounts name="Gave" amounts={order.gave} />
        <Amounts name="Got" amounts={order.got} />
        <Amounts name="Lies at the contract" amounts={order.locked} />
        <Price order={order} />
        {order.closedAt !== null && (
          <>
            <Fact name="Batcher fee">{order.batcherFee === null ? "Not known" : adaText(order.batcherFee)}</Fact>
            <Fact name="Deposit returned">{adaText(order.depositReturned)}</Fact>
          </>
        )}
        <Fact name="Network fees you paid">{adaText(order.networkFee)}</Fact>
        <Members members={order.members} transactionId={transactionId} />
      </dl>
      {order.execution !== null && got !== undefined && <OrderExecution execution={order.execution} asset={got} />}
    </Card>
  );
}

function Price({ order: { price, gave, got } }: { readonly order: TransactionOrder }): ReactNode {
  if (price === null) return null;
  const nameOf = (unit: string) => {
    const asset = [...gave, ...got].find((each) => each.unit === unit);
    return <ChainText text={asset === undefined ? unit : assetLabel(asset).short} limit={20} />;
  };
  return (
    <Fact name="Price reached">
      1 {nameOf(price.base)} = {price.rate} {nameOf(price.quote)}
    </Fact>
  );
}

function Amounts({ name, amounts }: { readonly name: string; readonly amounts: TransactionOrder["gave"] }): ReactNode {
  if (amounts.length === 0) return null;
  return (
    <Fact name={name}>
      <ul>
        {amounts.map((asset) => (
          <li key={asset.unit}>
            {amountText(asset.quantity, asset.decimals)}
            {amountJoin(asset.decimals)}
            <AssetName asset={asset} />
          </li>
        ))}
      </ul>
    </Fact>
  );
}

interface MembersProps {
  readonly members: TransactionOrder["members"];
  readonly transactionId: string;
}

function Members({ members, transactionId }: MembersProps) {
  return (
    <Fact name="Transactions">
      <span className="flex flex-wrap justify-end gap-x-3 font-mono text-sm">
        {members.map(({ id, txHash }) =>
          id === transactionId ? (
            <span key={id} className="text-muted">
              {shortHash(txHash)} <span className="font-sans">(this one)</span>
            </span>
          ) : (
            <Link key={id} href={`/activity/${id}`} className="text-accent hover:underline">
              {shortHash(txHash)}
            </Link>
          ),
        )}
      </span>
    </Fact>
  );
}
