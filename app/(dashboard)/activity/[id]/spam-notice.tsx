"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { Notice } from "@/app/ui/notice";

/** Says that a transaction counts as spam, and why; one press reverses it. */
export function SpamNotice({ id, ownSpam }: { readonly id: string; readonly ownSpam: boolean | null }) {
  const router = useRouter();
  const [working, startWork] = useTransition();

  function say(spam: boolean | null, done: () => void) {
    startWork(async () => {
      try {
        await request("PATCH", `/api/transactions/${id}`, { spam });
        done();
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  const undo = () => say(ownSpam, () => undefined);
  const reverse = () => say(false, () => tell.success("Not spam", { action: { label: "Undo", onClick: undo } }));
  return (
    <Notice tone="warn" title="Spam">
      <p>
        {ownSpam
          ? "You marked it so."
          : "It came unasked and looks like a lure, or one of your rules says so. Never open an address that it names."}
      </p>
      <Button size="small" className="mt-2" onClick={reverse} disabled={working}>
        Not spam
      </Button>
    </Notice>
  );
}
