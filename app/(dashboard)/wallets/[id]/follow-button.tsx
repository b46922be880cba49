"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { addWallet } from "@/app/browser/add-wallet";
import { failureText } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { shortAddress } from "@/app/words/chain-text";

/** Follows a further account of the same person's. */
export function FollowButton({ stakeAddress }: { readonly stakeAddress: string }) {
  const router = useRouter();
  const [working, startWork] = useTransition();

  function follow() {
    if (working) return;
    startWork(async () => {
      try {
        await addWallet(stakeAddress);
        tell.success(`${shortAddress(stakeAddress)} is followed from now on`);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return (
    <Button size="small" aria-disabled={working} aria-label={`Follow ${shortAddress(stakeAddress)}`} onClick={follow}>
      Follow
    </Button>
  );
}
