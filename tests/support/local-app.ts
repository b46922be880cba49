import { afterAll, beforeAll } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { noteWalk, noteWalkEnd } from "@/lib/market/keep-market-going";
import { sharedDatabase } from "@/tests/support/database";
import { setEnvironment } from "@/tests/support/environment";
import { startJobServer, type JobServer } from "@/tests/support/job-server";
import { startRedisOfFile } from "@/tests/support/redis";

interface ServedChain {
  /** Base of a Blockfrost API. */
  readonly url: string;
  readonly network: "mainnet" | "preprod" | "preview";
  /** Any where absent. */
  readonly projectId?: string;
  close(): Promise<void>;
}

interface LocalAppOptions {
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where signed messages go; the app's executor in this process where absent. */
  readonly jobServer?: JobServer;
  /** A server on which no walk over all pools was begun; one is done with where absent. */
  readonly isUnwalked?: boolean;
}

/**
 * Gives the test file everything around the sync chain: database, cache, queue, and a server for its signed messages;
 * sets the environment. Ends with the file, the chain included.
 */
export function withLocalApp(
  chain: ServedChain,
  { environment, jobServer, isUnwalked = false }: LocalAppOptions = {},
): void {
  const closing: (() => Promise<void> | void)[] = [() => chain.close()];
  beforeAll(async () => {
    const [database, redis, qstash, jobs] = await Promise.all([
      sharedDatabase(),
      startRedisOfFile(),
      startQstash({
        token: "test-token",
        currentSigningKey: "sig_test_current",
        nextSigningKey: "sig_test_next",
      }),
      jobServer === undefined ? startJobServer() : Promise.resolve(jobServer),
    ]);
    closing.push(
      () => database.close(),
      () => redis.close(),
      () => jobs.close(),
      () => qstash.close(),
    );
    setEnvironment({
      ...database.environment,
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      APP_URL: jobs.url,
      QSTASH_URL: qstash.url,
      QSTASH_TOKEN: qstash.token,
      QSTASH_CURRENT_SIGNING_KEY: qstash.currentSigningKey,
      QSTASH_NEXT_SIGNING_KEY: qstash.nextSigningKey,
      BLOCKFROST_BASE_URL: chain.url,
      CARDANO_NETWORK: chain.network,
      BLOCKFROST_PROJECT_ID: chain.projectId ?? `${chain.network}TestProjectIdThatIsNobodys0000000`,
      ...environment,
    });
    if (!isUnwalked) await Promise.all([noteWalk(), noteWalkEnd()]);
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });
}
