"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { failureText, RequestError } from "./request";
import { tell } from "./tell";

/** A form's call of the API: the page is read anew after it, and what is wrong with the fields is told beside them. */
export function useFormCall() {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const [trouble, setTrouble] = useState<readonly string[]>([]);

  function send(call: () => Promise<unknown>, done: string, then?: () => void) {
    if (working) return;
    setTrouble([]);
    startWork(async () => {
      try {
        await call();
        then?.();
        router.refresh();
        tell.success(done);
      } catch (error) {
        setTrouble(troublesOf(error));
      }
    });
  }

  return { working, trouble, send };
}

function troublesOf(error: unknown): string[] {
  if (!(error instanceof RequestError) || error.issues.length === 0) return [failureText(error)];
  return error.issues.map(({ field, reason }) => (/^line \d/.test(field) ? `${field}: ${reason}` : reason));
}

/** What stands in a form's field, without spaces around it. */
export function fieldsOf(form: HTMLFormElement): (name: string) => string {
  const fields = new FormData(form);
  return (name) => {
    const value = fields.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}
