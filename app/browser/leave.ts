import { forgetRecoveryKey } from "./recovery-key";
import { failureText, request } from "./request";

/** What ends a session, all of them, or the whole account. */
export type LeavePath = "/api/session" | "/api/account" | "/api/devices";

/** Ends what `path` names; null, or why that failed as a sentence. */
export async function leave(path: LeavePath): Promise<string | null> {
  try {
    await request("DELETE", path);
    forgetRecoveryKey();
    return null;
  } catch (error) {
    return failureText(error);
  }
}
