"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SubmitEvent } from "react";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { limits } from "@/lib/contract/limits";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { TextField } from "@/app/ui/field";
import { Hash } from "@/app/ui/hash";
import { countOf } from "@/app/words/amount-text";

type Contract = TransactionDetail["contracts"][number];

/** Scripts of a transaction that we do not know, each with a field for what the reader calls it. */
export function ContractNames({ contracts }: Pick<TransactionDetail, "contracts">) {
  if (contracts.length === 0) return null;
  return (
    <Card>
      <CardHead title={contracts.length === 1 ? "A contract that we do not know" : "Contracts that we do not know"} />
      <ul className="divide-y divide-line">
        {contracts.map((contract) => (
          <ContractName key={`${contract.credential} ${contract.name ?? ""}`} contract={contract} />
        ))}
      </ul>
    </Card>
  );
}

function ContractName({ contract: { credential, name, transactions } }: { readonly contract: Contract }) {
  const router = useRouter();
  const [draft, setDraft] = useState(name ?? "");
  const [saving, startSaving] = useTransition();
  const wanted = draft.trim() === "" ? null : draft.trim();

  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    startSaving(async () => {
      try {
        await request("PATCH", `/api/contracts/${credential}`, { name: wanted });
        tell.success(wanted === null ? "Name taken away" : `Named in ${countOf(transactions)} of your transactions`);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <Hash value={credential} />
        <p className="text-sm text-muted">In {countOf(transactions)} of your transactions</p>
      </div>
      <form onSubmit={save} className="flex w-full gap-2 sm:w-80">
        <TextField
          aria-label={`Your name for contract ${credential.slice(0, 8)}`}
          placeholder="What do you call it?"
          value={draft}
          maxLength={limits.contractNameCharacters}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" disabled={saving || wanted === name}>
          Save
        </Button>
      </form>
    </li>
  );
}
