import { newKeyCookie, readNewKey } from "@/lib/contract/new-key";

const storageKey = "recovery-key";
const changed = new Set<() => void>();

interface Held {
  /** Whose key it is: it is never shown in another account. */
  readonly userId: string;
  readonly recoveryKey: string;
}

function announce(): void {
  for (const listener of changed) listener();
}

/** Keeps a new key for this tab only, until the person says that it is saved. */
export function holdRecoveryKey(userId: string, recoveryKey: string): void {
  sessionStorage.setItem(storageKey, JSON.stringify({ userId, recoveryKey } satisfies Held));
  announce();
}

/** As `holdRecoveryKey`, of the key that the server handed over in a cookie because a form was sent without script. */
export function takeOverRecoveryKey(userId: string): void {
  const { name } = newKeyCookie;
  const value = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  const recoveryKey = readNewKey(decoded(value?.slice(name.length + 1) ?? ""), userId);
  document.cookie = `${name}=; path=/; max-age=0`;
  if (recoveryKey !== null) holdRecoveryKey(userId, recoveryKey);
}

/** Undefined where it was not encoded by us: anybody at this browser can write a cookie. */
function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return undefined;
  }
}

export function forgetRecoveryKey(): void {
  sessionStorage.removeItem(storageKey);
  announce();
}

/** The key that this tab holds of an account; null where it holds none, or another one's. */
export function heldRecoveryKey(userId: string): string | null {
  const held = readHeld(sessionStorage.getItem(storageKey));
  return held?.userId === userId ? held.recoveryKey : null;
}

export function onRecoveryKeyChange(listener: () => void): () => void {
  changed.add(listener);
  return () => changed.delete(listener);
}

/** A key that the version before left here says not whose it is, and is none. */
function readHeld(text: string | null): Held | null {
  try {
    const held: unknown = JSON.parse(text ?? "null");
    return typeof held === "object" && held !== null && "userId" in held && "recoveryKey" in held
      ? (held as Held)
      : null;
  } catch {
    return null;
  }
}
