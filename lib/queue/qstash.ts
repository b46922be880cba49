import "server-only";
import { Client } from "@upstash/qstash";
import { env } from "@/lib/env";

let client: Client | undefined;

/** The queue's client, made at first use. */
export function qstash(): Client {
  const { QSTASH_URL, QSTASH_TOKEN } = env();
  client ??= new Client({
    baseUrl: QSTASH_URL,
    token: QSTASH_TOKEN,
    enableTelemetry: false,
    devMode: false,
    retry: { retries: 1, backoff: () => 50 },
  });
  return client;
}
