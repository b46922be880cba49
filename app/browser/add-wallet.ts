import type { z } from "zod";
import type { addWalletAnswer } from "@/lib/contract/wallet";
import type { guestAnswer } from "@/lib/contract/session";
import { holdRecoveryKey } from "./recovery-key";
import { request, RequestError, send } from "./request";

type GuestAnswer = z.infer<typeof guestAnswer>;
type AddWalletAnswer = z.infer<typeof addWalletAnswer>;

export interface AddedWallet {
  readonly id: string;
  /** False where it was followed already. */
  readonly created: boolean;
}

/**
 * Adds a wallet, as a new guest where nobody is signed in: at once where the page says so, else once the server has refused.
 * Throws `RequestError`.
 */
export async function addWallet(address: string, isVisitor = false): Promise<AddedWallet> {
  if (isVisitor) await becomeGuest();
  try {
    return await add(address);
  } catch (error) {
    if (!hasCode(error, "unauthenticated")) throw error;
  }
  await becomeGuest();
  return add(address);
}

async function becomeGuest(): Promise<void> {
  try {
    const { user, recoveryKey } = await request<GuestAnswer>("POST", "/api/session/guest");
    holdRecoveryKey(user.id, recoveryKey);
  } catch (error) {
    // Signed in meanwhile, in another tab.
    if (!hasCode(error, "conflict")) throw error;
  }
}

const hasCode = (error: unknown, code: RequestError["code"]): boolean =>
  error instanceof RequestError && error.code === code;

async function add(address: string): Promise<AddedWallet> {
  const response = await send("POST", "/api/wallets", { address });
  const { wallet } = (await response.json()) as AddWalletAnswer;
  return { id: wallet.id, created: response.status === 201 };
}
