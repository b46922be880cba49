"use client";
import { Download, KeyRound, LockKeyhole } from "lucide-react";
import { useCallback, useLayoutEffect, useSyncExternalStore } from "react";
import type { SubmitEvent } from "react";
import { toast } from "sonner";
import {
  forgetRecoveryKey,
  heldRecoveryKey,
  onRecoveryKeyChange,
  takeOverRecoveryKey,
} from "@/app/browser/recovery-key";
import { downloadRecoveryKey, offerToPasswordManager, recoveryKeyUser } from "@/app/browser/save-recovery-key";
import { Button } from "@/app/ui/button";
import { CopyButton } from "@/app/ui/copy-button";

/** For whoever makes a new key, and is to see it. */
export const recoveryKeyTitleId = "recovery-key-title";

interface RecoveryKeyCardProps {
  readonly userId: string;
  readonly guest: boolean;
  /** The key of a guest whom a form made without script; null for everybody else. */
  readonly handedOver: string | null;
}

/** A new key of this account, shown until the person says that it is saved: the server keeps only its hash. */
export function RecoveryKeyCard({ userId, guest, handedOver }: RecoveryKeyCardProps) {
  const held = useCallback(() => heldRecoveryKey(userId), [userId]);
  const recoveryKey = useSyncExternalStore(onRecoveryKeyChange, held, () => handedOver);
  useLayoutEffect(() => takeOverRecoveryKey(userId), [userId, handedOver]);
  if (recoveryKey === null) return null;
  return (
    <section
      aria-labelledby={recoveryKeyTitleId}
      className="mb-6 rounded-xl border border-line bg-accent-soft p-4 sm:p-5"
    >
      <h2 id={recoveryKeyTitleId} tabIndex={-1} className="flex items-center gap-2 font-semibold outline-none">
        <KeyRound aria-hidden className="size-4.5 text-accent" />
        Save your recovery key
      </h2>
      <p className="mt-1 max-w-3xl text-sm">
        {guest && "You have no account; this browser’s cookie is what knows your list of wallets. "}
        This key brings the list back on another device. It cannot spend anything, and it is shown only now.
      </p>
      <KeyForm recoveryKey={recoveryKey} />
    </section>
  );
}

/** A real form, so that password managers know what to keep; nothing of it is ever sent. */
function KeyForm({ recoveryKey }: { readonly recoveryKey: string }) {
  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    offerToPasswordManager(recoveryKey).catch(() => {
      toast.error("Your browser did not take the key. Copy it or download it as a file.");
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
