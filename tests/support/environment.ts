/** A complete environment for `lib/env` in which nothing can be reached; what a test starts, it puts in the place of these. */
const unreachable: Readonly<Record<string, string>> = {
  APP_URL: "http://localhost:3000",
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
  UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
  UPSTASH_REDIS_REST_TOKEN: "test-redis-token",
  QSTASH_URL: "http://127.0.0.1:1",
  QSTASH_TOKEN: "test-queue-token",
  QSTASH_CURRENT_SIGNING_KEY: "sig_test_current",
  QSTASH_NEXT_SIGNING_KEY: "sig_test_next",
  CARDANO_NETWORK: "mainnet",
  BLOCKFROST_PROJECT_ID: "mainnetTestProjectIdThatIsNobodys0000000",
  BLOCKFROST_BASE_URL: "http://127.0.0.1:1/api/v0",
  COINBASE_BASE_URL: "http://127.0.0.1:1",
  BINANCE_BASE_URL: "http://127.0.0.1:1",
  KRAKEN_BASE_URL: "http://127.0.0.1:1",
  FRANKFURTER_BASE_URL: "http://127.0.0.1:1",
  CALL_PLAN: "cbor",
  LIVE_UPDATES: "sse",
  TRUSTED_PROXY: "on",
};

/** To be called before anything reads `lib/env`, which it does once, at first use. */
export function setEnvironment(values: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, unreachable, values);
}
