"use client";
import { useRef } from "react";
import type { SubmitEvent } from "react";
import { tellSecret } from "@/app/browser/caught-secret";
import { emptyField } from "@/app/browser/guard-fields";
import { Button } from "@/app/ui/button";
import { RecoveryKeyField } from "@/app/ui/recovery-key-field";
import { readEnteredKey } from "@/app/words/recovery-key-form";
import { useRecovery } from "./use-recovery";
import { WalletsHere, WalletsHereWithoutScript, type Here } from "./wallets-here";

interface RecoverFormProps {
  /** Who is signed in already: their wallets are asked about before another account's key is entered over them. */
  readonly here: Here | null;
  /** Where to go on to; null for the overview. */
  readonly next: string | null;
  /** Why the form, sent before it had a script, did nothing. */
  readonly trouble: string | null;
}

export function RecoverForm({ here, next, trouble: first }: RecoverFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const { trouble, asking, working, recover, say } = useRecovery({ next, trouble: first });

  function enter(wallets: "ask" | "add" | "leave") {
    const entered = readEnteredKey(field.current?.value ?? "");
    say(entered.kind === "trouble" ? entered.message : null);
    if (entered.kind === "secret") {
      if (field.current !== null) emptyField(field.current);
      tellSecret(entered.secret);
    }
    if (entered.kind === "key") recover(entered.key, wallets);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    enter("ask");
  }

  return (
    <>
      <form method="post" action="/forms/recover" onSubmit={submit} noValidate className="mt-6">
        {next !== null && <input type="hidden" name="next" value={next} />}
        <div className="flex flex-col gap-2 sm:flex-row sm:items-end">
          <RecoveryKeyField
            id="recovery-key"
            label="Recovery key"
            ref={field}
            name="recoveryKey"
            onChange={() => say(null)}
            aria-invalid={trouble !== null}
            aria-describedby="recovery-trouble"
          />
          <Button type="submit" tone="primary" disabled={working}>
            {working ? "Looking…" : "Recover"}
          </Button>
        </div>
        {here !== null && here.wallets > 0 && <WalletsHereWithoutScript here={here} />}
        <p id="recovery-trouble" aria-live="polite" className="mt-2 text-sm text-bad">
          {trouble}
        </p>
      </form>
      {asking && here !== null && (
        <WalletsHere here={here} working={working} onChoose={enter} onCancel={() => say(null)} />
      )}
    </>
  );
}
