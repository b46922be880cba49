import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { Card, CardHead } from "@/app/ui/card";
import { CopyButton } from "@/app/ui/copy-button";
import { Fact } from "@/app/ui/fact";
import { Hash } from "@/app/ui/hash";
import { ChainText } from "@/app/ui/chain-text";
import { adaText, countOf, signedAmountText } from "@/app/words/amount-text";

/** The figures of a transaction from the wallet's point of view. */
export function Facts({ transaction }: { readonly transaction: TransactionDetail }) {
  const { txHash, blockHeight, fee, deposit, withdrawal, netLovelace, counterparty, valid, status } = transaction;
  return (
    <Card>
      <CardHead title="Figures" />
      <dl className="divide-y divide-line px-4 sm:px-5">
        <Fact name="Transaction">
          <span className="flex items-center justify-end gap-1">
            <Hash value={txHash} />
            <CopyButton text={txHash} what="transaction hash" />
          </span>
        </Fact>
        <Fact name="Block">
          {countOf(blockHeight)} <span className="text-muted">({status})</span>
        </Fact>
        <Fact name="Net change">{signedAmountText(netLovelace, 6)} ADA</Fact>
        <Fact name="Fee">{fee === null ? "Paid by somebody else" : adaText(fee)}</Fact>
        {deposit !== "0" && (
          <Fact name={deposit.startsWith("-") ? "Deposit returned" : "Deposit paid"}>
            {adaText(deposit.replace("-", ""))}
          </Fact>
        )}
        {withdrawal !== "0" && <Fact name="Rewards withdrawn">{adaText(withdrawal)}</Fact>}
        {counterparty !== null && (
          <Fact name="Other side">
            {counterparty.length > 40 ? (
              <Hash value={counterparty} kind="address" />
            ) : (
              <ChainText text={counterparty} />
            )}
          </Fact>
        )}
        {!valid && <Fact name="Script">Failed: only the collateral was taken</Fact>}
      </dl>
    </Card>
  );
}
