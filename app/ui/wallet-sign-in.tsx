"use client";
import { Wallet } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { foundWallets, type FoundWallet } from "@/app/browser/cardano-wallets";
import { failureText } from "@/app/browser/request";
import { signInWithWallet, WalletCancelled, WalletDeclined } from "@/app/browser/sign-in-with-wallet";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FoundWallets, type AskedWallet } from "./found-wallets";

interface WalletSignInProps {
  /** `link` adds the wallet to the account that is signed in. */
  readonly purpose: "sign-in" | "link";
  readonly tone?: "primary" | "plain";
  /** The page to go on to; null for the usual one. */
  readonly next?: string | null;
}

const words = {
  "sign-in": { button: "Sign in with a wallet", done: "/overview" },
  link: { button: "Add another wallet", done: "/settings" },
} as const;

/** Lists the browser's Cardano wallets and has one sign the server's text. */
export function WalletSignIn({ purpose, tone = "primary", next = null }: WalletSignInProps) {
  const opener = useRef<HTMLButtonElement>(null);
  const { button, done } = words[purpose];
  const { wallets, asked, working, open, choose, cancel, close } = useWalletSignIn(purpose, next ?? done);

  return (
    <>
      <Button ref={opener} tone={tone} onClick={open}>
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

/** One wallet is asked at a time, until it answers or the person has had enough of waiting. */
function useWalletSignIn(purpose: WalletSignInProps["purpose"], done: string) {
  const router = useRouter();
  const asking = useRef<AbortController>(null);
  const [wallets, setWallets] = useState<FoundWallet[] | null>(null);
  const [asked, setAsked] = useState<AskedWallet | null>(null);
  const [working, startWork] = useTransition();

  function open() {
    setAsked(null);
    setWallets(foundWallets((window as { readonly cardano?: unknown }).cardano));
  }

  function cancel() {
    asking.current?.abort();
    setAsked(null);
  }

  function choose(wallet: FoundWallet) {
    const controller = new AbortController();
    asking.current = controller;
    setAsked({ id: wallet.id, trouble: null });
    startWork(async () => {
      try {
        await signInWithWallet(wallet, purpose, controller.signal);
        setWallets(null);
        router.push(done as Route);
        router.refresh();
      } catch (error) {
        if (error instanceof WalletCancelled) return;
        setAsked({ id: wallet.id, trouble: error instanceof WalletDeclined ? error.message : failureText(error) });
      }
    });
  }

  function close() {
    cancel();
    setWallets(null);
  }

  return { wallets, asked, working, open, choose, cancel, close };
}
