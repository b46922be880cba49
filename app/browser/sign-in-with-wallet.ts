import type { z } from "zod";
import type { challengeAnswer, FreshProof, sessionAnswer } from "@/lib/contract/session";
import { otherNetworkText, silentText, walletTrouble, type WalletStep } from "@/app/words/wallet-trouble";
import { limits } from "@/lib/contract/limits";
import type { FoundWallet } from "./cardano-wallets";
import { forgetRecoveryKey } from "./recovery-key";
import { request, RequestError } from "./request";

/** Why the wallet did not do its part; `message` can be shown. */
export class WalletDeclined extends Error {
  override readonly name = "WalletDeclined";
}

/** The person gave up waiting. */
export class WalletCancelled extends Error {
  override readonly name = "WalletCancelled";
}

/** The server's text is good for five. */
const patienceMinutes = 2;

/**
 * Has the wallet sign the server's text and hands that back; from then on this browser is signed in. `link` adds the
 * wallet to the account that is signed in, which takes a proof. Throws `WalletDeclined`, `WalletCancelled` once `signal`
 * says so, or `RequestError`.
 */
export async function signInWithWallet(
  wallet: FoundWallet,
  purpose: "sign-in" | "link",
  signal: AbortSignal,
  proof?: FreshProof,
): Promise<void> {
  const { api, signed } = await signWith(wallet, purpose, signal);
  const usedAddresses = await addressesOf(wallet.name, api, signal);
  const body = { ...signed, usedAddresses, ...(proof && { proof }) };
  await request<z.infer<typeof sessionAnswer>>("POST", "/api/session/wallet", body);
  forgetRecoveryKey();
}

/** Has the wallet prove that its holder is there. Throws as `signInWithWallet`. */
export async function proveWithWallet(wallet: FoundWallet, signal: AbortSignal): Promise<FreshProof> {
  return (await signWith(wallet, "prove", signal)).signed;
}

async function signWith(wallet: FoundWallet, purpose: "sign-in" | "link" | "prove", signal: AbortSignal) {
  const ask = <T>(step: WalletStep, asking: () => Promise<T>) => askWallet(wallet.name, step, asking, signal);
  const api = await ask("connect", () => wallet.enable());
  const [reward] = await ask("address", () => api.getRewardAddresses());
  const address = reward ?? (await ask("address", () => api.getChangeAddress()));
  const asked = await challengeFor(wallet, { address, purpose });
  const { signature, key } = await ask("sign", () => api.signData(address, asked.payloadHex));
  return { api, signed: { address, challenge: asked.challenge, signature: { signature, key } } };
}

/** The wallet's own addresses, as many as a sign-in takes; none where it does not tell: the sign-in does not depend on it. */
async function addressesOf(
  name: string,
  api: Awaited<ReturnType<FoundWallet["enable"]>>,
  signal: AbortSignal,
): Promise<string[]> {
  const asking = async () => [await api.getChangeAddress(), ...((await api.getUsedAddresses?.()) ?? [])];
  try {
    return [...new Set(await askWallet(name, "address", asking, signal))].slice(0, limits.signInAddresses);
  } catch (error) {
    if (error instanceof WalletCancelled) throw error;
    return [];
  }
}

async function challengeFor(wallet: FoundWallet, body: { readonly address: string; readonly purpose: string }) {
  try {
    return await request<z.infer<typeof challengeAnswer>>("POST", "/api/session/challenge", body);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "wrong_network") throw error;
    // The low half of an address' first byte names its network (CIP-19); nobody typed the address, so its words say nothing.
    throw new WalletDeclined(otherNetworkText(wallet.name, body.address.charAt(1) === "0"));
  }
}

/** A wallet may hang, or ask in a window that nobody sees: one waits for so long, or until one has had enough. */
async function askWallet<T>(name: string, step: WalletStep, asking: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new WalletCancelled();
  let settle: () => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    const onAbort = () => reject(new WalletCancelled());
    const silence = () => reject(new WalletDeclined(silentText(name, patienceMinutes)));
    const timer = setTimeout(silence, patienceMinutes * 60_000);
    signal.addEventListener("abort", onAbort);
    settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
  });
  try {
    return await Promise.race([over, asking()]);
  } catch (error) {
    if (error instanceof WalletDeclined || error instanceof WalletCancelled) throw error;
    throw new WalletDeclined(walletTrouble({ wallet: name, step, error }), { cause: error });
  } finally {
    settle();
  }
}
