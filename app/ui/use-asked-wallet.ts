import { useRef, useState, useTransition } from "react";
import type { FoundWallet } from "@/app/browser/cardano-wallets";
import { failureText } from "@/app/browser/request";
import { WalletCancelled, WalletDeclined } from "@/app/browser/sign-in-with-wallet";
import type { AskedWallet } from "./found-wallets";

/** One wallet of a list that is asked to sign, until it has, says why not, or the person has had enough. */
export function useAskedWallet() {
  const asking = useRef<AbortController>(null);
  const [asked, setAsked] = useState<AskedWallet | null>(null);
  const [working, startWork] = useTransition();

  function cancel() {
    asking.current?.abort();
    setAsked(null);
  }

  /** `onFailure` hears of what went wrong, besides the row. */
  function ask(
    wallet: FoundWallet,
    work: (signal: AbortSignal) => Promise<void>,
    onFailure?: (error: unknown) => void,
  ) {
    const controller = new AbortController();
    asking.current = controller;
    setAsked({ id: wallet.id, trouble: null });
    startWork(async () => {
      try {
        await work(controller.signal);
      } catch (error) {
        if (error instanceof WalletCancelled) return;
        onFailure?.(error);
        setAsked({ id: wallet.id, trouble: error instanceof WalletDeclined ? error.message : failureText(error) });
      }
    });
  }

  return { asked, working, ask, cancel };
}
