import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetRecoveryKey, heldRecoveryKey, holdRecoveryKey, onRecoveryKeyChange } from "@/app/browser/recovery-key";
import { memoryStorage } from "@/tests/support/memory-storage";

beforeEach(() => {
  vi.stubGlobal("sessionStorage", memoryStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("is held until it is forgotten, and tells those who listen", () => {
  const seen: (string | null)[] = [];
  const stop = onRecoveryKeyChange(() => seen.push(heldRecoveryKey("me")));
  holdRecoveryKey("me", "KEY-1");
  forgetRecoveryKey();
  stop();
  holdRecoveryKey("me", "KEY-2");
  expect([seen, heldRecoveryKey("me")]).toEqual([["KEY-1", null], "KEY-2"]);
});

it("is shown in its own account only", () => {
  holdRecoveryKey("me", "KEY");
  expect([heldRecoveryKey("another"), heldRecoveryKey("me")]).toEqual([null, "KEY"]);
});

it.each(["OLD-KEY-OF-NOBODY", "7", "{}", "null"])("is none where what is kept does not say whose it is: %s", (kept) => {
  sessionStorage.setItem("recovery-key", kept);
  expect(heldRecoveryKey("me")).toBeNull();
});
