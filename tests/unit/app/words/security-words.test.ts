import { expect, it } from "vitest";
import { securityWords } from "@/app/words/security-words";
import { securityEventKinds } from "@/lib/contract/session";

it("says what happened, by which device, and what to do", () => {
  const said = securityEventKinds.map((kind) => securityWords({ kind, device: "Firefox on Linux" }));
  expect(said).toEqual([
    {
      title: "A device signed in to your account: Firefox on Linux",
      ifNotYou: "sign out everywhere, make a new recovery key and remove keys that you do not know",
    },
    { title: "A key to sign in with was added by Firefox on Linux", ifNotYou: "remove it and sign out everywhere" },
    {
      title: "A key to sign in with was removed by Firefox on Linux",
      ifNotYou: "sign out everywhere and add your key again",
    },
    {
      title: "A new recovery key was made by Firefox on Linux; the old one stopped working",
      ifNotYou: "make a new one and sign out everywhere",
    },
  ]);
});

it("names a device that tells nothing of itself so", () => {
  expect(securityWords({ kind: "key_added", device: "Unknown device" }).title).toBe(
    "A key to sign in with was added by an unknown device",
  );
});
