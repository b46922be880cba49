"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { Operations } from "@/lib/contract/operator";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { Moment } from "@/app/ui/moment";

type DeadLetter = NonNullable<Operations["deadLetters"]>[number];

/** Messages that the queue gave up on: send again, or throw away. */
export function DeadLetters({ letters }: { readonly letters: Operations["deadLetters"] }) {
  return (
    <Card>
      <CardHead title="Messages given up" />
      {letters === null || letters.length === 0 ? (
        <p className="px-4 py-4 text-sm text-muted sm:px-5">
          {letters === null
            ? "The queue does not answer."
            : "None. What the queue gives up on stays here for three days."}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {letters.map((letter) => (
            <LetterRow key={letter.id} letter={letter} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function LetterRow({ letter }: { readonly letter: DeadLetter }) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const { id, job, at, status, reason } = letter;

  function call(method: "POST" | "DELETE", path: string, done: string) {
    startWork(async () => {
      try {
        await request(method, path);
        tell.success(done);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  const base = `/api/operations/dead-letters/${encodeURIComponent(id)}`;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {job} <span className="font-normal text-muted">{status === null ? "no answer" : `status ${status}`}</span>
        </p>
        <p className="text-muted">
          <Moment at={at} />
        </p>
        {reason !== "" && <p className="mt-1 font-mono text-xs wrap-anywhere">{reason}</p>}
      </div>
      <div className="flex gap-2">
        <Button size="small" disabled={working} onClick={() => call("POST", `${base}/retry`, `${job} was sent again`)}>
          Send again
        </Button>
        <Button size="small" tone="quiet" disabled={working} onClick={() => call("DELETE", base, `${job} was removed`)}>
          Remove
        </Button>
      </div>
    </li>
  );
}
