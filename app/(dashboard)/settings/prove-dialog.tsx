"use client";
import { useState, useTransition } from "react";
import type { ReactNode, RefObject, SubmitEvent } from "react";
import type { FreshProof } from "@/lib/contract/session";
import { foundWallets, type FoundWallet } from "@/app/browser/cardano-wallets";
import { heldRecoveryKey } from "@/app/browser/recovery-key";
import { failureText } from "@/app/browser/request";
import { proveWithWallet, WalletDeclined } from "@/app/browser/sign-in-with-wallet";
import { Button } from "@/app/ui/button";
import { Dialog } from "@/app/ui/dialog";
import { FoundWallets } from "@/app/ui/wallet-sign-in";
import { RecoveryKeyField } from "@/app/ui/recovery-key-field";

/** What this account can be proven with. */
export interface ProofWays {
  readonly userId: string;
  readonly keys: boolean;
  readonly recoveryKey: boolean;
}

interface ProveDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly opener: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly description: string;
  /** The verb on the button. */
  readonly action: string;
  readonly ways: ProofWays;
  /** Does what is to be confirmed; the dialog closes when it is done, and says why where it is not. */
  readonly onProven: (proof: FreshProof) => Promise<void>;
}

/** Asks who is there before the ways into the account change: for the recovery key, or a wallet's signature. */
export function ProveDialog({ onProven, ways, action, ...dialog }: ProveDialogProps) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [working, startWork] = useTransition();

  function prove(proof: () => Promise<FreshProof>) {
    setTrouble(null);
    startWork(async () => {
      try {
        await onProven(await proof());
        dialog.onOpenChange(false);
      } catch (error) {
        setTrouble(error instanceof WalletDeclined ? error.message : failureText(error));
      }
    });
  }

  return (
    <Dialog {...dialog}>
      <div className="space-y-5">
        {ways.recoveryKey && (
          <RecoveryKeyForm userId={ways.userId} action={action} working={working} onEntered={prove} />
        )}
        {ways.keys && <WalletProof working={working} onChosen={(wallet) => prove(() => proveWithWallet(wallet))} />}
        <p aria-live="polite" className="text-sm text-bad empty:hidden">
          {trouble}
        </p>
      </div>
    </Dialog>
  );
}

interface RecoveryKeyFormProps {
  readonly userId: string;
  readonly action: string;
  readonly working: boolean;
  readonly onEntered: (proof: () => Promise<FreshProof>) => void;
}

function RecoveryKeyForm({ userId, action, working, onEntered }: RecoveryKeyFormProps) {
  const [recoveryKey, setRecoveryKey] = useState(() => heldRecoveryKey(userId) ?? "");

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onEntered(() => Promise.resolve({ recoveryKey: recoveryKey.trim() }));
  }

  return (
    <form method="post" onSubmit={submit} className="space-y-2">
      <RecoveryKeyField id="proof-key" label="Your recovery key" value={recoveryKey} onChange={setRecoveryKey} />
      <Button type="submit" tone="primary" disabled={working || recoveryKey.trim() === ""}>
        {working ? "Checking…" : action}
      </Button>
    </form>
  );
}

function WalletProof({
  working,
  onChosen,
}: {
  readonly working: boolean;
  readonly onChosen: (w: FoundWallet) => void;
}) {
  const [wallets] = useState(() => foundWallets((window as { readonly cardano?: unknown }).cardano));
  let list: ReactNode = <FoundWallets wallets={wallets} disabled={working} onChoose={onChosen} />;
  if (wallets.length === 0) list = <p className="text-sm text-muted">No Cardano wallet was found in this browser.</p>;
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">Sign with a wallet that you sign in with</p>
      {list}
    </div>
  );
}
