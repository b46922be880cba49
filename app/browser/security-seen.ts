const changed = new Set<() => void>();
const keyOf = (userId: string) => `security-seen:${userId}`;

/** The time of the newest notice that was seen in this browser; "" for none. */
export function seenUntil(userId: string): string {
  return localStorage.getItem(keyOf(userId)) ?? "";
}

/** This notice and those before it are not shown again. `at`: ISO 8601, UTC. */
export function markSeen(userId: string, at: string): void {
  if (at > seenUntil(userId)) localStorage.setItem(keyOf(userId), at);
  for (const listener of changed) listener();
}

/** Also when another tab has seen it. */
export function onSeenChange(listener: () => void): () => void {
  changed.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    changed.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
