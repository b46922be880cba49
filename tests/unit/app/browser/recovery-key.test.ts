import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  forgetRecoveryKey,
  heldRecoveryKey,
  holdRecoveryKey,
  onRecoveryKeyChange,
  takeOverRecoveryKey,
} from "@/app/browser/recovery-key";
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

it.each([
  ["its key", "me.KEY%7E1", "KEY~1"],
  ["none of another account's", "another.KEY", null],
  ["none where somebody broke it by hand", "me.KEY%", null],
  ["none where there is no cookie of this name", null, null],
])("takes over from the cookie of a form without script: %s", (_, value, recoveryKey) => {
  const document = { cookie: value === null ? "theme=dark" : `theme=dark; new-recovery-key=${value}` };
  vi.stubGlobal("document", document);
  takeOverRecoveryKey("me");
  expect([heldRecoveryKey("me"), document.cookie]).toEqual([recoveryKey, "new-recovery-key=; path=/; max-age=0"]);
});
