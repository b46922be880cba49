import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addWallet } from "@/app/browser/add-wallet";
import { heldRecoveryKey } from "@/app/browser/recovery-key";
import { RequestError } from "@/app/browser/request";
import { memoryStorage } from "@/tests/support/memory-storage";

const calls: string[] = [];

/** Answers the calls in turn. */
function answerWith(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const rest = [...answers];
  vi.stubGlobal("fetch", (path: string, { method }: RequestInit) => {
    calls.push(`${method ?? ""} ${path}`);
    const [status, body] = rest.shift() ?? [500, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

const signedOut = [401, { code: "unauthenticated", detail: "Sign in first." }] as const;
const wallet = { wallet: { id: "w1" }, job: null };

beforeEach(() => {
  calls.length = 0;
  vi.stubGlobal("sessionStorage", memoryStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("addWallet", () => {
  it("is one call for somebody who is signed in, and knows a wallet that was there before", async () => {
    answerWith([201, wallet], [200, wallet]);
    expect([await addWallet("$me"), await addWallet("$me")]).toEqual([
      { id: "w1", created: true },
      { id: "w1", created: false },
    ]);
    expect(calls).toEqual(["POST /api/wallets", "POST /api/wallets"]);
  });

  it("makes a visitor a guest first and holds the recovery key for them", async () => {
    answerWith(signedOut, [201, { user: { id: "me" }, recoveryKey: "KEY-1" }], [201, wallet]);
    expect([await addWallet("$me"), heldRecoveryKey("me")]).toEqual([{ id: "w1", created: true }, "KEY-1"]);
    expect(calls).toEqual(["POST /api/wallets", "POST /api/session/guest", "POST /api/wallets"]);
  });

  it("asks for no refusal where the page knows that nobody is signed in, and takes one that somebody is after all", async () => {
    answerWith([201, { user: { id: "me" }, recoveryKey: "KEY-2" }], [201, wallet]);
    expect([await addWallet("$me", true), heldRecoveryKey("me")]).toEqual([{ id: "w1", created: true }, "KEY-2"]);
    expect(calls).toEqual(["POST /api/session/guest", "POST /api/wallets"]);
    answerWith([409, { code: "conflict", detail: "You are signed in already." }], [200, wallet]);
    expect(await addWallet("$me", true)).toEqual({ id: "w1", created: false });
    answerWith([429, { code: "rate_limited", detail: "Too many guests." }]);
    await expect(addWallet("$me", true)).rejects.toEqual(new RequestError("Too many guests.", "rate_limited"));
  });

  it("makes no guest for any other refusal", async () => {
    answerWith([400, { code: "invalid_address", detail: "The checksum does not match." }]);
    await expect(addWallet("addr1x")).rejects.toEqual(
      new RequestError("The checksum does not match.", "invalid_address"),
    );
    expect(calls).toEqual(["POST /api/wallets"]);
  });
});
