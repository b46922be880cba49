import { startChain } from "@/dev/chain/server";
import { startPostgres } from "@/dev/postgres/server";
import { startQstash } from "@/dev/qstash/server";
import { startRedis } from "@/dev/redis/server";
import { setEnvironment } from "@/tests/support/environment";
import { startJobServer } from "@/tests/support/job-server";

export interface OwnStack {
  readonly databaseUrl: string;
  readonly cacheUrl: string;
  readonly chain: Awaited<ReturnType<typeof startChain>>;
  close(): Promise<void>;
}

/** The whole local stack and the app's executor of signed messages in this process, where a bench can get in between; sets the environment. */
export async function startOwnStack(chainLatencyMs: number): Promise<OwnStack> {
  const token = "bench";
  const keys = { currentSigningKey: "sig_bench_current", nextSigningKey: "sig_bench_next" };
  const postgres = await startPostgres({ migrationsDir: "prisma/migrations" });
  const cache = await startRedis({ token });
  const queue = await startQstash({ token, ...keys });
  const chain = await startChain({ latencyMs: chainLatencyMs });
  const jobs = await startJobServer();
  setEnvironment({
    DATABASE_URL: postgres.databaseUrl,
    UPSTASH_REDIS_REST_URL: cache.url,
    UPSTASH_REDIS_REST_TOKEN: token,
    APP_URL: jobs.url,
    QSTASH_URL: queue.url,
    QSTASH_TOKEN: token,
    QSTASH_CURRENT_SIGNING_KEY: keys.currentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: keys.nextSigningKey,
    BLOCKFROST_BASE_URL: chain.url,
    BLOCKFROST_PROJECT_ID: chain.projectId,
  });
  const parts = [jobs, queue, cache, chain, postgres];
  return {
    databaseUrl: postgres.databaseUrl,
    cacheUrl: cache.url,
    chain,
    close: async () => {
      for (const part of parts) await part.close();
    },
  };
}
