import type { SecretKind } from "@/lib/cardano/pasted/find-secret";

const listeners = new Set<(kind: SecretKind) => void>();

/** Has the page say that a seed phrase or a private key was entered and not sent. */
export function tellSecret(kind: SecretKind): void {
  for (const listener of listeners) listener(kind);
}

export function onSecret(listener: (kind: SecretKind) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
