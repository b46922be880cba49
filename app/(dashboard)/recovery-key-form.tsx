"use client";
import { Download, LockKeyhole } from "lucide-react";
import type { SubmitEvent } from "react";
import { forgetRecoveryKey } from "@/app/browser/recovery-key";
import { downloadRecoveryKey, offerToPasswordManager, recoveryKeyUser } from "@/app/browser/save-recovery-key";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { CopyButton } from "@/app/ui/copy-button";

/** A real form, so that password managers know what to keep; nothing of it is ever sent. */
export function KeyForm({ recoveryKey }: { readonly recoveryKey: string }) {
  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    offerToPasswordManager(recoveryKey).catch(() => {
      tell.error("Your browser did not take the key. Copy it or download it as a file.");
    });
  }

  return (
    <form method="post" onSubmit={save} className="mt-3">
      <code
        translate="no"
        className="block w-fit max-w-full rounded-lg border border-line bg-surface px-3 py-2 text-sm break-all"
      >
        {recoveryKey}
      </code>
      <div aria-hidden className="sr-only">
        <input type="text" autoComplete="username" tabIndex={-1} readOnly value={recoveryKeyUser} />
        <input type="password" autoComplete="new-password" tabIndex={-1} readOnly value={recoveryKey} />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2 noscript:hidden">
        <CopyButton wide text={recoveryKey} what="key" />
        <Button onClick={() => downloadRecoveryKey(recoveryKey)}>
          <Download aria-hidden /> Download as file
        </Button>
        <Button type="submit">
          <LockKeyhole aria-hidden /> Save in password manager
        </Button>
        <Button tone="quiet" onClick={forgetRecoveryKey}>
          I have saved it
        </Button>
      </div>
    </form>
  );
}
