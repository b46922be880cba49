/**
 * Brings the recovery key of a guest whom a form made without script to the next page, which shows it and, once it has a
 * script, keeps it for the tab as any other new key.
 */
export const newKeyCookie = { name: "new-recovery-key", seconds: 15 * 60 } as const;

export function newKeyValue(userId: string, recoveryKey: string): string {
  return `${userId}.${recoveryKey}`;
}

/** The key, which may end with a check symbol of its own, where it is this account's; null for another's and for none. */
export function readNewKey(value: string | undefined, userId: string): string | null {
  const [owner, recoveryKey = ""] = value?.split(".") ?? [];
  return owner === userId && /^[\w*~$=-]{1,100}$/.test(recoveryKey) ? recoveryKey : null;
}
