import type { SecurityEvent } from "@/lib/contract/session";

interface SecurityWords {
  readonly title: string;
  /** What to do where it was somebody else. */
  readonly ifNotYou: string;
}

const signOut = "sign out everywhere";

/** What happened to the ways into the account, and what to do about it. */
export function securityWords({ kind, device }: Pick<SecurityEvent, "kind" | "device">): SecurityWords {
  const by = ` by ${device === "Unknown device" ? "an unknown device" : device}`;
  switch (kind) {
    case "signed_in":
      return {
        title: `A device signed in to your account: ${device}`,
        ifNotYou: `${signOut}, make a new recovery key and remove keys that you do not know`,
      };
    case "key_added":
      return { title: `A key to sign in with was added${by}`, ifNotYou: `remove it and ${signOut}` };
    case "key_removed":
      return { title: `A key to sign in with was removed${by}`, ifNotYou: `${signOut} and add your key again` };
    case "recovery_key_renewed":
      return {
        title: `A new recovery key was made${by}; the old one stopped working`,
        ifNotYou: `make a new one and ${signOut}`,
      };
  }
}
