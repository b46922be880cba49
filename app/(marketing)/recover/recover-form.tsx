"use client";
import { useRouter } from "next/navigation";
import type { Route } from "next";
import { useRef, useState, useTransition } from "react";
import type { RefObject, SubmitEvent } from "react";
import { tellSecret } from "@/app/browser/caught-secret";
import { emptyField } from "@/app/browser/guard-fields";
import { failureText, request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { TextField } from "@/app/ui/field";
import { readEnteredKey } from "@/app/words/recovery-key-form";

interface RecoverFormProps {
  /** Where to go on to; null for the overview. */
  readonly next: string | null;
  /** Why the form, sent before it had a script, did nothing. */
  readonly trouble: string | null;
}

export function RecoverForm({ next, trouble: first }: RecoverFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const { working, trouble, submit, forget } = useRecover(field, next, first);
  return (
    <form method="post" action="/forms/recover" onSubmit={submit} noValidate autoComplete="off" className="mt-6">
      {next !== null && <input type="hidden" name="next" value={next} />}
      <label htmlFor="recovery-key" className="mb-1.5 block text-sm font-medium">
        Recovery key
      </label>
      <div className="flex flex-col gap-2 sm:flex-row">
        <TextField
          ref={field}
          id="recovery-key"
          name="recoveryKey"
          type="password"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          onChange={forget}
          aria-invalid={trouble !== null}
          aria-describedby="recovery-trouble"
          className="font-mono"
        />
        <Button type="submit" tone="primary" disabled={working}>
          {working ? "Looking…" : "Recover"}
        </Button>
      </div>
      <p id="recovery-trouble" aria-live="polite" className="mt-2 text-sm text-bad">
        {trouble}
      </p>
    </form>
  );
}

/** Signs in with the key that was entered; what has another form is never sent. */
function useRecover(field: RefObject<HTMLInputElement | null>, next: string | null, first: string | null) {
  const router = useRouter();
  const [trouble, setTrouble] = useState(first);
  const [working, startWork] = useTransition();

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = readEnteredKey(field.current?.value ?? "");
    setTrouble(entered.kind === "trouble" ? entered.message : null);
    if (entered.kind === "secret") {
      if (field.current !== null) emptyField(field.current);
      tellSecret(entered.secret);
    }
    if (entered.kind !== "key") return;
    startWork(async () => {
      try {
        await request("POST", "/api/session/recover", { recoveryKey: entered.key });
        router.push((next ?? "/overview") as Route);
        router.refresh();
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return { working, trouble, submit, forget: () => setTrouble(null) };
}
