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

/** Adds a wallet, as a new guest where nobody is signed in. Throws `RequestError`. */
export async function addWallet(address: string): Promise<AddedWallet> {
  try {
    return await add(address);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "unauthenticated") throw error;
  }
  const { user, recoveryKey } = await request<GuestAnswer>("POST", "/api/session/guest");
  holdRecoveryKey(user.id, recoveryKey);
  return add(address);
}

async function add(address: string): Promise<AddedWallet> {
  const response = await send("POST", "/api/wallets", { address });
  const { wallet } = (await response.json()) as AddWalletAnswer;
  return { id: wallet.id, created: response.status === 201 };
}
