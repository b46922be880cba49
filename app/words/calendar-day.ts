const dayMs = 86_400_000;

/** `2026-02-28` → `2026-03-01`, in UTC. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

/** The last whole day (UTC) before a moment at which a day begins: `2026-01-01T00:00:00Z` → `2025-12-31`. */
export function dayBefore(at: string): string {
  return new Date(Date.parse(at) - dayMs).toISOString().slice(0, 10);
}
