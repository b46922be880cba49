"use client";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Button } from "@/app/ui/button";
import { RecoveryKeyField } from "@/app/ui/recovery-key-field";
import { useRecovery } from "./use-recovery";
import { WalletsHere, type Here } from "./wallets-here";

/** `here`: who is signed in already; their wallets are asked about before another account's key is entered over them. */
export function RecoverForm({ here }: { readonly here: Here | null }) {
  const [recoveryKey, setRecoveryKey] = useState("");
  const { trouble, asking, working, recover, cancel } = useRecovery();

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    cancel();
    recover(recoveryKey, "ask");
  }

  return (
    <>
      <form method="post" onSubmit={submit} className="mt-6">
        <div className="flex flex-col gap-2 sm:flex-row sm:items-end">
          <RecoveryKeyField
            id="recovery-key"
            label="Recovery key"
            value={recoveryKey}
            onChange={setRecoveryKey}
            invalid={trouble !== null}
            describedBy="recovery-trouble"
          />
          <Button type="submit" tone="primary" disabled={working || recoveryKey.trim() === ""}>
            {working ? "Looking…" : "Recover"}
          </Button>
        </div>
        <p id="recovery-trouble" aria-live="polite" className="mt-2 text-sm text-bad">
          {trouble}
        </p>
      </form>
      {asking && here !== null && (
        <WalletsHere
          here={here}
          working={working}
          onChoose={(wallets) => recover(recoveryKey, wallets)}
          onCancel={cancel}
        />
      )}
    </>
  );
}
