"use client";
import { Wallet } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { RefObject } from "react";
import type { FreshProof } from "@/lib/contract/session";
import { foundWallets, type FoundWallet } from "@/app/browser/cardano-wallets";
import { forgetRecoveryKey, heldRecoveryKey } from "@/app/browser/recovery-key";
import { failureText, RequestError } from "@/app/browser/request";
import { signInWithWallet, WalletDeclined } from "@/app/browser/sign-in-with-wallet";
import { Button } from "./button";
import { Dialog } from "./dialog";

interface WalletSignInProps {
  /** `link` adds the wallet to the account that is signed in. */
  readonly purpose: "sign-in" | "link";
  readonly tone?: "primary" | "plain";
  /** Who is signed in: a recovery key that this tab holds of theirs goes along as a proof. */
  readonly userId?: string;
  /** Asks for the proof that adding a wallet takes, then goes on. */
  readonly askProof?: (goOn: (proof: FreshProof) => void) => void;
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

const words = {
  "sign-in": { button: "Sign in with a wallet", done: "/overview" },
  link: { button: "Add another wallet", done: "/settings" },
} as const;

/** Lists the browser's Cardano wallets and has one sign the server's text. */
export function WalletSignIn({ purpose, tone = "primary", userId, askProof, ref }: WalletSignInProps) {
  const router = useRouter();
  const ownRef = useRef<HTMLButtonElement>(null);
  const opener = ref ?? ownRef;
  const [proof, setProof] = useState<FreshProof | undefined>(undefined);
  const [wallets, setWallets] = useState<FoundWallet[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [working, startWork] = useTransition();
  const { button, done } = words[purpose];

  function open(given?: FreshProof) {
    setTrouble(null);
    setProof(given ?? heldProof(userId));
    setWallets(foundWallets((window as { readonly cardano?: unknown }).cardano));
  }

  function choose(wallet: FoundWallet) {
    setTrouble(null);
    startWork(async () => {
      try {
        await signInWithWallet(wallet, purpose, proof);
        setWallets(null);
        router.push(done);
        router.refresh();
      } catch (error) {
        // What is held is an old one.
        if (error instanceof RequestError && error.code === "invalid_recovery_key") forgetRecoveryKey();
        setTrouble(error instanceof WalletDeclined ? error.message : failureText(error));
      }
    });
  }

  return (
    <>
      <Button ref={opener} tone={tone} onClick={() => (askProof === undefined ? open() : askProof(open))}>
        <Wallet aria-hidden /> {button}
      </Button>
      <Dialog
        opener={opener}
        open={wallets !== null}
        onOpenChange={(isOpen) => !isOpen && setWallets(null)}
        title={button}
        description="Your wallet signs a short text, which proves that the address is yours. It is not a transaction and costs nothing. We never ask for a seed phrase."
      >
        {wallets !== null && <FoundWallets wallets={wallets} disabled={working} onChoose={choose} />}
        <p aria-live="polite" className="mt-3 text-sm empty:hidden">
          {working ? "Confirm in your wallet…" : trouble !== null && <span className="text-bad">{trouble}</span>}
        </p>
      </Dialog>
    </>
  );
}

function heldProof(userId: string | undefined): FreshProof | undefined {
  const recoveryKey = userId === undefined ? null : heldRecoveryKey(userId);
  return recoveryKey === null ? undefined : { recoveryKey };
}

interface FoundWalletsProps {
  readonly wallets: readonly FoundWallet[];
  readonly disabled: boolean;
  readonly onChoose: (wallet: FoundWallet) => void;
}

export function FoundWallets({ wallets, disabled, onChoose }: FoundWalletsProps) {
  if (wallets.length === 0) {
    return (
      <p>
        No Cardano wallet was found in this browser. Install one such as Eternl, Lace, Typhon, Vespr, Yoroi or NuFi, or
        use your recovery key.
      </p>
    );
  }
  return (
    <ul className="space-y-2">
      {wallets.map((wallet) => (
        <li key={wallet.id}>
          <Button className="w-full justify-start" disabled={disabled} onClick={() => onChoose(wallet)}>
            {wallet.icon !== null && <img src={wallet.icon} alt="" className="size-5" />}
            {wallet.name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
