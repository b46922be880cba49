"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SubmitEvent } from "react";
import { failureText, request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { TextField } from "@/app/ui/field";

export function RecoverForm() {
  const router = useRouter();
  const [recoveryKey, setRecoveryKey] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [working, startWork] = useTransition();

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTrouble(null);
    startWork(async () => {
      try {
        await request("POST", "/api/session/recover", { recoveryKey: recoveryKey.trim() });
        router.push("/overview");
        router.refresh();
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return (
    <form onSubmit={submit} className="mt-6">
      <label htmlFor="recovery-key" className="mb-1.5 block text-sm font-medium">
        Recovery key
      </label>
      <div className="flex flex-col gap-2 sm:flex-row">
        <TextField
          id="recovery-key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          maxLength={200}
          value={recoveryKey}
          onChange={(event) => setRecoveryKey(event.target.value)}
          aria-invalid={trouble !== null}
          aria-describedby="recovery-trouble"
          className="font-mono"
        />
        <Button type="submit" tone="primary" disabled={working || recoveryKey.trim() === ""}>
          {working ? "Looking…" : "Recover"}
        </Button>
      </div>
      <p id="recovery-trouble" aria-live="polite" className="mt-2 text-sm text-bad">
        {trouble}
      </p>
    </form>
  );
}
