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
  const stop = onRecoveryKeyChange(() => seen.push(heldRecoveryKey()));
  holdRecoveryKey("KEY-1");
  forgetRecoveryKey();
  stop();
  holdRecoveryKey("KEY-2");
  expect([seen, heldRecoveryKey()]).toEqual([["KEY-1", null], "KEY-2"]);
});
