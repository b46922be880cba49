const dayMs = 86_400_000;

/** `2026-02-28` → `2026-03-01`, in UTC. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}
