"use client";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { z } from "zod";
import type { recoveryKeyAnswer } from "@/lib/contract/session";
import { holdRecoveryKey } from "@/app/browser/recovery-key";
import { request } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { recoveryKeyTitleId } from "../recovery-key-card";
import { ProveDialog, type ProofWays } from "./prove-dialog";

/** Makes a recovery key, and shows it in the card at the top of the page. */
export function RenewRecoveryKey({ ways }: { readonly ways: ProofWays }) {
  const router = useRouter();
  const backTo = useRef<HTMLElement>(null);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        onClick={({ currentTarget }) => {
          backTo.current = currentTarget;
          setAsking(true);
        }}
      >
        <KeyRound aria-hidden /> {ways.recoveryKey ? "Make a new key" : "Make a recovery key"}
      </Button>
      <ProveDialog
        open={asking}
        onOpenChange={setAsking}
        opener={backTo}
        title={ways.recoveryKey ? "Make a new recovery key?" : "Make a recovery key?"}
        description={
          ways.recoveryKey
            ? "The old one stops working at once, everywhere it is kept. Confirm that it is you."
            : "It brings you into your account where no wallet is at hand. Confirm that it is you."
        }
        action="Make the key"
        ways={ways}
        onProven={async (proof) => {
          const made = await request<z.infer<typeof recoveryKeyAnswer>>("POST", "/api/account/recovery-key", { proof });
          // The card with the key is there before the dialog gives the focus to it.
          flushSync(() => holdRecoveryKey(ways.userId, made.recoveryKey));
          backTo.current = document.getElementById(recoveryKeyTitleId);
          router.refresh();
        }}
      />
    </>
  );
}
