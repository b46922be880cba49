"use client";
import { KeyRound } from "lucide-react";
import { useCallback, useLayoutEffect, useSyncExternalStore } from "react";
import { heldRecoveryKey, onRecoveryKeyChange, takeOverRecoveryKey } from "@/app/browser/recovery-key";
import { KeyForm } from "./recovery-key-form";

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
