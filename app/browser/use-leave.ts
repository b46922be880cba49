import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { forgetRecoveryKey } from "./recovery-key";
import { failureText, request } from "./request";

/** Ends what `path` names (the session, all of them, or the whole account) and goes back to the front page; says so where it fails. */
export function useLeave(path: "/api/session" | "/api/account" | "/api/devices"): () => Promise<void> {
  const router = useRouter();
  return async () => {
    try {
      await request("DELETE", path);
      forgetRecoveryKey();
      router.push("/");
      router.refresh();
    } catch (error) {
      toast.error(failureText(error));
    }
  };
}
