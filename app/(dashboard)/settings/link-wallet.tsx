"use client";
import { useRef, useState } from "react";
import type { FreshProof } from "@/lib/contract/session";
import { WalletSignIn } from "@/app/ui/wallet-sign-in";
import { ProveDialog, type ProofWays } from "./prove-dialog";

/** Adds another wallet to sign in with: first who is there, then the new wallet's signature. */
export function LinkWallet({ ways }: { readonly ways: ProofWays }) {
  const opener = useRef<HTMLButtonElement>(null);
  const [goOn, setGoOn] = useState<((proof: FreshProof) => void) | null>(null);
  return (
    <>
      <WalletSignIn ref={opener} purpose="link" tone="plain" askProof={(next) => setGoOn(() => next)} />
      <ProveDialog
        open={goOn !== null}
        onOpenChange={(isOpen) => !isOpen && setGoOn(null)}
        opener={opener}
        title="Add another wallet"
        description="A new way into your account needs your word first. Then the wallet that is to be added signs."
        action="Go on"
        ways={ways}
        onProven={(proof) => {
          goOn?.(proof);
          return Promise.resolve();
        }}
      />
    </>
  );
}
