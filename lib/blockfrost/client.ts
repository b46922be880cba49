import "server-only";
import { BlockFrostAPI } from "@blockfrost/blockfrost-js";
import { carryRetryAfter } from "@/lib/blockfrost/retry-after";
import { env } from "@/lib/env";

let api: BlockFrostAPI | undefined;

/** The official client with its own limiter and retries off: a limiter in one function's memory guards nothing. */
export function blockfrost(): BlockFrostAPI {
  const { BLOCKFROST_PROJECT_ID, BLOCKFROST_BASE_URL, CARDANO_NETWORK } = env();
  api ??= new BlockFrostAPI({
    projectId: BLOCKFROST_PROJECT_ID,
    network: CARDANO_NETWORK,
    rateLimiter: false,
    requestTimeout: 5_000,
    gotOptions: { hooks: { beforeError: [carryRetryAfter] } },
    retrySettings: {
      limit: 0,
      methods: [],
      statusCodes: [],
      errorCodes: [],
      maxRetryAfter: 0,
      calculateDelay: () => 0,
    },
    ...(BLOCKFROST_BASE_URL === undefined ? {} : { customBackend: BLOCKFROST_BASE_URL.replace(/\/+$/, "") }),
  });
  return api;
}
