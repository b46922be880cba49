"use client";
import type { FoundWallet } from "@/app/browser/cardano-wallets";
import { Button } from "./button";

export interface AskedWallet {
  readonly id: string;
  /** Why it did not sign; null while it is asked. */
  readonly trouble: string | null;
}

interface FoundWalletsProps {
  readonly wallets: readonly FoundWallet[];
  readonly asked: AskedWallet | null;
  readonly working: boolean;
  readonly onChoose: (wallet: FoundWallet) => void;
  readonly onCancel: () => void;
}

/** The browser's wallets, a row each; what the one that was chosen says stands in its row. */
export function FoundWallets({ wallets, asked, working, onChoose, onCancel }: FoundWalletsProps) {
  if (wallets.length === 0) {
    return (
      <>
        <p>
          No Cardano wallet was found in this browser. Install one such as Eternl, Lace, Typhon, Vespr, Yoroi or NuFi,
          or use your recovery key.
        </p>
        <p className="mt-2 text-sm text-muted">
          On a phone, open this page in the browser inside your wallet&apos;s app: Vespr, Eternl and Yoroi have one.
        </p>
      </>
    );
  }
  return (
    <ul className="space-y-2">
      {wallets.map((wallet) => {
        const isAsked = asked?.id === wallet.id;
        return (
          <li key={wallet.id}>
            <Button
              className="w-full justify-start"
              aria-disabled={working && asked !== null}
              onClick={() => (working && asked !== null ? undefined : onChoose(wallet))}
            >
              {wallet.icon !== null && <img src={wallet.icon} alt="" className="size-5" />}
              {wallet.name}
            </Button>
            <div aria-live="polite">
              {isAsked && asked.trouble !== null && <p className="mt-1.5 px-1 text-sm text-bad">{asked.trouble}</p>}
              {isAsked && asked.trouble === null && (
                <p className="mt-1.5 flex items-center justify-between gap-3 px-1 text-sm">
                  Confirm in {wallet.name}…
                  <Button size="small" onClick={onCancel}>
                    Cancel
                  </Button>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
