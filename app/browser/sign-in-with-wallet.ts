import type { z } from "zod";
import type { challengeAnswer, FreshProof, sessionAnswer } from "@/lib/contract/session";
import type { FoundWallet } from "./cardano-wallets";
import { forgetRecoveryKey } from "./recovery-key";
import { request } from "./request";

/** The person closed the wallet's window, or the wallet could not sign. */
export class WalletDeclined extends Error {
  override readonly name = "WalletDeclined";
}

/**
 * Has the wallet sign the server's text and hands that back; from then on this browser is signed in. `link` adds the
 * wallet to the account that is signed in, which takes a proof. Throws `WalletDeclined` or `RequestError`.
 */
export async function signInWithWallet(
  wallet: FoundWallet,
  purpose: "sign-in" | "link",
  proof?: FreshProof,
): Promise<void> {
  const signed = await signWith(wallet, purpose);
  await request<z.infer<typeof sessionAnswer>>("POST", "/api/session/wallet", { ...signed, ...(proof && { proof }) });
  forgetRecoveryKey();
}

/** Has the wallet prove that its holder is there. Throws as `signInWithWallet`. */
export function proveWithWallet(wallet: FoundWallet): Promise<FreshProof> {
  return signWith(wallet, "prove");
}

async function signWith(wallet: FoundWallet, purpose: "sign-in" | "link" | "prove") {
  const api = await orDeclined(wallet.enable());
  const [reward] = await orDeclined(api.getRewardAddresses());
  const address = reward ?? (await orDeclined(api.getChangeAddress()));
  const asked = await request<z.infer<typeof challengeAnswer>>("POST", "/api/session/challenge", { address, purpose });
  const { signature, key } = await orDeclined(api.signData(address, asked.payloadHex));
  return { address, challenge: asked.challenge, signature: { signature, key } };
}

async function orDeclined<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (cause) {
    throw new WalletDeclined("The wallet did not sign. Unlock it, choose the right account and try again.", { cause });
  }
}
