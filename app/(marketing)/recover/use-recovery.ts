import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { WalletChoice } from "@/lib/contract/session";
import { forgetRecoveryKey } from "@/app/browser/recovery-key";
import { failureText, request, RequestError } from "@/app/browser/request";

/** Enters a recovery key; `asking` while it is to be said what becomes of the wallets that are followed here. */
export function useRecovery() {
  const router = useRouter();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [working, startWork] = useTransition();

  function recover(typedKey: string, wallets: WalletChoice) {
    setTrouble(null);
    startWork(async () => {
      try {
        await request("POST", "/api/session/recover", { recoveryKey: typedKey.trim(), wallets });
        forgetRecoveryKey();
        router.push("/overview");
        router.refresh();
      } catch (error) {
        if (wallets !== "ask" || !isQuestion(error)) {
          setTrouble(failureText(error));
          return;
        }
        setAsking(true);
        // Another tab may have added some since.
        router.refresh();
      }
    });
  }

  return { trouble, asking, working, recover, cancel: () => setAsking(false) };
}

function isQuestion(error: unknown): boolean {
  return error instanceof RequestError && error.issues.some(({ field }) => field === "wallets");
}
