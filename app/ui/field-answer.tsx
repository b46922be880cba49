import Link from "next/link";
import type { ReactNode } from "react";
import type { FieldAnswer } from "@/app/browser/use-add-wallet";
import { explorerTransaction, type Network } from "@/app/words/explorer";
import { pastedTrouble } from "@/app/words/pasted-words";
import { Button } from "./button";

interface FieldAnswerProps {
  readonly answer: FieldAnswer;
  readonly network: Network;
  readonly disabled: boolean;
  readonly onAdd: (handle: string) => void;
  readonly onTransaction: (hash: string) => void;
  readonly onPrivateKey: () => void;
}

/** What is wrong with what was entered, and what can be done with it. */
export function FieldAnswerLine({ answer, network, disabled, onAdd, onTransaction, onPrivateKey }: FieldAnswerProps) {
  if (answer.kind === "trouble") return <Line {...answer.trouble} />;
  if (answer.kind === "unknown_transaction") {
    return (
      <Line message="None of your wallets has this transaction." next="To see it, follow a wallet that it belongs to.">
        <a
          href={explorerTransaction(network, answer.hash)}
          target="_blank"
          rel="noreferrer"
          className="font-medium text-accent hover:underline"
        >
          Open it in an explorer
        </a>
      </Line>
    );
  }
  const { pasted } = answer;
  return (
    <Line {...pastedTrouble(pasted)}>
      {pasted.kind === "word" && pasted.handle !== null && (
        <Choice disabled={disabled} onClick={() => onAdd(pasted.handle ?? "")}>{`Yes, follow ${pasted.handle}`}</Choice>
      )}
      {(pasted.kind === "transaction" || pasted.kind === "key_or_hash") && (
        <Choice disabled={disabled} onClick={() => onTransaction(pasted.hash)}>
          {pasted.kind === "transaction" ? "Open the transaction" : "A transaction: open it"}
        </Choice>
      )}
      {pasted.kind === "key_or_hash" && (
        <Choice disabled={disabled} onClick={onPrivateKey}>
          A private key
        </Choice>
      )}
      {pasted.kind === "recovery_key" && (
        <Link href="/recover" className="font-medium text-accent hover:underline">
          Use your recovery key
        </Link>
      )}
    </Line>
  );
}

interface LineProps {
  readonly message: string;
  readonly next: string;
  readonly children?: ReactNode;
}

function Line({ message, next, children }: LineProps) {
  return (
    <>
      <p className="mt-2 text-sm wrap-anywhere">
        <span className="font-medium text-bad">{message}</span> {next}
      </p>
      {children !== undefined && <p className="mt-2 flex flex-wrap gap-2 text-sm empty:hidden">{children}</p>}
    </>
  );
}

interface ChoiceProps {
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function Choice({ disabled, onClick, children }: ChoiceProps) {
  return (
    <Button size="small" disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}
