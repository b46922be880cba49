const daySeconds = 86_400;

/** Seconds that an answer asks us to wait, at most a day, where it says so in seconds. */
export function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, daySeconds) : undefined;
}
