import { Client } from "@upstash/qstash";
import { afterEach, vi } from "vitest";
import { startQstash, type LocalQstash, type QstashOptions } from "@/dev/qstash/server";
import { KEYS, startDestination, TOKEN, type Destination } from "@/tests/integration/qstash/destination";

export interface Setup {
  qstash: LocalQstash;
  client: Client;
  destination: Destination;
}

const closers: (() => Promise<void>)[] = [];

/** A local QStash, the real client of it, and an app to deliver to; all closed after the test. */
export async function setUp(options: Partial<QstashOptions> = {}): Promise<Setup> {
  // The client writes every refused request to the console.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const destination = await startDestination();
  const qstash = await startQstash({ token: TOKEN, ...KEYS, ...options });
  closers.push(
    () => destination.close(),
    () => qstash.close(),
  );
  return { qstash, destination, client: clientOf(qstash) };
}

export function clientOf(qstash: { url: string; token: string }): Client {
  return new Client({ baseUrl: qstash.url, token: qstash.token, retry: false, devMode: false });
}

/** Closes after the test what was started outside of `setUp`. */
export function closeAfterTest(close: () => Promise<void>): void {
  closers.push(close);
}

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  vi.restoreAllMocks();
});
