"use client";
import { Wallet } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { RefObject } from "react";
import type { FreshProof } from "@/lib/contract/session";
import { foundWallets, type FoundWallet } from "@/app/browser/cardano-wallets";
import { forgetRecoveryKey, heldRecoveryKey } from "@/app/browser/recovery-key";
import { RequestError } from "@/app/browser/request";
import { signInWithWallet } from "@/app/browser/sign-in-with-wallet";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FoundWallets } from "./found-wallets";
import { useAskedWallet } from "./use-asked-wallet";

interface WalletSignInProps {
  /** `link` adds the wallet to the account that is signed in. */
  readonly purpose: "sign-in" | "link";
  readonly tone?: "primary" | "plain";
  /** Who is signed in: a recovery key that this tab holds of theirs goes along as a proof. */
  readonly userId?: string;
  /** Asks for the proof that adding a wallet takes, then goes on. */
  readonly askProof?: (goOn: (proof: FreshProof) => void) => void;
  readonly ref?: RefObject<HTMLButtonElement | null>;
  /** The page to go on to; null for the usual one. */
  readonly next?: string | null;
}

const words = {
  "sign-in": { button: "Sign in with a wallet", done: "/overview" },
  link: { button: "Add another wallet", done: "/settings" },
} as const;

/** Lists the browser's Cardano wallets and has one sign the server's text. */
export function WalletSignIn({ purpose, tone = "primary", next = null, userId, askProof, ref }: WalletSignInProps) {
  const router = useRouter();
  const ownRef = useRef<HTMLButtonElement>(null);
  const opener = ref ?? ownRef;
  const [proof, setProof] = useState<FreshProof | undefined>(undefined);
  const [wallets, setWallets] = useState<FoundWallet[] | null>(null);
  const { asked, working, ask, cancel } = useAskedWallet();
  const { button, done } = words[purpose];

  function open(given?: FreshProof) {
    cancel();
    setProof(given ?? heldProof(userId));
    setWallets(foundWallets((window as { readonly cardano?: unknown }).cardano));
  }

  function choose(wallet: FoundWallet) {
    const signIn = async (signal: AbortSignal) => {
      await signInWithWallet(wallet, purpose, signal, proof);
      setWallets(null);
      router.push((next ?? done) as Route);
      router.refresh();
    };
    ask(wallet, signIn, forgetOldKey);
  }

  function close() {
    cancel();
    setWallets(null);
  }

  return (
    <>
      <Button ref={opener} tone={tone} onClick={() => (askProof === undefined ? open() : askProof(open))}>
        <Wallet aria-hidden /> {button}
      </Button>
      <Dialog
        opener={opener}
        open={wallets !== null}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={button}
        description="Your wallet signs a short text, which proves that the address is yours. It is not a transaction and costs nothing. We never ask for a seed phrase."
      >
        {wallets !== null && (
          <FoundWallets wallets={wallets} asked={asked} working={working} onChoose={choose} onCancel={cancel} />
        )}
      </Dialog>
    </>
  );
}

/** What is held was made worthless elsewhere. */
function forgetOldKey(error: unknown): void {
  if (error instanceof RequestError && error.code === "invalid_recovery_key") forgetRecoveryKey();
}

function heldProof(userId: string | undefined): FreshProof | undefined {
  const recoveryKey = userId === undefined ? null : heldRecoveryKey(userId);
  return recoveryKey === null ? undefined : { recoveryKey };
}
