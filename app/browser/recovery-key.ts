const storageKey = "recovery-key";
const changed = new Set<() => void>();

function announce(): void {
  for (const listener of changed) listener();
}

/** Keeps a new guest's key for this tab only, until the person says that it is saved. */
export function holdRecoveryKey(recoveryKey: string): void {
  sessionStorage.setItem(storageKey, recoveryKey);
  announce();
}

export function forgetRecoveryKey(): void {
  sessionStorage.removeItem(storageKey);
  announce();
}

export function heldRecoveryKey(): string | null {
  return sessionStorage.getItem(storageKey);
}

export function onRecoveryKeyChange(listener: () => void): () => void {
  changed.add(listener);
  return () => changed.delete(listener);
}
