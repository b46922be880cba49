import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FoundWallet } from "@/app/browser/cardano-wallets";
import { signInWithWallet, WalletCancelled } from "@/app/browser/sign-in-with-wallet";

const never = () => new Promise<never>(() => undefined);
const testAddress = `e0${"1".repeat(56)}`;

function wallet(api: Partial<Awaited<ReturnType<FoundWallet["enable"]>>>): FoundWallet {
  const whole = {
    getRewardAddresses: () => Promise.resolve([testAddress]),
    getChangeAddress: never,
    signData: never,
    ...api,
  };
  return { id: "lace", name: "Lace", icon: null, enable: () => Promise.resolve(whole) };
}

let answers: Record<string, () => Response> = {};
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", (path: string) => Promise.resolve(answers[path]?.() ?? new Response(null, { status: 500 })));
  answers = { "/api/session/challenge": () => Response.json({ challenge: "c", payloadHex: "00", expiresAt: "" }) };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const signIn = (of: FoundWallet, signal = new AbortController().signal) => signInWithWallet(of, "sign-in", signal);

describe("signing in with a wallet that does not do its part", () => {
  it("says what the wallet said", async () => {
    const declining = wallet({ signData: () => Promise.reject(Object.assign(new Error(), { code: 3 })) });
    await expect(signIn(declining)).rejects.toThrow(/^You declined to sign in Lace/);
    const refusing = { ...wallet({}), enable: () => Promise.reject(Object.assign(new Error(), { code: -3 })) };
    await expect(signIn(refusing)).rejects.toThrow(/^You declined in Lace/);
  });

  it("says that the wallet is on another network, not what its address is called", async () => {
    answers["/api/session/challenge"] = () =>
      Response.json(
        { code: "wrong_network", detail: "The prefix stake_test belongs to a test network" },
        { status: 400 },
      );
    await expect(signIn(wallet({}))).rejects.toThrow(/^Lace is on a test network, and this site follows mainnet/);
  });

  it("does not wait for ever", async () => {
    const told = expect(signIn(wallet({}))).rejects.toThrow(/^Lace did not answer within 2 minutes/);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    await told;
  });

  it("does not wait when the person has had enough, and signs nothing after that", async () => {
    const controller = new AbortController();
    const signed = vi.fn(never);
    const told = expect(signIn(wallet({ signData: signed }), controller.signal)).rejects.toBeInstanceOf(
      WalletCancelled,
    );
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await told;
    await expect(signIn(wallet({ signData: signed }), controller.signal)).rejects.toBeInstanceOf(WalletCancelled);
    expect(signed).toHaveBeenCalledTimes(1);
  });
});
