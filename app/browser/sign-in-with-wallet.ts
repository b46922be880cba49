import type { z } from "zod";
import type { challengeAnswer, sessionAnswer } from "@/lib/contract/session";
import { limits } from "@/lib/contract/limits";
import type { FoundWallet } from "./cardano-wallets";
import { request } from "./request";

/** The person closed the wallet's window, or the wallet could not sign. */
export class WalletDeclined extends Error {
  override readonly name = "WalletDeclined";
}

/**
 * Has the wallet sign the server's text and hands that back; from then on this browser is signed in. `link` adds the
 * wallet to the account that is signed in. Throws `WalletDeclined` or `RequestError`.
 */
export async function signInWithWallet(wallet: FoundWallet, purpose: "sign-in" | "link"): Promise<void> {
  const api = await orDeclined(wallet.enable());
  const [reward] = await orDeclined(api.getRewardAddresses());
  const address = reward ?? (await orDeclined(api.getChangeAddress()));
  const asked = await request<z.infer<typeof challengeAnswer>>("POST", "/api/session/challenge", { address, purpose });
  const { signature, key } = await orDeclined(api.signData(address, asked.payloadHex));
  await request<z.infer<typeof sessionAnswer>>("POST", "/api/session/wallet", {
    address,
    challenge: asked.challenge,
    signature: { signature, key },
    usedAddresses: await addressesOf(api),
  });
}

/** The wallet's own addresses, as many as a sign-in takes; none where it does not tell: the sign-in does not depend on it. */
async function addressesOf(api: Awaited<ReturnType<FoundWallet["enable"]>>): Promise<string[]> {
  try {
    const used = (await api.getUsedAddresses?.()) ?? [];
    return [...new Set([await api.getChangeAddress(), ...used])].slice(0, limits.signInAddresses);
  } catch {
    return [];
  }
}

async function orDeclined<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (cause) {
    throw new WalletDeclined("The wallet did not sign. Unlock it, choose the right account and try again.", { cause });
  }
}
