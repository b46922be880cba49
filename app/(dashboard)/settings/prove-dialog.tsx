"use client";
import { useState, useTransition } from "react";
import type { ComponentProps, RefObject, SubmitEvent } from "react";
import type { FreshProof } from "@/lib/contract/session";
import { tellSecret } from "@/app/browser/caught-secret";
import { foundWallets, type FoundWallet } from "@/app/browser/cardano-wallets";
import { heldRecoveryKey } from "@/app/browser/recovery-key";
import { failureText } from "@/app/browser/request";
import { proveWithWallet } from "@/app/browser/sign-in-with-wallet";
import { Button } from "@/app/ui/button";
import { Dialog } from "@/app/ui/dialog";
import { FoundWallets } from "@/app/ui/found-wallets";
import { RecoveryKeyField } from "@/app/ui/recovery-key-field";
import { useAskedWallet } from "@/app/ui/use-asked-wallet";
import { readEnteredKey } from "@/app/words/recovery-key-form";

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
export function ProveDialog({ onProven, ways, action, onOpenChange, ...dialog }: ProveDialogProps) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [entering, startEntering] = useTransition();
  const { asked, working: signing, ask, cancel } = useAskedWallet();
  const working = entering || signing;

  function turn(open: boolean) {
    if (!open) {
      cancel();
      setTrouble(null);
    }
    onOpenChange(open);
  }

  async function use(proof: FreshProof) {
    await onProven(proof);
    turn(false);
  }

  function enter(recoveryKey: string) {
    setTrouble(null);
    startEntering(() => use({ recoveryKey }).catch((error: unknown) => setTrouble(failureText(error))));
  }

  const choose = (wallet: FoundWallet) => ask(wallet, async (signal) => use(await proveWithWallet(wallet, signal)));

  return (
    <Dialog {...dialog} onOpenChange={turn}>
      <div className="space-y-5">
        {ways.recoveryKey && (
          <RecoveryKeyForm {...{ action, working, trouble }} userId={ways.userId} onEntered={enter} />
        )}
        {ways.keys && <WalletProof {...{ asked, working }} onChoose={choose} onCancel={cancel} />}
      </div>
    </Dialog>
  );
}

interface RecoveryKeyFormProps {
  readonly userId: string;
  readonly action: string;
  readonly working: boolean;
  readonly trouble: string | null;
  readonly onEntered: (recoveryKey: string) => void;
}

function RecoveryKeyForm({ userId, action, working, trouble, onEntered }: RecoveryKeyFormProps) {
  const [recoveryKey, setRecoveryKey] = useState(() => heldRecoveryKey(userId) ?? "");
  const [unread, setUnread] = useState<string | null>(null);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = readEnteredKey(recoveryKey);
    setUnread(entered.kind === "trouble" ? entered.message : null);
    if (entered.kind === "secret") {
      setRecoveryKey("");
      tellSecret(entered.secret);
    }
    if (entered.kind === "key") onEntered(entered.key);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="space-y-2">
      <RecoveryKeyField
        id="proof-key"
        label="Your recovery key"
        value={recoveryKey}
        onChange={(event) => setRecoveryKey(event.target.value)}
        aria-invalid={(unread ?? trouble) !== null}
        aria-describedby="proof-trouble"
      />
      <p id="proof-trouble" aria-live="polite" className="text-sm text-bad empty:hidden">
        {unread ?? trouble}
      </p>
      <Button type="submit" tone="primary" disabled={working}>
        {action}
      </Button>
    </form>
  );
}

type WalletProofProps = Omit<ComponentProps<typeof FoundWallets>, "wallets">;

function WalletProof(props: WalletProofProps) {
  const [wallets] = useState(() => foundWallets((window as { readonly cardano?: unknown }).cardano));
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">Sign with a wallet that you sign in with</p>
      {wallets.length === 0 ? (
        <p className="text-sm text-muted">No Cardano wallet was found in this browser.</p>
      ) : (
        <FoundWallets wallets={wallets} {...props} />
      )}
    </div>
  );
}
