import { useRouter } from "next/navigation";
import type { Route } from "next";
import { useState, useTransition } from "react";
import type { WalletChoice } from "@/lib/contract/session";
import { forgetRecoveryKey } from "@/app/browser/recovery-key";
import { failureText, request, RequestError } from "@/app/browser/request";

interface Entry {
  /** Where to go on to; null for the overview. */
  readonly next: string | null;
  /** Why the form, sent before it had a script, did nothing. */
  readonly trouble: string | null;
}

/** Enters a recovery key; `asking` while it is to be said what becomes of the wallets that are followed here. */
export function useRecovery({ next, trouble: first }: Entry) {
  const router = useRouter();
  const [trouble, setTrouble] = useState(first);
  const [asking, setAsking] = useState(false);
  const [working, startWork] = useTransition();

  function recover(recoveryKey: string, wallets: WalletChoice) {
    setTrouble(null);
    startWork(async () => {
      try {
        await request("POST", "/api/session/recover", { recoveryKey, wallets });
        forgetRecoveryKey();
        router.push((next ?? "/overview") as Route);
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

  function say(words: string | null) {
    setTrouble(words);
    setAsking(false);
  }

  return { trouble, asking, working, recover, say };
}

function isQuestion(error: unknown): boolean {
  return error instanceof RequestError && error.issues.some(({ field }) => field === "wallets");
}
