import Link from "next/link";
import type { ReactNode } from "react";
import type { ReconcileAnswer } from "@/lib/contract/reconcile";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { Hash } from "@/app/ui/hash";
import { linesText, reasonWords, signedQuantity } from "@/app/words/reconcile-words";
import { absoluteTime } from "@/app/words/time-text";
import { AssetName } from "../asset-name";

type Different = ReconcileAnswer["different"][number];
type Amount = Different["theirs"][number];

/** What both know and tell otherwise, with why. */
export function DifferentRow({ row }: { readonly row: Different }) {
  const { why, also, lines, matchedBy, theirs, ours } = row;
  const [title, text] = reasonWords[why];
  return (
    <Row head={<Transaction row={row} />} lines={lines}>
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone={why === "amount_differs" || why === "token_unknown" ? "bad" : "warn"}>{title}</Badge>
        {also.map((each) => (
          <Badge key={each}>{reasonWords[each][0]}</Badge>
        ))}
      </p>
      <p className="mt-1 text-sm text-muted">
        {text}
        {matchedBy === "time_and_amount" && " The file names no transaction: this one has its time and amount."}
      </p>
      <dl className="mt-2 grid grid-cols-1 gap-2 text-sm sm:grid-cols-2">
        <Side name="The file" amounts={theirs} />
        <Side name="Here" amounts={ours} />
      </dl>
    </Row>
  );
}

/** What the file lacks. */
export function ThereRow({ row }: { readonly row: ReconcileAnswer["missingThere"][number] }) {
  return (
    <Row head={<Transaction row={row} />}>
      <Amounts amounts={row.ours} />
    </Row>
  );
}

interface HereRowProps {
  readonly row: ReconcileAnswer["missingHere"][number];
  readonly nameOf: (id: string) => string;
}

/** What no wallet knows, or another one does. */
export function HereRow({ row: { txHash, at, lines, theirs, otherWalletId }, nameOf }: HereRowProps) {
  return (
    <Row
      lines={lines}
      head={
        <span className="font-medium">
          {txHash === null ? "A line without a transaction" : <Hash value={txHash} />}
          {at !== null && <span className="ml-2 text-sm font-normal text-muted">{absoluteTime(at)}</span>}
        </span>
      }
    >
      <Amounts amounts={theirs} />
      {otherWalletId !== null && (
        <p className="mt-1 text-sm text-muted">
          <bdi>{nameOf(otherWalletId)}</bdi> knows this transaction.
        </p>
      )}
    </Row>
  );
}

interface RowProps {
  readonly head: ReactNode;
  readonly lines?: readonly number[];
  readonly children: ReactNode;
}

function Row({ head, lines = [], children }: RowProps) {
  return (
    <li className="px-4 py-3 sm:px-5">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        {head}
        {lines.length > 0 && <span className="text-xs text-muted">{linesText(lines)} of the file</span>}
      </div>
      {children}
    </li>
  );
}

interface TransactionProps {
  readonly row: Pick<Different, "txHash" | "transactionId" | "at">;
}

function Transaction({ row: { txHash, transactionId, at } }: TransactionProps) {
  return (
    <span className="min-w-0">
      {txHash === null || transactionId === null ? (
        <Link href={"/staking"} className="rounded-md font-medium text-accent hover:underline">
          Staking reward
        </Link>
      ) : (
        <Link href={`/activity/${transactionId}`} className="rounded-md font-medium text-accent hover:underline">
          <Hash value={txHash} />
        </Link>
      )}
      <span className="ml-2 text-sm text-muted">{absoluteTime(at)}</span>
    </span>
  );
}

function Side({ name, amounts }: { readonly name: string; readonly amounts: readonly Amount[] }) {
  return (
    <div className="min-w-0 rounded-lg bg-raised px-3 py-2">
      <dt className="text-xs text-muted">{name}</dt>
      <dd>
        <Amounts amounts={amounts} />
      </dd>
    </div>
  );
}

function Amounts({ amounts }: { readonly amounts: readonly Amount[] }) {
  if (amounts.length === 0) return <p className="text-sm text-muted">Nothing came or went</p>;
  return (
    <ul className="text-sm">
      {amounts.map((amount) => (
        <li key={amount.unit ?? amount.name} className="wrap-anywhere">
          {signedQuantity(amount)} {amount.unit !== null && amount.decimals === null && "raw units of "}
          {amount.unit === null ? (
            <ChainText text={amount.name ?? ""} limit={60} />
          ) : (
            <AssetName asset={{ ...amount, unit: amount.unit }} />
          )}
        </li>
      ))}
    </ul>
  );
}
