/** What a click on "Try the demo wallet" and the sync after it touch: the pages, and the routes behind them. */
const pages = ["/", "/wallets/warm-up"] as const;
const routes = [
  "/api/session/guest",
  "/api/wallets",
  "/api/jobs/sync-wallet",
  "/api/jobs/fetch-tokens",
  "/api/sync/warm-up",
  "/api/events",
  "/api/tokens/warm-up/picture",
] as const;

const timeoutMs = 120_000;

/**
 * Asks once for what the first click touches, so that Next's development server compiles it before anybody waits for it.
 * Nothing comes of it: pages are read by nobody, routes are only asked for their methods. What fails is left to the click.
 */
export async function warmUp(url: string): Promise<void> {
  const ask = (method: string) => async (path: string) => {
    const response = await fetch(url + path, { method, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    await response.arrayBuffer();
  };
  await Promise.allSettled([...pages.map(ask("GET")), ...routes.map(ask("OPTIONS"))]);
}
