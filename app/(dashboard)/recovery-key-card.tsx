"use client";
import { KeyRound } from "lucide-react";
import { useSyncExternalStore } from "react";
import { forgetRecoveryKey, heldRecoveryKey, onRecoveryKeyChange } from "@/app/browser/recovery-key";
import { Button } from "@/app/ui/button";
import { CopyButton } from "@/app/ui/copy-button";

const onServer = () => null;

/** A new guest's key, shown until they say that it is saved: the server keeps only its hash. */
export function RecoveryKeyCard() {
  const recoveryKey = useSyncExternalStore(onRecoveryKeyChange, heldRecoveryKey, onServer);
  if (recoveryKey === null) return null;
  return (
    <section
      aria-labelledby="recovery-key-title"
      className="mb-6 rounded-xl border border-line bg-accent-soft p-4 sm:p-5"
    >
      <h2 id="recovery-key-title" className="flex items-center gap-2 font-semibold">
        <KeyRound aria-hidden className="size-4.5 text-accent" />
        Save your recovery key
      </h2>
      <p className="mt-1 max-w-3xl text-sm">
        You have no account; this browser&apos;s cookie is what knows your list of wallets. This key brings the list
        back on another device. It cannot spend anything, and it is shown only now.
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <code translate="no" className="min-w-0 rounded-lg border border-line bg-surface px-3 py-2 text-sm break-all">
          {recoveryKey}
        </code>
        <CopyButton wide text={recoveryKey} what="key" />
        <Button tone="quiet" onClick={forgetRecoveryKey}>
          I have saved it
        </Button>
      </div>
    </section>
  );
}
