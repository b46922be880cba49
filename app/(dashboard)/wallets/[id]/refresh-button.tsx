"use client";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";

interface RefreshButtonProps {
  readonly walletId: string;
  /** A sync is under way already. */
  readonly busy: boolean;
}

export function RefreshButton({ walletId, busy }: RefreshButtonProps) {
  const router = useRouter();
  const [starting, startStarting] = useTransition();

  function refresh() {
    startStarting(async () => {
      try {
        await request("POST", `/api/wallets/${walletId}/sync`);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return (
    <Button onClick={refresh} disabled={busy || starting}>
      <RefreshCw aria-hidden className={busy || starting ? "animate-spin" : undefined} />
      {busy ? "Syncing" : "Refresh"}
    </Button>
  );
}
